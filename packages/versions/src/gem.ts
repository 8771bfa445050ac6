import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, isDigit, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of RubyGems versions. Source: Gem::Version, its class documentation and test/rubygems/test_gem_version.rb.
 *
 * `segments`: numbers without leading zeros and words, as written. A version with a word is a pre-release.
 * `counted`: the segments that the order sees: without the zeros before the first word and without those at the end.
 */
export type GemVersion = Brand<{ readonly segments: readonly string[]; readonly counted: readonly string[] }, 'gem'>

export const gem: Scheme<GemVersion> = { name: 'gem', parse, compare, sortKey }

/**
 * White space around is ignored, no text at all is version 0, and `-` reads as `.pre.` (Gem::Version.new).
 *
 * Errors  version-malformed
 * Cost    linear
 */
function parse(text: string): Result<GemVersion> {
  if (text.length > versionCharsMax) return malformed('gem', text, tooLong(text))
  const trimmed = text.trim()
  if (trimmed !== '' && !SHAPE.test(trimmed))
    return malformed('gem', text, 'it should be digits, then letters and digits between dots')
  return ok(gemOf((trimmed || '0').replaceAll('-', '.pre.').match(/[0-9]+|[A-Za-z]+/g) ?? []))
}

/** Gem::Version::ANCHORED_VERSION_PATTERN, and letters right after the first number, which advisories hold (`1beta`). */
const SHAPE = /^[0-9]+[A-Za-z0-9]*(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/

/** The version of these segments, which requirements bump and cut. */
export function gemOf(pieces: readonly string[]): GemVersion {
  const segments = pieces.map((piece) => (isNumber(piece) ? canonicalRun(piece) : piece))
  const word = segments.findIndex((segment) => !isNumber(segment))
  const numbers = word === -1 ? segments : segments.slice(0, word)
  const counted = [...withoutTrailingZeros(numbers), ...withoutTrailingZeros(segments.slice(numbers.length))]
  return { segments, counted } as unknown as GemVersion // the one place that makes a GemVersion
}

function withoutTrailingZeros(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.findLastIndex((segment) => segment !== '0') + 1)
}

function isNumber(segment: string): boolean {
  return isDigit(segment.charCodeAt(0))
}

export function isGemPrerelease({ segments }: GemVersion): boolean {
  return segments.some((segment) => !isNumber(segment))
}

/** Segment by segment; a word sorts before a number, and a missing segment counts as 0. */
function compare(left: GemVersion, right: GemVersion): Order {
  const length = Math.max(left.counted.length, right.counted.length)
  for (let index = 0; index < length; index++) {
    const [one, other] = [left.counted[index] ?? '0', right.counted[index] ?? '0']
    const oneIsNumber = isNumber(one)
    if (oneIsNumber !== isNumber(other)) return oneIsNumber ? 1 : -1
    const order = oneIsNumber ? compareRuns(one, other) : compareUnits(one, other)
    if (order !== 0) return order
  }
  return 0
}

/**
 * The end stands for zeros without end, so each run of zeros is written with what follows it: before a word, more zeros
 * come nearer to the end from below; before a number, from above.
 */
function sortKey({ counted }: GemVersion): string {
  let key = ''
  let zeros = 0
  for (const segment of counted) {
    if (segment === '0') zeros++
    else if (isNumber(segment)) key += NUMBER + String.fromCharCode(versionCharsMax - zeros + 1) + runKey(segment)
    else key += WORD + String.fromCharCode(zeros + 1) + segment + WORD_END
    if (segment !== '0') zeros = 0
  }
  return key + END
}

const WORD_END = '\u0001'
const WORD = '#'
const END = '$'
const NUMBER = '%'
