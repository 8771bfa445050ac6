/**
 * From the events of an affected package to a `Range`. Source: OSV schema, section "Evaluation"
 * (`IncludedInRanges`, `BeforeLimits`).
 */
import type { Bound, Interval, Range } from '@hygie/versions/range'
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { Scheme } from '@hygie/versions/scheme'
import type { OsvAffected, OsvEvent, OsvEventRange } from './record.ts'

export type OsvRangeReading = { readonly range: Range; readonly problems: readonly Failure[] }

/**
 * The SEMVER and ECOSYSTEM ranges and the listed versions of one affected package. GIT ranges name commits and have
 * no order here: they stay in the record.
 *
 * A range with a version that the scheme refuses is left out and noted; whoever judges must then answer `unknown`
 * for versions outside of what remains, so look at `problems` before concluding that silence means safe.
 *
 * Shape   intervals in the order of the ranges, each range's from low to high
 * Errors  version-malformed, version-order in `problems`, at the range's JSON path
 * Cost    n log n in the events of a range
 */
export function rangeOf<Version>(affected: OsvAffected, scheme: Scheme<Version>): OsvRangeReading {
  const intervals: Interval[] = []
  const problems: Failure[] = []
  for (const events of affected.ranges) {
    if (events.type === 'GIT') continue
    const read = intervalsOf(events, scheme)
    if (read.ok) intervals.push(...read.value)
    else problems.push(read.error)
  }
  const commitsOnly = affected.ranges.every((events) => events.type === 'GIT')
  if (affected.package !== undefined && commitsOnly && affected.versions.length === 0)
    problems.push({
      code: 'osv-affected-empty',
      message: 'Cannot tell which versions are affected: no range but GIT, no versions',
      at: affected.at,
    })
  return { range: { scheme: scheme.name, intervals, versions: affected.versions }, problems }
}

/** `undefined` sorts before every version: the schema's "0". */
type Point<Version> = { readonly event: OsvEvent; readonly parsed: Version | undefined }

/**
 * Walks the events in the order of their versions, as the schema's algorithm does for one version, and keeps where
 * its answer turns. Events of one version keep the file's order (the schema's sort is silent on ties).
 */
function intervalsOf<Version>(range: OsvEventRange, scheme: Scheme<Version>): Result<readonly Interval[]> {
  const points: Point<Version>[] = []
  let limit: Point<Version> | 'none' | undefined // 'none': a limit of "*", after everything
  for (const event of range.events) {
    if (event.kind === 'limit' && event.version === '*') {
      limit = 'none'
      continue
    }
    const point = pointOf(event, scheme)
    if (!point.ok) return fail(point.error.code, point.error.message, range.at)
    if (event.kind !== 'limit') points.push(point.value)
    // A version is within when it is before any one of the limits, so only the highest counts.
    else if (limit === undefined || (limit !== 'none' && order(limit, point.value, scheme) < 0)) limit = point.value
  }
  points.sort((left, right) => order(left, right, scheme))
  const intervals = turns(points, scheme)
  return ok(limit === undefined || limit === 'none' ? intervals.map(plain) : cut(intervals, limit, scheme).map(plain))
}

type OpenInterval<Version> = { readonly from: Point<Version>; readonly to?: Point<Version>; readonly inclusive?: boolean }

function turns<Version>(points: readonly Point<Version>[], scheme: Scheme<Version>): readonly OpenInterval<Version>[] {
  const found: OpenInterval<Version>[] = []
  let from: Point<Version> | undefined
  let early: Point<Version> | undefined // a last_affected that the file names before the introduced of the same version
  for (const point of points) {
    if (point.event.kind === 'introduced') {
      if (from !== undefined) continue
      if (early !== undefined && order(early, point, scheme) === 0) found.push({ from: point, to: early, inclusive: true })
      else from = point
    } else if (from !== undefined) {
      found.push({ from, to: point, inclusive: point.event.kind === 'lastAffected' })
      from = undefined
    } else if (point.event.kind === 'lastAffected') early = point
  }
  if (from !== undefined) found.push({ from })
  return found.filter(
    (interval) => interval.to === undefined || interval.inclusive === true || order(interval.from, interval.to, scheme) < 0,
  )
}

function cut<Version>(
  intervals: readonly OpenInterval<Version>[],
  limit: Point<Version>,
  scheme: Scheme<Version>,
): readonly OpenInterval<Version>[] {
  return intervals
    .filter((interval) => order(interval.from, limit, scheme) < 0)
    .map((interval) =>
      interval.to === undefined || order(interval.to, limit, scheme) >= 0
        ? { from: interval.from, to: limit, inclusive: false }
        : interval,
    )
}

function plain<Version>(interval: OpenInterval<Version>): Interval {
  const from: Bound | undefined =
    interval.from.parsed === undefined ? undefined : { version: interval.from.event.version, inclusive: true }
  const to: Bound | undefined =
    interval.to === undefined ? undefined : { version: interval.to.event.version, inclusive: interval.inclusive === true }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

function pointOf<Version>(event: OsvEvent, scheme: Scheme<Version>): Result<Point<Version>> {
  if (event.kind === 'introduced' && event.version === '0') return ok({ event, parsed: undefined })
  const parsed = scheme.parse(event.version)
  return parsed.ok ? ok({ event, parsed: parsed.value }) : parsed
}

function order<Version>(left: Point<Version>, right: Point<Version>, scheme: Scheme<Version>): number {
  if (left.parsed === undefined || right.parsed === undefined)
    return Number(left.parsed !== undefined) - Number(right.parsed !== undefined)
  return scheme.compare(left.parsed, right.parsed)
}
