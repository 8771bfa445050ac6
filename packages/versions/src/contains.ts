import { rememberingScheme } from './parsed.ts'
import type { RememberingScheme } from './parsed.ts'
import type { Bound, Interval, Range } from './range.ts'
import type { SchemeName } from './scheme.ts'

/** `unknown`: the version, or a bound that would decide, cannot be read in the range's scheme. Nothing is guessed. */
export type Containment = 'inside' | 'outside' | 'unknown'

/**
 * Says whether a range holds a version.
 *
 * An interval open at both ends holds every version, and a listed version holds its own text, also when the scheme
 * cannot read it. What is ordered only by a fallback is `unknown` to an interval. No text (empty, blank) is no version: `unknown`.
 *
 * Cost  a comparison per bound; texts seen before are not parsed again
 */
export function contains(range: Range, version: string): Containment {
  if (version.trim() === '') return 'unknown'
  const readable = read(range.scheme, version)
  let decided: Containment = 'outside'
  for (const interval of range.intervals) {
    const holds = intervalHolds(interval, readable)
    if (holds === 'inside') return 'inside'
    if (holds === 'unknown') decided = 'unknown'
  }
  if (range.versions.length === 0) return decided
  if (range.versions.includes(version)) return 'inside'
  if (readable === undefined) return 'unknown'
  return listHolds(range.versions, readable) ? 'inside' : decided
}

/** A version that its scheme could read. */
type Readable = { readonly known: RememberingScheme; readonly value: unknown }

function read(scheme: SchemeName, version: string): Readable | undefined {
  const known = rememberingScheme(scheme)
  const parsed = known?.parse(version)
  return known !== undefined && parsed?.ok === true ? { known, value: parsed.value } : undefined
}

function intervalHolds(interval: Interval, version: Readable | undefined): Containment {
  if (interval.from === undefined && interval.to === undefined) return 'inside'
  if (version === undefined || version.known.scheme.isDoubtful?.(version.value) === true) return 'unknown'
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

/** Whether a listed version is equal; one that the scheme cannot read never is. */
function listHolds(versions: readonly string[], version: Readable): boolean {
  const { parse, scheme } = version.known
  if (scheme.sortKey !== undefined && versions.length >= KEYED_MIN)
    return keysOf(versions, version.known).has(scheme.sortKey(version.value))
  return versions.some((listed) => {
    const parsed = parse(listed)
    return parsed.ok && scheme.compare(version.value, parsed.value) === 0
  })
}

/** OSV lists up to some thousand versions beside its ranges: from here on a set of keys is worth its making. */
const KEYED_MIN = 16
const keysByList = new WeakMap<readonly string[], { readonly scheme: string; readonly keys: ReadonlySet<string> }>()

/** Kept as long as the list itself; lists are read-only. */
function keysOf(versions: readonly string[], { parse, scheme }: RememberingScheme): ReadonlySet<string> {
  const known = keysByList.get(versions)
  if (known?.scheme === scheme.name) return known.keys
  const keys = new Set<string>()
  for (const listed of versions) {
    const parsed = parse(listed)
    if (parsed.ok && scheme.sortKey !== undefined) keys.add(scheme.sortKey(parsed.value))
  }
  keysByList.set(versions, { scheme: scheme.name, keys })
  return keys
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
 * instead, and so on. An inclusive or open end names no fix.
 *
 * Cost  as `contains`, for each interval that is passed through
 */
export function fixedBy(range: Range, version: string): FixPosition {
  const [only] = range.intervals
  if (only !== undefined && range.intervals.length === 1 && range.versions.length === 0)
    return fixedByOne(only, range.scheme, version)
  const position = contains(range, version)
  if (position === 'unknown') return { position }
  const readable = read(range.scheme, version)
  if (position === 'inside') {
    const firstFixed = readable === undefined ? undefined : firstLeftOut(range, readable)
    return firstFixed === undefined ? { position } : { position, firstFixed }
  }
  const since = readable === undefined ? undefined : lastPassed(range, readable)
  return since === undefined ? { position, fixed: false } : { position, fixed: true, since }
}

/** Most ranges are one interval: its fix is its end, and what lies beyond an interval without a beginning has it. */
function fixedByOne(interval: Interval, scheme: SchemeName, version: string): FixPosition {
  if (version.trim() === '') return { position: 'unknown' }
  const readable = read(scheme, version)
  const position = intervalHolds(interval, readable)
  if (position === 'unknown') return { position }
  const { from, to } = interval
  const fix = to === undefined || to.inclusive ? undefined : to
  if (position === 'inside') return fix === undefined ? { position } : { position, firstFixed: fix.version }
  const isPassed = fix !== undefined && readable !== undefined && (from === undefined || onSide(fix, readable, -1) === 'outside')
  return isPassed ? { position, fixed: true, since: fix.version } : { position, fixed: false }
}

/** From end to end while intervals overlap or touch. Each step goes up, so no interval is left twice. */
function firstLeftOut(range: Range, start: Readable): string | undefined {
  let at = start
  for (let step = 0; step < range.intervals.length; step++) {
    const end = farthestEnd(range.intervals, at)
    if (end === undefined || end.bound.inclusive) return undefined
    const beyond = contains(range, end.bound.version)
    if (beyond !== 'inside') return beyond === 'outside' ? end.bound.version : undefined
    at = { known: start.known, value: end.value }
  }
  return undefined
}

type End = { readonly bound: Bound; readonly value: unknown }

/** The highest end of the intervals around a version; undefined if one of them has none. */
function farthestEnd(intervals: readonly Interval[], at: Readable): End | undefined {
  let farthest: End | undefined
  for (const interval of intervals) {
    if (intervalHolds(interval, at) !== 'inside') continue
    const parsed = interval.to === undefined ? undefined : at.known.parse(interval.to.version)
    if (interval.to === undefined || parsed?.ok !== true) return undefined
    const order = farthest === undefined ? 1 : at.known.scheme.compare(parsed.value, farthest.value)
    if (order > 0 || (order === 0 && interval.to.inclusive)) farthest = { bound: interval.to, value: parsed.value }
  }
  return farthest
}

/** The highest exclusive end at or below a version. */
function lastPassed(range: Range, version: Readable): string | undefined {
  const { parse, scheme } = version.known
  let last: End | undefined
  for (const { to: bound } of range.intervals) {
    const parsed = bound === undefined || bound.inclusive ? undefined : parse(bound.version)
    if (bound === undefined || parsed?.ok !== true || scheme.compare(version.value, parsed.value) < 0) continue
    if (last === undefined || scheme.compare(parsed.value, last.value) > 0) last = { bound, value: parsed.value }
  }
  return last?.bound.version
}

/** The range in words of mathematics: `>= 1.0 and < 2.0, or = 3.1`; `every version`; `no version`. */
export function explainRange(range: Range): string {
  const listed = range.versions.slice(0, EXPLAINED_MAX).map((version) => `= ${version}`)
  const rest = range.versions.length - listed.length
  const parts = [...range.intervals.map(explainInterval), ...listed, ...(rest > 0 ? [`${rest} more`] : [])]
  return parts.length === 0 ? 'no version' : parts.join(', or ')
}

/** Of the versions that a range lists one by one, so many are named: Cisco lists a thousand and more. */
const EXPLAINED_MAX = 12

function explainInterval({ from, to }: Interval): string {
  const lower = from === undefined ? [] : [`${from.inclusive ? '>=' : '>'} ${from.version}`]
  const upper = to === undefined ? [] : [`${to.inclusive ? '<=' : '<'} ${to.version}`]
  return [...lower, ...upper].join(' and ') || 'every version'
}
