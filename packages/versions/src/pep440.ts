import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Python versions. Source: PEP 440, "Summary of permitted suffixes and relative ordering" and Appendix B.
 *
 * Advisories also name versions that PEP 440 refuses (`0.1-bulbasaur`, `2013-09-11T19-27-10`). They are read with
 * `legacy: true` and sort before all others, among themselves as setuptools did before 2023: nothing of an advisory is
 * dropped, and whoever needs a true PEP 440 version asks for `legacy`.
 */
export type Pep440Version = Brand<Pep440Public | Pep440Legacy, 'pep440'>

/** Numbers are digit runs without leading zeros; `release` keeps its trailing zeros, which do not count in the order. */
export type Pep440Public = {
  readonly legacy: false
  readonly epoch: string
  readonly release: readonly string[]
  readonly pre?: { readonly phase: 'a' | 'b' | 'rc'; readonly number: string }
  readonly post?: string
  readonly dev?: string
  /** Segments after `+`, in lower case. */
  readonly local?: readonly string[]
  readonly text: string
}

/** `parts`: numbers and words as setuptools cut them, ended by `final`. */
export type Pep440Legacy = { readonly legacy: true; readonly parts: readonly string[]; readonly text: string }

export const pep440: Scheme<Pep440Version> = { name: 'pep440', parse, compare, sortKey, isDoubtful: ({ legacy }) => legacy }

/**
 * Errors  version-malformed: empty, too long, or with control characters
 * Cost    linear
 */
function parse(text: string): Result<Pep440Version> {
  if (text.length > versionCharsMax) return malformed('pep440', text, tooLong(text))
  const trimmed = text.trim()
  if (trimmed === '') return malformed('pep440', text, 'it is empty')
  const groups = SHAPE.exec(trimmed)?.groups
  if (groups !== undefined) return ok(publicOf(groups, trimmed) as Pep440Version)
  if (CONTROL.test(trimmed)) return malformed('pep440', text, 'it has control characters')
  return ok({ legacy: true, parts: legacyParts(trimmed.toLowerCase()), text: trimmed } as unknown as Pep440Version)
}

/** PEP 440 Appendix B. Each piece starts with what the one before cannot take, so there is nothing to try again. */
const SHAPE = new RegExp(
  [
    '^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<number>[0-9]+)?)?',
    '(?:-(?<postBare>[0-9]+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>[0-9]+)?)?',
    '(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>[0-9]+)?)?',
    '(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
  'i',
)
const CONTROL = /[\u0000-\u001F\u007F]/

function publicOf(groups: Readonly<Record<string, string | undefined>>, text: string): Pep440Public {
  const { epoch = '0', release = '', phase, number = '0', postBare, post, postNumber = '0', dev, devNumber = '0', local } = groups
  return {
    legacy: false,
    epoch: canonicalRun(epoch),
    release: release.split('.').map(canonicalRun),
    ...(phase === undefined ? {} : { pre: { phase: phaseOf(phase.toLowerCase()), number: canonicalRun(number) } }),
    ...(postBare === undefined && post === undefined ? {} : { post: canonicalRun(postBare ?? postNumber) }),
    ...(dev === undefined ? {} : { dev: canonicalRun(devNumber) }),
    ...(local === undefined ? {} : { local: local.toLowerCase().split(/[-_.]/).map(localSegment) }),
    text,
  }
}

function phaseOf(spelling: string): 'a' | 'b' | 'rc' {
  return spelling.startsWith('a') ? 'a' : spelling.startsWith('b') ? 'b' : 'rc'
}

function localSegment(segment: string): string {
  return DIGITS.test(segment) ? canonicalRun(segment) : segment
}

const DIGITS = /^[0-9]+$/

/** How setuptools cut what PEP 440 refuses: numbers, words and all else; trailing zeros and dashes before a word go. */
function legacyParts(lower: string): readonly string[] {
  const parts: string[] = []
  for (const piece of lower.match(/[0-9]+|[a-z]+|\.|-|[^0-9a-z.-]+/g) ?? []) {
    if (piece === '.') continue
    if (DIGITS.test(piece)) parts.push(canonicalRun(piece))
    else pushLegacyWord(parts, LEGACY_SPELLING.get(piece) ?? piece)
  }
  pushLegacyWord(parts, FINAL)
  return parts
}

function pushLegacyWord(parts: string[], word: string): void {
  if (word < FINAL) while (parts.at(-1) === FINAL_DASH) parts.pop()
  while (parts.at(-1) === '0') parts.pop()
  parts.push(word)
}

const FINAL = 'final'
const FINAL_DASH = 'final-'
const LEGACY_SPELLING: ReadonlyMap<string, string> = new Map([
  ['pre', 'c'],
  ['preview', 'c'],
  ['rc', 'c'],
  ['dev', '@'],
  ['-', FINAL_DASH],
])

function compare(left: Pep440Version, right: Pep440Version): Order {
  if (left.legacy) return right.legacy ? compareLists(left.parts, right.parts, comparePart) : -1
  if (right.legacy) return 1
  return comparePublic(left, right) || compareLocal(left.local, right.local)
}

/** PEP 440 order without the local part, which most specifiers ignore. */
export function comparePublic(left: Pep440Public, right: Pep440Public): Order {
  return (
    compareRuns(left.epoch, right.epoch) ||
    compareRelease(left.release, right.release) ||
    compareUnits(preKey(left), preKey(right)) ||
    compareUnits(postKey(left), postKey(right)) ||
    compareUnits(devKey(left), devKey(right))
  )
}

/** Missing segments count as 0. */
function compareRelease(left: readonly string[], right: readonly string[]): Order {
  for (let index = 0; index < left.length || index < right.length; index++) {
    const order = compareRuns(left[index] ?? '0', right[index] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** `1.0.dev1` before `1.0a1`, `1.0a1` before `1.0`, which stands with `1.0.post1`. */
function preKey({ pre, post, dev }: Pep440Public): string {
  if (pre !== undefined) return (pre.phase === 'rc' ? 'c' : pre.phase) + runKey(pre.number)
  return post === undefined && dev !== undefined ? BEFORE : AFTER
}

function postKey({ post }: Pep440Public): string {
  return post === undefined ? BEFORE : runKey(post)
}

function devKey({ dev }: Pep440Public): string {
  return dev === undefined ? AFTER : runKey(dev)
}

/** Around all keys of numbers and words, which start at `#` or above. */
const END = '\u0001'
const BEFORE = '!'
const AFTER = '\uF8FF'

function compareLocal(left: readonly string[] | undefined, right: readonly string[] | undefined): Order {
  if (left === undefined) return right === undefined ? 0 : -1
  return right === undefined ? 1 : compareLists(left, right, comparePart)
}

/** Words sort before numbers, in local parts (PEP 440, "Local version identifiers") and in the legacy order alike. */
function comparePart(left: string, right: string): Order {
  const leftIsNumber = DIGITS.test(left)
  if (leftIsNumber !== DIGITS.test(right)) return leftIsNumber ? 1 : -1
  return leftIsNumber ? compareRuns(left, right) : compareUnits(left, right)
}

function compareLists(left: readonly string[], right: readonly string[], order: (left: string, right: string) => Order): Order {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const result = order(left[index] ?? '', right[index] ?? '')
    if (result !== 0) return result
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

function sortKey(version: Pep440Version): string {
  if (version.legacy) return 'l' + version.parts.map(partKey).join('') + END
  const { epoch, release, local } = version
  const localKey = local === undefined ? BEFORE : '"' + local.map(partKey).join('') + END
  const counted = release.slice(0, release.findLastIndex((run) => run !== '0') + 1)
  return (
    'p' + runKey(epoch) + counted.map(runKey).join('') + END + preKey(version) + postKey(version) + devKey(version) + localKey
  )
}

function partKey(part: string): string {
  return DIGITS.test(part) ? runKey(part) : '#' + part + END
}

/** PEP 440 "Normalization"; a legacy version stays as it was written. */
export function formatPep440(version: Pep440Version): string {
  if (version.legacy) return version.text
  const { epoch, release, pre, post, dev, local } = version
  return [
    epoch === '0' ? '' : `${epoch}!`,
    release.join('.'),
    pre === undefined ? '' : pre.phase + pre.number,
    post === undefined ? '' : `.post${post}`,
    dev === undefined ? '' : `.dev${dev}`,
    local === undefined ? '' : `+${local.join('.')}`,
  ].join('')
}

/** PEP 440 "Pre-releases" and "Developmental releases": both count as pre-release for an installer. */
export function isPep440Prerelease(version: Pep440Version): boolean {
  return !version.legacy && (version.pre !== undefined || version.dev !== undefined)
}
