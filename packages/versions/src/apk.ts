import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Alpine versions number{.number}[letter]{_suffix[number]}[~commit][-rN]. Source: apk-tools 3,
 * src/version.c and doc/apk-package.5; for what apk 3 calls invalid but Alpine has published, apk-tools 2.
 *
 * `valid` says whether apk 3 takes it. Published and not valid: 6.6.2p1-r0 (a number after the letter); apk 3 stops
 * reading there and calls 6.6.2p1-r0 and 6.6.2p2-r0 equal, so an unpatched host would read as fixed; here the number counts.
 */
export type ApkVersion = Brand<{ readonly tokens: readonly Token[]; readonly valid: boolean }, 'apk'>
type Token = { readonly kind: number; readonly text: string }

export const apk: Scheme<ApkVersion> = { name: 'apk', parse, compare, sortKey, isDoubtful }

/** In the order in which they sort at one place: a pre-release suffix before everything, then the unreadable, the end … */
const Kind = {
  preSuffix: 1,
  unreadable: 2,
  absent: 3,
  end: 4,
  revision: 5,
  commit: 6,
  suffixNumber: 7,
  suffix: 8,
  letter: 9,
  number: 10,
} as const

/** Suffixes in their order; those before the end first. */
const PRE_SUFFIXES: readonly string[] = ['alpha', 'beta', 'pre', 'rc']
const SUFFIXES: readonly string[] = ['cvs', 'svn', 'git', 'hg', 'p']

const FIRST = /^[0-9]+/
/** What may follow, one at a time: no two of them start alike, so each character is looked at a bounded number of times. */
const NEXT =
  /^(?:(?<number>\.?[0-9]+|\.)|(?<letter>[a-z])|_(?<suffix>[a-z]+)(?<suffixNumber>[0-9]+)?|~(?<commit>[0-9a-f]+)|-r(?<revision>[0-9]*)$)/

/**
 * Reads every printable text without white space; from the first character that no version can have there, all that
 * follows is one unreadable rest, which sorts before the end. All unreadable rests are equal, as in apk.
 *
 * Errors  version-malformed
 */
function parse(text: string): Result<ApkVersion> {
  if (text.length > versionCharsMax) return malformed('apk', text, tooLong(text))
  if (!PRINTABLE.test(text)) return malformed('apk', text, 'should be printable ASCII without white space, not empty')
  const first = FIRST.exec(text)?.[0]
  const tokens: Token[] = [first === undefined ? ABSENT : { kind: Kind.number, text: first.replace(/^0+(?=[0-9])/, '') }]
  let valid = first !== undefined
  let at = first?.length ?? 0
  while (at < text.length) {
    const next = NEXT.exec(text.slice(at))
    const groups = next?.groups
    const read = groups === undefined ? undefined : tokensOf(groups, tokens)
    if (read === undefined) {
      tokens.push({ kind: Kind.unreadable, text: '' })
      valid = false
      break
    }
    tokens.push(...read.tokens)
    valid &&= read.valid
    at += next?.[0].length ?? 0
  }
  return ok({ tokens, valid } as unknown as ApkVersion) // the one place that makes an ApkVersion
}

const PRINTABLE = /^[!-~]+$/
const ABSENT: Token = { kind: Kind.absent, text: '' }

/** The tokens of one match; undefined if they may not stand behind the one before. */
function tokensOf(
  groups: Readonly<Record<string, string | undefined>>,
  before: readonly Token[],
): { tokens: readonly Token[]; valid: boolean } | undefined {
  const previous = before.at(-1)?.kind ?? Kind.absent
  const { number, letter, suffix, suffixNumber, commit, revision } = groups
  if (number !== undefined) {
    const digits = number.startsWith('.') ? number.slice(1) : number
    const afterLetter = previous === Kind.letter
    // A bare dot is a number that is not there: sorts before the end and keeps what follows in step (0..8 < 0.1).
    if (previous === Kind.number || previous === Kind.absent)
      return { tokens: [digits === '' ? ABSENT : { kind: Kind.number, text: digits }], valid: digits !== '' }
    return afterLetter && !number.startsWith('.') ? { tokens: [{ kind: Kind.number, text: digits }], valid: false } : undefined
  }
  if (letter !== undefined)
    return previous === Kind.number || previous === Kind.absent
      ? { tokens: [{ kind: Kind.letter, text: letter }], valid: previous === Kind.number }
      : undefined
  if (suffix !== undefined) return previous === Kind.commit ? undefined : suffixTokens(suffix, suffixNumber)
  if (commit !== undefined)
    return previous === Kind.commit ? undefined : { tokens: [{ kind: Kind.commit, text: commit }], valid: true }
  // "-r" without a number is revision 0 for apk 2 and invalid for apk 3.
  return revision === undefined ? undefined : { tokens: [{ kind: Kind.revision, text: revision }], valid: revision !== '' }
}

function suffixTokens(suffix: string, number: string | undefined): { tokens: readonly Token[]; valid: boolean } | undefined {
  const kind = PRE_SUFFIXES.includes(suffix) ? Kind.preSuffix : SUFFIXES.includes(suffix) ? Kind.suffix : undefined
  if (kind === undefined) return undefined
  const token: Token = { kind, text: suffix }
  return { tokens: number === undefined ? [token] : [token, { kind: Kind.suffixNumber, text: number }], valid: true }
}

/** All unreadable rests are equal: they sort, but no verdict may rest on it. */
function isDoubtful({ tokens }: ApkVersion): boolean {
  return tokens.some(({ kind }) => kind === Kind.unreadable || kind === Kind.absent)
}

/** Whether apk 3 takes the text as a version (apk_version_validate). */
export function isApkVersion(text: string): boolean {
  const version = parse(text)
  return version.ok && version.value.valid
}

function compare(left: ApkVersion, right: ApkVersion): Order {
  return compareTokens(left.tokens, right.tokens)
}

/** apk's `~`: as `compare`, but equal when `right` ends where `left` goes on (3.6.1 ~ 3.6, not 3.60 ~ 3.6). */
export function compareApkFuzzy(left: ApkVersion, right: ApkVersion): Order {
  return compareTokens(left.tokens.slice(0, right.tokens.length), right.tokens)
}

function compareTokens(left: readonly Token[], right: readonly Token[]): Order {
  for (let index = 0; index < left.length || index < right.length; index++) {
    const leftToken = left[index] ?? END
    const rightToken = right[index] ?? END
    if (leftToken.kind !== rightToken.kind) return leftToken.kind < rightToken.kind ? -1 : 1
    const order = compareValues(leftToken, rightToken, index)
    if (order !== 0) return order
  }
  return 0
}

const END: Token = { kind: Kind.end, text: '' }

function compareValues(left: Token, right: Token, index: number): Order {
  switch (left.kind) {
    case Kind.number:
      return index > 0 && (left.text.startsWith('0') || right.text.startsWith('0'))
        ? compareUnits(left.text, right.text)
        : compareRuns(left.text, right.text)
    case Kind.suffixNumber:
    case Kind.revision:
      return compareRuns(left.text, right.text)
    case Kind.preSuffix:
      return compareRanks(PRE_SUFFIXES, left.text, right.text)
    case Kind.suffix:
      return compareRanks(SUFFIXES, left.text, right.text)
    default:
      return compareUnits(left.text, right.text)
  }
}

function compareRanks(ranks: readonly string[], left: string, right: string): Order {
  const difference = ranks.indexOf(left) - ranks.indexOf(right)
  return difference === 0 ? 0 : difference < 0 ? -1 : 1
}

function sortKey({ tokens }: ApkVersion): string {
  return (
    tokens.map((token, index) => String.fromCharCode(token.kind) + valueKey(token, index)).join('') +
    String.fromCharCode(Kind.end)
  )
}

function valueKey({ kind, text }: Token, index: number): string {
  switch (kind) {
    case Kind.number:
      // With a leading zero as text, and before all without: "0" is below every `runKey` of a number above 0.
      return index > 0 && text.startsWith('0') ? text : runKey(text)
    case Kind.suffixNumber:
    case Kind.revision:
      return runKey(text)
    case Kind.preSuffix:
      return String.fromCharCode(1 + PRE_SUFFIXES.indexOf(text))
    case Kind.suffix:
      return String.fromCharCode(1 + SUFFIXES.indexOf(text))
    default:
      return text
  }
}
