/**
 * Versions of PAN-OS and its like. A hotfix (`10.2.10-h17`) is made for one maintenance release alone: it brings the fix to 10.2.10 and
 * says nothing of 10.2.11. Source: the vendor's list of affected releases beside its ranges (CVE-2025-0116); order of hotfixes
 * `10.1.14 < 10.1.14-h2 < 10.1.14-h11 < 10.1.15`, which is that of scheme `generic`.
 */
import { SERIES_END } from '@hygie/standards/csaf/version-text'
import type { CveVersion } from '@hygie/standards/cve5/affected'
import type { Bound, Interval } from '@hygie/versions/range'

const HOTFIX = /^(?<release>\d{1,6}(?:\.\d{1,6}){2})-h\d{1,6}$/

/**
 * From `from` up to `to`, without the maintenance releases that a hotfix of theirs has mended.
 * Cost: n log n in the hotfixes.
 */
function intervalsWithout(from: Bound | undefined, to: Bound | undefined, hotfixes: readonly string[]): readonly Interval[] {
  const mended = hotfixes.filter((version) => HOTFIX.test(version) && version !== to?.version).toSorted(byNumbers)
  const intervals: Interval[] = []
  let start = from
  for (const hotfix of mended) {
    const release = HOTFIX.exec(hotfix)?.groups?.['release'] ?? ''
    intervals.push(intervalOf(start, { version: hotfix, inclusive: false }))
    start = { version: `${release}-h${SERIES_END}`, inclusive: false }
  }
  return [...intervals, intervalOf(start, to)]
}

function intervalOf(from: Bound | undefined, to: Bound | undefined): Interval {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Digits stay text: longer runs are larger. */
function byNumbers(left: string, right: string): number {
  const [one, other] = [left.match(/\d+/g) ?? [], right.match(/\d+/g) ?? []]
  for (const [index, digits] of one.entries()) {
    const against = other[index] ?? ''
    const order = digits.length - against.length || (digits < against ? -1 : Number(digits > against))
    if (order !== 0) return order
  }
  return one.length - other.length
}

/** `11.0.0` up to `11.0.2`, with turns at hotfixes; `All` and `*` are every version, `0` begins before everything. */
export function intervalsOf({ version, lessThan, lessThanOrEqual, changes }: CveVersion): readonly Interval[] {
  if (/^(?:all|\*)$/i.test(version)) return [{}]
  const end = lessThan ?? lessThanOrEqual
  const from = version === '0' ? undefined : { version, inclusive: true }
  if (end === undefined) return []
  const to = end === '*' ? undefined : { version: end, inclusive: lessThan === undefined }
  return intervalsWithout(
    from,
    to,
    changes.filter(({ status }) => status === 'unaffected').map(({ at }) => at),
  )
}

/** A text of the list: `< 10.2.10-h17, < 10.2.13-h5, < 10.2.14` of `10.2`, `All`, `None`; words behind it are the platform. */
export type ListedRange = { readonly intervals: readonly Interval[]; readonly platform?: string }

/** Undefined where the text says something else. `none` has no interval. */
export function listedRange(series: string | undefined, text: string): ListedRange | undefined {
  const [, plain = '', platform] = /^(.{0,200}?)(?: on ([\w ,-]{1,80}))?$/.exec(text.trim()) ?? []
  const place = platform === undefined ? {} : { platform }
  const from = series === undefined ? undefined : { version: series, inclusive: true }
  if (/^none$/i.test(plain)) return { intervals: [], ...place }
  if (/^all$/i.test(plain)) return { intervals: [seriesOf(series)], ...place }
  const ends = plain.split(', ').map((part) => /^< (\d[\w.-]{0,40})$/.exec(part)?.[1])
  if (ends.some((end) => end === undefined)) return undefined
  const known = ends.flatMap((end) => end ?? []).toSorted(byNumbers)
  const last = known.findLast((end) => !HOTFIX.test(end)) ?? known.at(-1)
  if (last === undefined) return undefined
  return { intervals: intervalsWithout(from, { version: last, inclusive: false }, known), ...place }
}

function seriesOf(series: string | undefined): Interval {
  return series === undefined
    ? {}
    : { from: { version: series, inclusive: true }, to: { version: `${series}.${SERIES_END}`, inclusive: true } }
}

/**
 * Between the branches that are named: `10.2` and `11.1` say nothing of 11.0, and that it is above the fix of 10.2 is no fix of its own.
 * Gaps in which no branch ever was hold nothing.
 */
export function betweenBranches(intervals: readonly Interval[]): readonly Interval[] {
  const starts = intervals.flatMap(({ from }) => /^\d{1,6}\.\d{1,6}/.exec(from?.version ?? '')?.[0] ?? [])
  const branches = [...new Set(starts)].toSorted(byNumbers)
  return branches.slice(1).map((next, index) => ({
    from: { version: `${branches[index] ?? ''}.${SERIES_END}`, inclusive: false },
    to: { version: next, inclusive: false },
  }))
}
