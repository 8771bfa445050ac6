import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareRunsWithin, compareUnits, isDigit, isLetter, runEnd, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of RPM labels [epoch:]version[-release]. Source: rpm-version(7), rpmvercmp() and parseEVR() of rpm 4.18.
 * A missing epoch is 0. A missing release sorts before every release, also before an empty one (1 < 1- < 1-0), so an
 * advisory that names no release must be compared against versions without theirs.
 */
export type RpmVersion = Brand<{ readonly epoch: string; readonly version: string; readonly release?: string }, 'rpm'>

export const rpm: Scheme<RpmVersion> = { name: 'rpm', parse, compare, sortKey }

/**
 * As rpm's parseEVR(): digits before a ":" are the epoch (none before it: 0), and the release follows the last "-".
 * "a:1" has no epoch: its letters belong to the version, where ":" only separates. "-1" is an empty version with the
 * release 1, as rpm has it.
 *
 * Errors  version-malformed: nothing after the epoch, white space or control characters
 */
function parse(text: string): Result<RpmVersion> {
  if (text.length > versionCharsMax) return refuse(text, tooLong(text))
  if (UNPRINTABLE.test(text)) return refuse(text, 'a label has no white space and no control characters')
  const epochEnd = runEnd(text, 0)
  const hasEpoch = text[epochEnd] === ':'
  const epoch = hasEpoch ? text.slice(0, epochEnd) : ''
  const rest = hasEpoch ? text.slice(epochEnd + 1) : text
  const dash = rest.lastIndexOf('-')
  const version = dash === -1 ? rest : rest.slice(0, dash)
  if (rest === '') return refuse(text, 'version and release are empty')
  const parts = { epoch: canonicalRun(epoch), version }
  return ok((dash === -1 ? parts : { ...parts, release: rest.slice(dash + 1) }) as RpmVersion) // the one place that makes one
}

const UNPRINTABLE = /[\s\p{Cc}]/u

function refuse(text: string, cause: string): Result<never> {
  return malformed('rpm', text, cause)
}

function compare(left: RpmVersion, right: RpmVersion): Order {
  return (
    compareRuns(left.epoch, right.epoch) ||
    compareRpmPart(left.version, right.version) ||
    compareReleases(left.release, right.release)
  )
}

function compareReleases(left: string | undefined, right: string | undefined): Order {
  if (left === undefined) return right === undefined ? 0 : -1
  return right === undefined ? 1 : compareRpmPart(left, right)
}

/**
 * rpmvercmp(): compares two versions or two releases. ASCII letters and digits form segments, everything else only
 * separates them; at each place ~ < end < ^ < letters < digits.
 */
function compareRpmPart(left: string, right: string): Order {
  let leftAt = 0
  let rightAt = 0
  for (;;) {
    leftAt = skipSeparators(left, leftAt)
    rightAt = skipSeparators(right, rightAt)
    const leftKind = kindAt(left, leftAt)
    const rightKind = kindAt(right, rightAt)
    if (leftKind !== rightKind) return leftKind < rightKind ? -1 : 1
    if (leftKind === Kind.end) return 0
    const leftEnd = segmentEnd(left, leftAt, leftKind)
    const rightEnd = segmentEnd(right, rightAt, rightKind)
    const order =
      leftKind === Kind.digits
        ? compareRunsWithin(left, leftAt, leftEnd, right, rightAt, rightEnd)
        : compareUnits(left.slice(leftAt, leftEnd), right.slice(rightAt, rightEnd))
    if (order !== 0) return order
    leftAt = leftEnd
    rightAt = rightEnd
  }
}

/** In the order in which they sort. */
const Kind = { tilde: 1, end: 2, caret: 3, letters: 4, digits: 5 } as const

function kindAt(text: string, at: number): number {
  if (at >= text.length) return Kind.end
  const code = text.charCodeAt(at)
  if (isDigit(code)) return Kind.digits
  if (code === TILDE) return Kind.tilde
  return code === CARET ? Kind.caret : Kind.letters
}

const TILDE = 0x7e
const CARET = 0x5e

function skipSeparators(text: string, start: number): number {
  let at = start
  while (at < text.length && isSeparator(text.charCodeAt(at))) at++
  return at
}

function isSeparator(code: number): boolean {
  return !isDigit(code) && !isLetter(code) && code !== TILDE && code !== CARET
}

function segmentEnd(text: string, start: number, kind: number): number {
  if (kind === Kind.digits) return runEnd(text, start)
  if (kind !== Kind.letters) return start + 1
  let end = start
  while (end < text.length && isLetter(text.charCodeAt(end))) end++
  return end
}

function sortKey(version: RpmVersion): string {
  const release = version.release === undefined ? RELEASE_MISSING : RELEASE_PRESENT + partKey(version.release)
  return runKey(version.epoch) + partKey(version.version) + release
}

const RELEASE_MISSING = '\u0001'
const RELEASE_PRESENT = '\u0002'

/** Each segment as its kind and its text; all kinds sort before letters, so a shorter word sorts first. */
function partKey(part: string): string {
  let key = ''
  let at = skipSeparators(part, 0)
  while (at < part.length) {
    const kind = kindAt(part, at)
    const end = segmentEnd(part, at, kind)
    key += String.fromCharCode(kind)
    if (kind === Kind.digits) key += runKey(part.slice(at, end))
    if (kind === Kind.letters) key += part.slice(at, end)
    at = skipSeparators(part, end)
  }
  return key + String.fromCharCode(Kind.end)
}
