import { schemes } from './all.generated.ts'
import type { OpaqueScheme } from './all.generated.ts'
import { parsedVersionsMax } from './limits.ts'
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

/** Two generations: when the young one is full it becomes the old one, and what is not asked again goes with it. */
function remember(parse: (text: string) => Result<unknown>): (text: string) => Result<unknown> {
  let young = new Map<string, Result<unknown>>()
  let old = new Map<string, Result<unknown>>()
  return (text) => {
    const fresh = young.get(text)
    if (fresh !== undefined) return fresh
    const value = old.get(text) ?? parse(text)
    if (young.size >= parsedVersionsMax / 2) {
      old = young
      young = new Map()
    }
    young.set(text, value)
    return value
  }
}
