import { rememberingScheme } from './parsed.ts'
import type { RememberingScheme } from './parsed.ts'
import type { Bound, Interval, Range } from './range.ts'

/** `unknown`: the version, or a bound that would decide, cannot be read in the range's scheme. Nothing is guessed. */
export type Containment = 'inside' | 'outside' | 'unknown'

/**
 * Says whether a range holds a version.
 *
 * An interval open at both ends holds every version, and a listed version holds its own text, also when the scheme
 * cannot read it. No text (empty, blank) is no version: `unknown`.
 *
 * Cost  a comparison per bound; texts seen before are not parsed again
 */
export function contains(range: Range, version: string): Containment {
  if (version.trim() === '') return 'unknown'
  const known = rememberingScheme(range.scheme)
  const parsed = known?.parse(version)
  const readable = known !== undefined && parsed?.ok === true ? { known, value: parsed.value } : undefined
  let decided: Containment = 'outside'
  for (const interval of range.intervals) {
    const holds = intervalHolds(interval, readable)
    if (holds === 'inside') return 'inside'
    if (holds === 'unknown') decided = 'unknown'
  }
  for (const listed of range.versions) {
    const equal = listed === version ? 'inside' : listedHolds(listed, readable)
    if (equal === 'inside') return 'inside'
    if (equal === 'unknown') decided = 'unknown'
  }
  return decided
}

/** A version that its scheme could read. */
type Readable = { readonly known: RememberingScheme; readonly value: unknown }

function intervalHolds(interval: Interval, version: Readable | undefined): Containment {
  if (interval.from === undefined && interval.to === undefined) return 'inside'
  if (version === undefined) return 'unknown'
  const above = interval.from === undefined ? 'inside' : onSide(interval.from, version, 1)
  if (above === 'outside') return 'outside'
  const below = interval.to === undefined ? 'inside' : onSide(interval.to, version, -1)
  return below === 'outside' || above === 'inside' ? below : 'unknown'
}

/** `side` 1: at or after a lower bound; -1: at or before an upper one. */
function onSide(bound: Bound, version: Readable, side: 1 | -1): Containment {
  const parsed = version.known.parse(bound.version)
  if (!parsed.ok) return 'unknown'
  const order = version.known.scheme.compare(version.value, parsed.value)
  return order === side || (order === 0 && bound.inclusive) ? 'inside' : 'outside'
}

function listedHolds(listed: string, version: Readable | undefined): Containment {
  if (version === undefined) return 'unknown'
  const parsed = version.known.parse(listed)
  if (!parsed.ok) return 'outside' // readable is never equal to unreadable
  return version.known.scheme.compare(version.value, parsed.value) === 0 ? 'inside' : 'outside'
}

export type FixPosition =
  /** `firstFixed`: the first version after this one that the range leaves out, when the range names it. */
  | { readonly position: 'inside'; readonly firstFixed?: string }
  /** `fixed`: at or above the exclusive end of an interval, the highest of which is `since`. */
  | { readonly position: 'outside'; readonly fixed: true; readonly since: string }
  | { readonly position: 'outside'; readonly fixed: false }
  | { readonly position: 'unknown' }

/**
 * Where a version stands to the fix of a range.
 *
 * An exclusive `to` is the first version with the fix. If another interval holds that version too, its end counts
 * instead, and so on; of several intervals around the version the nearest such end is given.
 */
export function fixedBy(range: Range, version: string): FixPosition {
  const position = contains(range, version)
  if (position === 'unknown') return { position }
  const known = rememberingScheme(range.scheme)
  const parsed = known?.parse(version)
  const readable = known !== undefined && parsed?.ok === true ? { known, value: parsed.value } : undefined
  if (readable === undefined) return position === 'inside' ? { position } : { position, fixed: false }
  if (position === 'outside') {
    const passed = range.intervals.flatMap(({ to }) => (to?.inclusive === false && reached(to, readable) ? [to.version] : []))
    const since = extreme(passed, readable.known, 1)
    return since === undefined ? { position, fixed: false } : { position, fixed: true, since }
  }
  const ends = range.intervals.flatMap((interval) => {
    const end = intervalHolds(interval, readable) === 'inside' ? interval.to : undefined
    const fix = end?.inclusive === false ? followedOut(range, end.version) : undefined
    return fix === undefined ? [] : [fix]
  })
  const firstFixed = extreme(ends, readable.known, -1)
  return firstFixed === undefined ? { position } : { position, firstFixed }
}

function reached(to: Bound, version: Readable): boolean {
  const parsed = version.known.parse(to.version)
  return parsed.ok && version.known.scheme.compare(version.value, parsed.value) >= 0
}

/** From one interval's end to the next one's while intervals overlap or touch: each step leaves an interval for good. */
function followedOut(range: Range, end: string): string | undefined {
  if (range.intervals.length === 1 && range.versions.length === 0) return end // nothing else could hold it
  let candidate = end
  for (let step = 0; step <= range.intervals.length; step++) {
    if (contains(range, candidate) !== 'inside') return candidate
    const known = rememberingScheme(range.scheme)
    const parsed = known?.parse(candidate)
    if (known === undefined || parsed?.ok !== true) return undefined
    const at = { known, value: parsed.value }
    const next = range.intervals.find((interval) => intervalHolds(interval, at) === 'inside')?.to
    if (next === undefined || next.inclusive) return undefined
    candidate = next.version
  }
  return undefined
}

function extreme(versions: readonly string[], { parse, scheme }: RememberingScheme, side: 1 | -1): string | undefined {
  if (versions.length < 2) return versions[0]
  let best: { readonly text: string; readonly value: unknown } | undefined
  for (const text of versions) {
    const parsed = parse(text)
    if (parsed.ok && (best === undefined || scheme.compare(parsed.value, best.value) === side))
      best = { text, value: parsed.value }
  }
  return best?.text
}

/** The range in words of mathematics: `>= 1.0 and < 2.0, or = 3.1`; `every version`; `no version`. */
export function explainRange(range: Range): string {
  const parts = [...range.intervals.map(explainInterval), ...range.versions.map((version) => `= ${version}`)]
  return parts.length === 0 ? 'no version' : parts.join(', or ')
}

function explainInterval({ from, to }: Interval): string {
  const lower = from === undefined ? [] : [`${from.inclusive ? '>=' : '>'} ${from.version}`]
  const upper = to === undefined ? [] : [`${to.inclusive ? '<=' : '<'} ${to.version}`]
  return [...lower, ...upper].join(' and ') || 'every version'
}
