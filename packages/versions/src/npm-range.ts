import { gtr, ltr, Range as ParsedRange, SemVer } from 'semver'

import type { Containment } from './contains.ts'
import { rangeCharsMax } from './limits.ts'
import type { Interval, Range } from './range.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

export type NpmOptions = {
  /** Take pre-releases like every other version. npm installs with this off; advisories are written with it on. */
  readonly includePrerelease?: boolean
  /** Forgive what node-semver forgives: `=v1.2.3`, `1.2.3beta`. */
  readonly loose?: boolean
}

/** A range as package.json and npm advisories write it: `^1.2.3`, `>=1 <2 || 3.x`. */
export type NpmRange = {
  /** node-semver's spelling; `*` for every version. */
  readonly canonical: string
  /** `unknown` for a version that npm cannot read, also for numbers above 2^53. */
  readonly contains: (version: string) => Containment
  /** Whether a version lies above or below all that the range holds. */
  readonly beyond: (version: string, side: 'above' | 'below') => boolean
  /**
   * Each alternative between its ends in node-semver's spelling, where `<2.0.0-0` leaves out the pre-releases of 2.0.0
   * too; an alternative that contradicts itself is left out. An exact version is both ends of its interval.
   */
  readonly alternatives: readonly Interval[]
  /**
   * The same as intervals of the semver scheme. Missing where intervals cannot say it: without `includePrerelease` a
   * range leaves out nearly all pre-releases between its ends (^1.2.3 has no 1.3.0-beta), so only lists of exact
   * versions have one.
   */
  readonly range?: Range
}

/**
 * Reads an npm range. Source: node-semver README, "Ranges"; judged by that package itself.
 *
 * Errors  range-malformed
 */
export function parseNpmRange(text: string, options: NpmOptions = {}): Result<NpmRange> {
  if (text.length > rangeCharsMax)
    return fail(
      'range-malformed',
      `Cannot read "${text.slice(0, 80)}…" as an npm range: ${text.length} characters, at most ${rangeCharsMax} are read`,
    )
  let parsed: ParsedRange
  try {
    parsed = new ParsedRange(text, options)
  } catch {
    return fail(
      'range-malformed',
      `Cannot read "${text.slice(0, 80)}" as an npm range: should be comparators such as ^1.2.3 or >=1 <2, joined by ||`,
    )
  }
  const alternatives = parsed.set.map(intersectionOf).filter((interval) => interval !== undefined)
  const range = rangeOf(alternatives, options.includePrerelease === true)
  return ok({
    canonical: parsed.range === '' ? '*' : parsed.range,
    contains: (version) => {
      const read = readVersion(version, options)
      return read === undefined ? 'unknown' : parsed.test(read) ? 'inside' : 'outside'
    },
    beyond: (version, side) => {
      const read = readVersion(version, options)
      return read !== undefined && (side === 'above' ? gtr(read, parsed, options) : ltr(read, parsed, options))
    },
    alternatives,
    ...(range === undefined ? {} : { range }),
  })
}

function readVersion(text: string, options: NpmOptions): SemVer | undefined {
  try {
    return new SemVer(text, options)
  } catch {
    return undefined
  }
}

/** Undefined where the rule about pre-releases takes versions out of an interval. */
function rangeOf(alternatives: readonly Interval[], includePrerelease: boolean): Range | undefined {
  const versions = alternatives.filter(isExact).map(({ from }) => from?.version ?? '')
  const intervals = alternatives.filter((interval) => !isExact(interval))
  return includePrerelease || intervals.length === 0 ? { scheme: 'semver', intervals, versions } : undefined
}

function isExact({ from, to }: Interval): boolean {
  return from !== undefined && from.inclusive && to?.inclusive === true && from.version === to.version
}

type Comparator = ParsedRange['set'][number][number]
type End = { readonly version: SemVer; readonly inclusive: boolean }

/** Between the narrowest lower and the narrowest upper end; undefined if nothing lies there. */
function intersectionOf(set: readonly Comparator[]): Interval | undefined {
  let from: End | undefined
  let to: End | undefined
  for (const { operator, semver } of set) {
    if (!(semver instanceof SemVer)) continue // the comparator of `*`
    const end = { version: semver, inclusive: operator !== '<' && operator !== '>' }
    if (operator !== '<' && operator !== '<=' && isNarrower(end, from, 1)) from = end
    if (operator !== '>' && operator !== '>=' && isNarrower(end, to, -1)) to = end
  }
  const order = from === undefined || to === undefined ? -1 : from.version.compare(to.version)
  if (order > 0 || (order === 0 && !(from?.inclusive === true && to?.inclusive === true))) return undefined
  return {
    ...(from === undefined ? {} : { from: { version: from.version.version, inclusive: from.inclusive } }),
    ...(to === undefined ? {} : { to: { version: to.version.version, inclusive: to.inclusive } }),
  }
}

function isNarrower(end: End, than: End | undefined, side: 1 | -1): boolean {
  if (than === undefined) return true
  const order = end.version.compare(than.version)
  return order === side || (order === 0 && !end.inclusive)
}
