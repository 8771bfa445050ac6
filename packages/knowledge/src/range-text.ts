/**
 * A range as compact text, one text per meaning, so that equal ranges of many claims are stored once.
 *
 * `[[from,inclusive,to,inclusive],…]` with 0 for an open end and 0/1 for the bound's inclusion, then a line
 * end (JSON never holds one) and the JSON list of single versions where there are any. `[[0,0,0,0]]` holds every version; `[]` none.
 */
import type { Bound, Interval, Range } from '@hygie/versions/range'
import type { SchemeName } from '@hygie/versions/scheme'

type End = string | 0
type Quad = readonly [End, 0 | 1, End, 0 | 1]

const EVERY = '[[0,0,0,0]]'

export function rangeText(range: Range): string {
  const { intervals, versions } = range
  const first = intervals[0]
  if (versions.length === 0 && intervals.length === 1 && first?.from === undefined && first?.to === undefined) return EVERY
  const quads = JSON.stringify(intervals.map(quadOf))
  return versions.length === 0 ? quads : `${quads}\n${JSON.stringify(versions)}`
}

export function parseRangeText(scheme: string, body: string): Range {
  const end = body.indexOf('\n')
  const quads = JSON.parse(end < 0 ? body : body.slice(0, end)) as readonly Quad[] // our own writing, under signature
  const versions = end < 0 ? [] : (JSON.parse(body.slice(end + 1)) as readonly string[])
  return { scheme: scheme as SchemeName, intervals: quads.map(intervalOf), versions }
}

function quadOf({ from, to }: Interval): Quad {
  return [from?.version ?? 0, from?.inclusive === true ? 1 : 0, to?.version ?? 0, to?.inclusive === true ? 1 : 0]
}

function intervalOf([from, fromInclusive, to, toInclusive]: Quad): Interval {
  const bounds: { from?: Bound; to?: Bound } = {}
  if (from !== 0) bounds.from = { version: from, inclusive: fromInclusive === 1 }
  if (to !== 0) bounds.to = { version: to, inclusive: toInclusive === 1 }
  return bounds
}
