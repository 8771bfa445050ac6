import { constraintsMax, rangeCharsMax } from './limits.ts'
import { maven } from './maven.ts'
import type { MavenVersion } from './maven.ts'
import { everyVersion } from './range.ts'
import type { Bound, Interval, Range } from './range.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/**
 * Version requirements of Maven: `[1.0,2.0),[3.0,)`. Source: POM Reference, "Dependency Version Requirement Specification".
 * A version alone only recommends: `range` then holds every version and `recommended` is that version. What the range
 * holds, `contains` says.
 */
export type MavenRange = { readonly range: Range; readonly recommended?: string }

/**
 * Errors  range-malformed: brackets that do not close, ends in the wrong order, sets that overlap or are out of order
 * Cost    linear
 */
export function parseMavenRange(text: string): Result<MavenRange> {
  if (text.length > rangeCharsMax) return malformedRange(text, `${text.length} characters, at most ${rangeCharsMax} are read`)
  const intervals: ReadInterval[] = []
  let rest = text.trim()
  while (rest.startsWith('[') || rest.startsWith('(')) {
    const end = rest.search(/[)\]]/)
    if (end === -1) return malformedRange(text, 'a bracket is not closed')
    const interval = parseInterval(rest.slice(0, end + 1))
    if (!interval.ok) return interval
    const before = intervals.at(-1)
    if (before !== undefined && !follows(interval.value, before))
      return malformedRange(text, 'the sets overlap or are not in ascending order')
    if (intervals.push(interval.value) > constraintsMax) return malformedRange(text, `more than ${constraintsMax} sets`)
    rest = rest.slice(end + 1).trimStart()
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart()
  }
  if (intervals.length === 0) return recommendation(rest)
  if (rest !== '') return malformedRange(text, 'only sets in brackets can be joined')
  return ok({ range: { scheme: 'maven', intervals: intervals.map(({ interval }) => interval), versions: [] } })
}

/** An interval with its ends parsed. */
type ReadInterval = { readonly interval: Interval; readonly from?: MavenVersion; readonly to?: MavenVersion }

function recommendation(text: string): Result<MavenRange> {
  const version = maven.parse(text)
  return version.ok ? ok({ range: everyVersion('maven'), recommended: text }) : version
}

function parseInterval(text: string): Result<ReadInterval> {
  const [fromInclusive, toInclusive] = [text.startsWith('['), text.endsWith(']')]
  const ends = text
    .slice(1, -1)
    .split(',')
    .map((end) => end.trim())
  const [lower = '', upper = lower] = ends
  if (ends.length > 2) return malformedRange(text, 'it has more than two ends')
  if (ends.length === 1 && !(fromInclusive && toInclusive)) return malformedRange(text, 'a single version should stand in []')
  if (ends.length === 1 && lower === '') return malformedRange(text, 'it is empty')
  const [from, to] = [lower === '' ? undefined : maven.parse(lower), upper === '' ? undefined : maven.parse(upper)]
  if (from?.ok === false) return from
  if (to?.ok === false) return to
  if (from !== undefined && to !== undefined) {
    const order = maven.compare(from.value, to.value)
    if (order > 0 || (order === 0 && !(fromInclusive && toInclusive)))
      return malformedRange(text, 'the lower end should be below the upper one')
  }
  const fromBound: { from?: Bound } = lower === '' ? {} : { from: { version: lower, inclusive: fromInclusive } }
  const toBound: { to?: Bound } = upper === '' ? {} : { to: { version: upper, inclusive: toInclusive } }
  return ok({
    interval: { ...fromBound, ...toBound },
    ...(from === undefined ? {} : { from: from.value }),
    ...(to === undefined ? {} : { to: to.value }),
  })
}

/** Maven lets a set start where the one before ends, and anything follow an open end. */
function follows(interval: ReadInterval, before: ReadInterval): boolean {
  if (before.to === undefined) return true
  return interval.from !== undefined && maven.compare(interval.from, before.to) >= 0
}

const QUOTED_MAX = 80

function malformedRange(text: string, cause: string): Result<never> {
  return fail('range-malformed', `Cannot read "${text.slice(0, QUOTED_MAX)}" as a Maven range: ${cause}`)
}
