/** Text of a network system's own commands → what it is. Nothing is guessed from a single word: no pattern, no answer. */
import { cisco } from './cisco.ts'
import { otherMakers } from './other-makers.ts'
import type { Recogniser } from './recogniser.ts'

export type NetworkSystem = {
  readonly recogniser: Recogniser
  /** As the system prints it; empty when the text does not hold it. */
  readonly version: string
  readonly model?: string
  readonly hostname?: string
  readonly serial?: string
}

/** Patterns are linear in a line; a whole session of a large chassis has some MiB, its version stands at the beginning. */
const CHARS_MAX = 2 * 1_048_576

/** The first that shows itself; more exact systems stand before those they grew from. Cost: patterns × text. */
export function recogniseSystem(text: string): NetworkSystem | undefined {
  const bounded = text.slice(0, CHARS_MAX)
  const recogniser = [...cisco, ...otherMakers].find(({ shows }) => shows.some((pattern) => pattern.test(bounded)))
  if (recogniser === undefined) return undefined
  const [model, hostname, serial] = [recogniser.model, recogniser.hostname, recogniser.serial].map((patterns) =>
    firstOf(patterns, bounded),
  )
  return {
    recogniser,
    version: firstOf(recogniser.version, bounded) ?? '',
    ...(model !== undefined && { model }),
    ...(hostname !== undefined && { hostname }),
    ...(serial !== undefined && { serial }),
  }
}

function firstOf(patterns: readonly RegExp[] | undefined, text: string): string | undefined {
  for (const pattern of patterns ?? []) {
    const value = pattern.exec(text)?.groups?.['value']?.trim()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}
