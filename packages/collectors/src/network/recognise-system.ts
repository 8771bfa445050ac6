/** Text of a network system's own commands → what it is. Nothing is guessed from a single word: no pattern, no answer. */
import { cisco } from './cisco.ts'
import { configurationOf } from './configuration/configuration-kind.ts'
import { hardwareParts, type HardwarePart } from './hardware-parts.ts'
import { otherMakers } from './other-makers.ts'
import type { Recogniser } from './recogniser.ts'

export type NetworkSystem = {
  readonly recogniser: Recogniser
  /** As the system prints it; empty when the text does not hold it. */
  readonly version: string
  readonly model?: string
  readonly hostname?: string
  readonly serial?: string
  readonly image?: string
  readonly patch?: string
  /** Stack members, modules and supplies, in the order of the text. */
  readonly parts: readonly HardwarePart[]
}

/** Patterns are linear in a line; a whole session of a large chassis has some MiB, its version stands at the beginning. */
const CHARS_MAX = 2 * 1_048_576

const recognisers: readonly Recogniser[] = [...cisco, ...otherMakers]

/** In the prompt of a session, or in the configuration; what a command says of itself comes first. */
const HOSTNAMES: readonly RegExp[] = [
  /^(?:hostname|sysname|switchname) "?(?<value>[\w.-]{1,64})"?[ \t]*\r?$/m,
  /^[ \t]*set (?:system host-name|deviceconfig system hostname|hostname) "?(?<value>[\w.-]{1,64})"?[ \t]*\r?$/m,
  /^[ \t]*(?:host-name (?<value>[\w.-]{1,64});|sysname [\w.-]{1,64})[ \t]*\r?$/m,
  /^[ \t]*sysname (?<value>[\w.-]{1,64})[ \t]*\r?$/m,
  /^(?:RP\/\d\/\w{1,8}\/CPU\d:)?(?:[\w.-]{1,32}@)?(?<value>[A-Za-z][\w.-]{0,63})(?:\/\w{1,16})?[#>] ?(?:sh|sho|show|get|display)[ \t]/m,
]

/**
 * The first that shows itself; more exact systems stand before those they grew from. Where only a configuration is given, its
 * form tells the system. Cost: patterns × text.
 */
export function recogniseSystem(text: string): NetworkSystem | undefined {
  const bounded = text.slice(0, CHARS_MAX)
  const configured = configurationOf(bounded)?.system
  const recogniser =
    recognisers.find(({ shows }) => shows.some((pattern) => pattern.test(bounded))) ??
    recognisers.find(({ id }) => id === configured)
  if (recogniser === undefined) return undefined
  const [model, hostname, serial, image, patch] = [
    recogniser.model,
    [...(recogniser.hostname ?? []), ...HOSTNAMES],
    recogniser.serial,
    recogniser.image,
    recogniser.patch,
  ].map((patterns) => firstOf(patterns, bounded))
  return {
    recogniser,
    version: firstOf(recogniser.version, bounded) ?? '',
    ...(model !== undefined && { model }),
    ...(hostname !== undefined && { hostname }),
    ...(serial !== undefined && { serial }),
    ...(image !== undefined && { image }),
    ...(patch !== undefined && { patch }),
    parts: hardwareParts(bounded),
  }
}

function firstOf(patterns: readonly RegExp[] | undefined, text: string): string | undefined {
  for (const pattern of patterns ?? []) {
    const value = pattern.exec(text)?.groups?.['value']?.trim()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}
