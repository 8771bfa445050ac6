import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, isDigit, isLetter } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Arch Linux versions [epoch:]version[-release]. Source: vercmp(8), alpm_pkg_vercmp() of pacman 6.
 *
 * The release counts only if both versions have one (vercmp(8)): 1.0 = 1.0-1 and 1.0 = 1.0-2, though 1.0-1 < 1.0-2.
 * So the order is total among versions with a release and among those without, and no sort key can be exact.
 */
export type AlpmVersion = Brand<{ readonly epoch: string; readonly version: string; readonly release?: string }, 'alpm'>

export const alpm: Scheme<AlpmVersion> = { name: 'alpm', parse, compare }

/**
 * Digits before a ":" are the epoch; the release follows the last "-".
 *
 * Errors  version-malformed: empty version or release, anything but printable ASCII
 */
function parse(text: string): Result<AlpmVersion> {
  if (text.length > versionCharsMax) return malformed('alpm', text, tooLong(text))
  const groups = SHAPE.exec(text)?.groups
  const version = groups?.['version']
  if (groups === undefined || version === undefined || version.endsWith('-'))
    return malformed('alpm', text, 'should be [epoch:]version[-release]')
  const release = groups['release']
  const parts = { epoch: canonicalRun(groups['epoch'] ?? ''), version }
  return ok((release === undefined ? parts : { ...parts, release }) as AlpmVersion) // the one place that makes one
}

const SHAPE = /^(?:(?<epoch>[0-9]+):)?(?<version>[!-,.-9;-~][!-9;-~]*?)(?:-(?<release>[!-,.-~]+))?$/

function compare(left: AlpmVersion, right: AlpmVersion): Order {
  const order = compareRuns(left.epoch, right.epoch) || compareAlpmPart(left.version, right.version)
  if (order !== 0 || left.release === undefined || right.release === undefined) return order
  return compareAlpmPart(left.release, right.release)
}

/**
 * Segment by segment, a segment being the separators before it and its letters or its digits. Fewer separators sort
 * first; then letters < end < digits. So 1.0rc < 1.0 < 1.0.a < 1.0.1.
 *
 * pacman counts the separators at the end of a version as one when both versions end in some; there its order runs in
 * a circle (1.0. < 1.0.1 < 1.0..a < 1.0.), here their number counts as everywhere else.
 */
function compareAlpmPart(left: string, right: string): Order {
  let leftAt = 0
  let rightAt = 0
  for (;;) {
    const leftStart = skipSeparators(left, leftAt)
    const rightStart = skipSeparators(right, rightAt)
    const separators = leftStart - leftAt - (rightStart - rightAt)
    if (separators !== 0) return separators < 0 ? -1 : 1
    const leftKind = kindAt(left, leftStart)
    const rightKind = kindAt(right, rightStart)
    if (leftKind !== rightKind) return leftKind < rightKind ? -1 : 1
    if (leftKind === Kind.end) return 0
    leftAt = segmentEnd(left, leftStart, leftKind)
    rightAt = segmentEnd(right, rightStart, rightKind)
    const leftSegment = left.slice(leftStart, leftAt)
    const rightSegment = right.slice(rightStart, rightAt)
    const order = leftKind === Kind.digits ? compareRuns(leftSegment, rightSegment) : compareUnits(leftSegment, rightSegment)
    if (order !== 0) return order
  }
}

/** In the order in which they sort. */
const Kind = { letters: 1, end: 2, digits: 3 } as const

function kindAt(text: string, at: number): number {
  if (at >= text.length) return Kind.end
  return isDigit(text.charCodeAt(at)) ? Kind.digits : Kind.letters
}

function skipSeparators(text: string, start: number): number {
  let at = start
  while (at < text.length && !isDigit(text.charCodeAt(at)) && !isLetter(text.charCodeAt(at))) at++
  return at
}

function segmentEnd(text: string, start: number, kind: number): number {
  const belongs = kind === Kind.digits ? isDigit : isLetter
  let end = start
  while (end < text.length && belongs(text.charCodeAt(end))) end++
  return end
}
