import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, isDigit } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Maven versions. Source: POM Reference, "Version Order Specification", and the tests of ComparableVersion of
 * Maven 4: a qualifier and the number after it are one item (`1-rc2`, `1-rc-2`), and a qualifier after a dot counts as
 * after a hyphen (`2.0.a < 2-1`). Maven 3.8 and older put 3.5.0-CR-2 before 3.5.0.Beta-1; so do the lists of OSV.
 *
 * Two spellings follow the POM Reference against ComparableVersion: 1-ga-1 is 1-1, and an empty token is 0.
 *
 * A version is a list of items; each hyphen, and each change between digits and letters, opens a list in the list.
 */
export type MavenVersion = Brand<List, 'maven'>

type Item = NumberItem | Word | List
type NumberItem = { readonly kind: 'number'; readonly run: string }
/** `rank` sorts qualifiers: the known ones, then the others by text. `run`: the number that belongs to it. */
type Word = { readonly kind: 'word'; readonly rank: string; readonly run?: string }
type List = { readonly kind: 'list'; readonly items: readonly Item[] }
type OpenList = { readonly kind: 'list'; readonly items: Item[] }

/** No sort key: whether an item sorts above or below the end depends on what it stands against. */
export const maven: Scheme<MavenVersion> = { name: 'maven', parse, compare }

/**
 * Maven reads any text; one with control characters is no version here.
 *
 * Errors  version-malformed
 * Cost    linear; lists are nested at most as deep as the text is long
 */
function parse(text: string): Result<MavenVersion> {
  if (text.length > versionCharsMax) return malformed('maven', text, tooLong(text))
  const trimmed = text.trim().toLowerCase()
  if (trimmed === '') return malformed('maven', text, 'it is empty')
  if (CONTROL.test(trimmed)) return malformed('maven', text, 'it has control characters')
  return ok(listOf(fillEmptyTokens(trimmed)) as List as MavenVersion) // the one place that makes a MavenVersion
}

const CONTROL = /[\u0000-\u001F\u007F]/

/** POM Reference: an empty token is 0, so `baz-.1` is `baz-0.1`. */
function fillEmptyTokens(text: string): string {
  return text.replaceAll(/(?<=[.-])(?=[.-])/g, '0')
}

function listOf(text: string): OpenList {
  const root: OpenList = { kind: 'list', items: [] }
  const opened = [root]
  let list = root
  let start = 0
  let inDigits = false
  const open = (): void => {
    const inner: OpenList = { kind: 'list', items: [] }
    list.items.push(inner)
    opened.push(inner)
    list = inner
  }
  const close = (end: number): void => {
    list.items.push(end === start ? ZERO : itemOf(text.slice(start, end)))
    start = end + 1
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === DOT) close(at)
    else if (code === HYPHEN) {
      const numberOfWord = at > start && !inDigits && isDigit(text.charCodeAt(at + 1)) // rc-1 is rc1
      if (numberOfWord) continue
      close(at)
      open()
    } else if (isDigit(code)) {
      if (!inDigits && at > start && list.items.length > 0) open()
      inDigits = true
    } else {
      if (inDigits && at > start) {
        close(at)
        start = at
        open()
      }
      inDigits = false
    }
  }
  if (start < text.length) {
    if (!inDigits && list.items.length > 0) open() // 1.x is 1-x
    list.items.push(itemOf(text.slice(start)))
  }
  for (const each of opened.toReversed()) trim(each)
  return root
}

const DOT = 0x2e
const HYPHEN = 0x2d
const ZERO: NumberItem = { kind: 'number', run: '0' }

/** Digits; letters; or letters and the digits that belong to them, with a hyphen between or not. */
function itemOf(token: string): Item {
  const digits = token.search(/[0-9]/)
  if (digits === 0) return { kind: 'number', run: canonicalRun(token) }
  if (digits === -1) return { kind: 'word', rank: rankOf(token) }
  const word = token.slice(0, digits).replaceAll('-', '')
  const rank = rankOf(SHORT_QUALIFIERS.get(word) ?? word)
  const run = canonicalRun(token.slice(digits).replaceAll('-', ''))
  return rank === RELEASE ? { kind: 'number', run } : { kind: 'word', rank, run } // 1-ga-1 = 1-1
}

function rankOf(word: string): string {
  return QUALIFIERS.get(word) ?? UNKNOWN + word
}

const RELEASE = '5'
const UNKNOWN = '7'
const QUALIFIERS: ReadonlyMap<string, string> = new Map([
  ['alpha', '0'],
  ['beta', '1'],
  ['milestone', '2'],
  ['rc', '3'],
  ['cr', '3'],
  ['snapshot', '4'],
  ['', RELEASE],
  ['ga', RELEASE],
  ['final', RELEASE],
  ['release', RELEASE],
  ['sp', '6'],
])
const SHORT_QUALIFIERS: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

/** Drops what means nothing: zeros and empty lists at the end, before a qualifier and before a list that starts with one. */
function trim({ items }: OpenList): void {
  for (let index = items.length - 1; index >= 0; index--) {
    if (!isNothing(items[index])) continue
    const next = items[index + 1]
    if (next === undefined || isWord(next) || (next.kind === 'list' && isWord(next.items[0]))) items.splice(index, 1)
  }
  const [only] = items
  if (items.length === 1 && only?.kind === 'list') items.splice(0, 1, ...only.items)
}

function isNothing(item: Item | undefined): boolean {
  return item?.kind === 'number' ? item.run === '0' : item?.kind === 'list' && item.items.length === 0
}

function isWord(item: Item | undefined): boolean {
  return item?.kind === 'word'
}

function compare(left: MavenVersion, right: MavenVersion): Order {
  return compareItems(left, right)
}

function compareItems(left: Item | undefined, right: Item | undefined): Order {
  if (left === undefined) return right === undefined ? 0 : negated(compareToNothing(right))
  if (right === undefined) return compareToNothing(left)
  if (left.kind === 'number') return right.kind === 'number' ? compareRuns(left.run, right.run) : 1
  if (right.kind === 'number') return -1
  if (left.kind === 'word') return right.kind === 'word' ? compareWords(left, right) : negated(compareListToWord(right, left))
  return right.kind === 'word' ? compareListToWord(left, right) : compareLists(left, right)
}

/** 1.0 = 1, 1.1 > 1, 1-rc < 1, 1-sp > 1. */
function compareToNothing(item: Item): Order {
  if (item.kind === 'number') return item.run === '0' ? 0 : 1
  if (item.kind === 'word') return compareUnits(item.rank, RELEASE)
  return firstDecided(item.items)
}

function firstDecided(items: readonly Item[]): Order {
  for (const item of items) {
    const order = compareToNothing(item)
    if (order !== 0) return order
  }
  return 0
}

/** Of two equal qualifiers the one with a number is later: 1-rc < 1-rc1. */
function compareWords(left: Word, right: Word): Order {
  const order = compareUnits(left.rank, right.rank)
  if (order !== 0) return order
  if (left.run === undefined) return right.run === undefined ? 0 : -1
  return right.run === undefined ? 1 : compareRuns(left.run, right.run)
}

function compareListToWord({ items }: List, word: Word): Order {
  const [first, ...rest] = items
  const order = first === undefined ? negated(compareToNothing(word)) : compareItems(first, word)
  return order === 0 ? firstDecided(rest) : order
}

function compareLists(left: List, right: List): Order {
  for (let index = 0; index < left.items.length || index < right.items.length; index++) {
    const order = compareItems(left.items[index], right.items[index])
    if (order !== 0) return order
  }
  return 0
}

function negated(order: Order): Order {
  return order === 0 ? 0 : order === 1 ? -1 : 1
}
