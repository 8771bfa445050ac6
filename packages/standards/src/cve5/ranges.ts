/**
 * From a version entry of a CVE product to intervals with their status. Source: CVE record format, docs/versions.md,
 * "Version Status Decision Algorithm".
 */
import type { Bound, Interval } from '@hygie/versions/range'
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { Scheme } from '@hygie/versions/scheme'
import type { CveStatus, CveVersion } from './affected.ts'

/** `version` for a single one, `interval` for a span. */
export type CvePiece =
  | { readonly kind: 'version'; readonly status: CveStatus; readonly version: string }
  | { readonly kind: 'interval'; readonly status: CveStatus; readonly interval: Interval }

/** Words that stand where a version should and name none. */
const NO_VERSION: ReadonlySet<string> = new Set([
  'n/a',
  'na',
  'unspecified',
  'unknown',
  'all',
  'any',
  '-',
  'none',
  'various',
  'multiple',
  'see references',
])

/**
 * Shape   pieces from low to high; the first entry that holds a version decides, so keep the entries' order.
 *         `0` begins before everything, `*` as an end is after everything; a lone `*` is every version
 * Errors  cve-version-none: the text names no version (`n/a`, `unspecified`, `2.13*`); version-malformed of the scheme.
 *         Neither may be read as "all versions" or as "none"
 * Cost    n log n in the changes
 */
export function piecesOf<Version>(entry: CveVersion, scheme: Scheme<Version>): Result<readonly CvePiece[]> {
  const end = entry.lessThan ?? entry.lessThanOrEqual
  if (end === undefined) return single(entry, scheme)
  const from = boundOf(entry.version, true, entry.at, scheme)
  if (!from.ok) return from
  const to = boundOf(end, entry.lessThan === undefined, entry.at, scheme)
  if (!to.ok) return to
  const turns: Turn<Version>[] = []
  for (const change of entry.changes) {
    const at = boundOf(change.at, true, entry.at, scheme)
    if (!at.ok) return at
    turns.push({ at: at.value, status: change.status })
  }
  turns.sort((left, right) => order(left.at, right.at, scheme))
  const pieces: CvePiece[] = []
  let start = from.value
  let { status } = entry
  for (const turn of turns) {
    if (to.value !== undefined && order(turn.at, to.value, scheme) >= 0) break // past the entry's end it turns nothing
    if (order(turn.at, start, scheme) > 0) {
      pieces.push(
        piece(status, start, turn.at === undefined ? undefined : { ...turn.at, bound: { ...turn.at.bound, inclusive: false } }),
      )
      start = turn.at
    }
    ;({ status } = turn)
  }
  pieces.push(piece(status, start, to.value))
  return ok(pieces)
}

/** Undefined is open. */
type Point<Version> = { readonly bound: Bound; readonly parsed: Version } | undefined
type Turn<Version> = { readonly at: Point<Version>; readonly status: CveStatus }

function piece<Version>(status: CveStatus, from: Point<Version>, to: Point<Version>): CvePiece {
  return {
    kind: 'interval',
    status,
    interval: { ...(from === undefined ? {} : { from: from.bound }), ...(to === undefined ? {} : { to: to.bound }) },
  }
}

/** Among starts: what is open comes first. */
function order<Version>(left: Point<Version>, right: Point<Version>, scheme: Scheme<Version>): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined)
  return scheme.compare(left.parsed, right.parsed)
}

function single<Version>(entry: CveVersion, scheme: Scheme<Version>): Result<readonly CvePiece[]> {
  if (entry.version === '*') return ok([{ kind: 'interval', status: entry.status, interval: {} }])
  const parsed = versionOf(entry.version, entry.at, scheme)
  return parsed.ok ? ok([{ kind: 'version', status: entry.status, version: entry.version }]) : parsed
}

function boundOf<Version>(text: string, inclusive: boolean, at: string, scheme: Scheme<Version>): Result<Point<Version>> {
  if (text === '*' || (text === '0' && inclusive)) return ok(undefined)
  const parsed = versionOf(text, at, scheme)
  return parsed.ok ? ok({ bound: { version: text, inclusive }, parsed: parsed.value }) : parsed
}

function versionOf<Version>(text: string, at: string, scheme: Scheme<Version>): Result<Version> {
  if (NO_VERSION.has(text.trim().toLowerCase()) || text.includes('*'))
    return fail('cve-version-none', `Cannot read "${text.slice(0, 80)}" as a version: it names none`, at)
  const parsed = scheme.parse(text)
  return parsed.ok ? parsed : fail(parsed.error.code, parsed.error.message, at)
}
