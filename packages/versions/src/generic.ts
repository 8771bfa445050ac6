import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order for products that publish none: numbers and words, whatever separates them. Source: the practice of the makers
 * in NVD (7.2.4, 15.2(4)M5, 9.1R14.2, 1.0 Update 2, 2.0-beta3); no standard says it.
 *
 * Missing numbers are 0 (7.2 = 7.2.0). A word of a pre-release (alpha, beta, rc …) sorts before the end, every other
 * word after it (1.0 < 1.0a < 1.0sp1 < 1.0.1). Case does not count, a "v" before the first number neither.
 */
export type GenericVersion = Brand<{ readonly tokens: readonly Token[] }, 'generic'>
type Token = { readonly kind: number; readonly text: string }

export const generic: Scheme<GenericVersion> = { name: 'generic', parse, compare, sortKey }

/** In the order in which they sort at one place. */
const Kind = { preRelease: 1, end: 2, word: 3, number: 4 } as const

/** In the order in which makers use them. */
const PRE_RELEASES: readonly string[] = [
  'dev',
  'snapshot',
  'alpha',
  'milestone',
  'preview',
  'pre',
  'prerelease',
  'beta',
  'cr',
  'rc',
]

/** Errors  version-malformed: no digit at all (unspecified, n/a, -), a comparison sign before it (`< 1.8`), or characters outside printable ASCII */
function parse(text: string): Result<GenericVersion> {
  if (text.length > versionCharsMax) return malformed('generic', text, tooLong(text))
  const trimmed = text.trim()
  if (!PRINTABLE.test(trimmed)) return malformed('generic', text, 'should be printable ASCII')
  if (/^[<>=!]/.test(trimmed)) return malformed('generic', text, 'should be a version, not a range')
  if (!/[0-9]/.test(trimmed)) return malformed('generic', text, 'should hold a number')
  const pieces =
    trimmed
      .toLowerCase()
      .replace(/^v(?:er(?:sion)?)?[. ]?(?=[0-9])/, '')
      .match(/[0-9]+|[a-z]+/g) ?? []
  const tokens: Token[] = []
  for (const piece of pieces) {
    const token = tokenOf(piece)
    if (token.kind !== Kind.number) dropZeros(tokens)
    tokens.push(token)
  }
  dropZeros(tokens)
  return ok({ tokens } as unknown as GenericVersion) // the one place that makes a GenericVersion
}

const PRINTABLE = /^[ -~]*$/

function tokenOf(piece: string): Token {
  if (/^[0-9]/.test(piece)) return { kind: Kind.number, text: canonicalRun(piece) }
  return { kind: PRE_RELEASES.includes(piece) ? Kind.preRelease : Kind.word, text: piece }
}

/** Zeros before a word or the end say nothing: 1.0-rc1 = 1.0.0-rc1. */
function dropZeros(tokens: Token[]): void {
  while (tokens.at(-1)?.kind === Kind.number && tokens.at(-1)?.text === '0') tokens.pop()
}

function compare(left: GenericVersion, right: GenericVersion): Order {
  for (let index = 0; index < left.tokens.length || index < right.tokens.length; index++) {
    const leftToken = left.tokens[index] ?? END
    const rightToken = right.tokens[index] ?? END
    if (leftToken.kind !== rightToken.kind) return leftToken.kind < rightToken.kind ? -1 : 1
    const order = compareValues(leftToken, rightToken)
    if (order !== 0) return order
  }
  return 0
}

const END: Token = { kind: Kind.end, text: '' }

function compareValues(left: Token, right: Token): Order {
  if (left.kind === Kind.number) return compareRuns(left.text, right.text)
  return left.kind === Kind.preRelease
    ? compareUnits(stageKey(left.text), stageKey(right.text))
    : compareUnits(left.text, right.text)
}

function stageKey(word: string): string {
  return String.fromCharCode(0x61 + PRE_RELEASES.indexOf(word))
}

function sortKey({ tokens }: GenericVersion): string {
  return tokens.map((token) => String.fromCharCode(token.kind) + valueKey(token)).join('') + String.fromCharCode(Kind.end)
}

function valueKey({ kind, text }: Token): string {
  if (kind === Kind.number) return runKey(text)
  return kind === Kind.preRelease ? stageKey(text) : text
}
