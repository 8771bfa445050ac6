import { schemes } from './all.generated.ts'
import type { OpaqueScheme } from './all.generated.ts'
import { parsedVersionsMax, versionCharsMax } from './limits.ts'
import { fail } from './result.ts'
import type { Result } from './result.ts'
import type { SchemeName } from './scheme.ts'

/** A scheme with a bounded memory of what it parsed: the same few bounds are compared with thousands of versions. */
export type RememberingScheme = {
  readonly scheme: OpaqueScheme
  /** As `scheme.parse`, of which it is indistinguishable but by its cost. */
  readonly parse: (text: string) => Result<unknown>
}

/** Undefined for a name that outside data made up. */
export function rememberingScheme(name: SchemeName): RememberingScheme | undefined {
  const known = remembering.get(name)
  if (known !== undefined || !Object.hasOwn(schemes, name)) return known
  const scheme = schemes[name]
  const made = { scheme, parse: remember(scheme.parse) }
  remembering.set(name, made)
  return made
}

export function unknownScheme(name: string): ReturnType<typeof fail> {
  return fail('scheme-unknown', `Cannot compare versions of "${name}": no such scheme`)
}

const remembering = new Map<SchemeName, RememberingScheme>()

/**
 * A slot per hash of the text; a text that hashes to a taken slot replaces what was there. Unlike a map it never grows
 * and never pays for what passes through once, as most bounds do.
 */
function remember(parse: (text: string) => Result<unknown>): (text: string) => Result<unknown> {
  const texts: string[] = Array.from({ length: parsedVersionsMax }, () => '')
  const results: Result<unknown>[] = Array.from({ length: parsedVersionsMax }, () => NOTHING)
  return (text) => {
    if (text === '' || text.length > versionCharsMax) return parse(text)
    const slot = slotOf(text)
    const known = results[slot]
    if (known !== undefined && texts[slot] === text) return known
    const result = parse(text)
    texts[slot] = text
    results[slot] = result
    return result
  }
}

const NOTHING: Result<unknown> = { ok: true, value: undefined }

/** Versions differ at their ends; all characters count, so that a hostile list gains nothing by equal starts. */
function slotOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return (hash ^ (hash >>> 15)) & (parsedVersionsMax - 1)
}
