import type { Order } from './scheme.ts'

/**
 * Order of decimal digit runs as numbers, without ever making a number of them: real runs exceed 2^53.
 * Leading zeros do not count and the empty run is zero.
 *
 * Cost  linear in the longer run
 */
export function compareRuns(left: string, right: string): Order {
  return left === right ? 0 : compareRunsWithin(left, 0, left.length, right, 0, right.length)
}

/** The same for runs inside two texts, each from its start to before its end. */
export function compareRunsWithin(
  left: string,
  leftStart: number,
  leftEnd: number,
  right: string,
  rightStart: number,
  rightEnd: number,
): Order {
  let leftAt = leftStart
  let rightAt = rightStart
  while (leftAt < leftEnd && left.charCodeAt(leftAt) === ZERO) leftAt++
  while (rightAt < rightEnd && right.charCodeAt(rightAt) === ZERO) rightAt++
  if (leftEnd - leftAt !== rightEnd - rightAt) return leftEnd - leftAt < rightEnd - rightAt ? -1 : 1
  for (; leftAt < leftEnd; leftAt++, rightAt++) {
    const difference = left.charCodeAt(leftAt) - right.charCodeAt(rightAt)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return 0
}

/** Order of text by UTF-16 code unit; the same as by byte for ASCII. */
export function compareUnits(left: string, right: string): Order {
  return left === right ? 0 : left < right ? -1 : 1
}

/**
 * Text whose order by code unit is the order of `compareRuns`: the number of significant digits as one character,
 * then the digits. No key is the start of another one, so keys can be put one behind the other.
 */
export function runKey(run: string): string {
  const digits = run.slice(significantStart(run))
  return String.fromCharCode(LENGTH_BASE + digits.length) + digits
}

/** One spelling for each number: no leading zeros, `0` for zero. */
export function canonicalRun(run: string): string {
  return run.slice(significantStart(run)) || '0'
}

/** Runs have at most `versionCharsMax` digits, so the length stays far below the surrogates. */
const LENGTH_BASE = 0x30
const ZERO = 0x30

function significantStart(run: string): number {
  let start = 0
  while (start < run.length && run.charCodeAt(start) === ZERO) start++
  return start
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

export function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}

/** Where the digits that start at `start` end; `start` itself if there are none. */
export function runEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  return end
}
