import { versionCharsMax } from './limits.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { compareRuns, compareUnits } from './run-compare.ts'
import type { Order } from './scheme.ts'

/** Orders of VERS types that no product of ours has: only VERS texts need them. All take two texts and say an order or why not. */
export type TextOrder = (left: string, right: string) => Result<Order>

function orderOf<Version>(
  type: string,
  parse: (text: string) => Version | undefined,
  compare: (left: Version, right: Version) => Order,
): TextOrder {
  const read = (text: string): Version | undefined => (text.length > versionCharsMax ? undefined : parse(text))
  return (left, right) => {
    const [first, second] = [read(left), read(right)]
    if (first === undefined || second === undefined)
      return fail('version-malformed', `Cannot read "${(first === undefined ? left : right).slice(0, 80)}" as a ${type} version`)
    return ok(compare(first, second))
  }
}

/** Gentoo Package Manager Specification 8, section 3.3 "Version Comparison". */
export const gentooOrder: TextOrder = orderOf('gentoo', parseGentoo, compareGentoo)

type Gentoo = {
  readonly numbers: readonly string[]
  readonly letter: string
  readonly suffixes: readonly (readonly [rank: number, number: string])[]
  readonly revision: string
}

const GENTOO =
  /^(?<numbers>[0-9]+(?:\.[0-9]+)*)(?<letter>[a-z]?)(?<suffixes>(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*)(?:-r(?<revision>[0-9]+))?$/
/** `_p` sorts after the end, which has rank 4; the others before it. */
const GENTOO_SUFFIXES: readonly string[] = ['alpha', 'beta', 'pre', 'rc', '', 'p']
const GENTOO_END = [4, ''] as const

function parseGentoo(text: string): Gentoo | undefined {
  const groups = GENTOO.exec(text)?.groups
  if (groups === undefined) return undefined
  const { numbers = '', letter = '', suffixes = '', revision = '' } = groups
  const read = [...suffixes.matchAll(/_([a-z]+)([0-9]*)/g)].map(
    ([, name = '', number = '']) => [GENTOO_SUFFIXES.indexOf(name), number] as const,
  )
  return { numbers: numbers.split('.'), letter, suffixes: read, revision }
}

function compareGentoo(left: Gentoo, right: Gentoo): Order {
  return (
    compareLists(left.numbers, right.numbers, compareGentooNumbers) ||
    compareUnits(left.letter, right.letter) ||
    compareGentooSuffixes(left.suffixes, right.suffixes) ||
    compareRuns(left.revision, right.revision)
  )
}

/** With a leading zero (behind the first dot) as text without the zeros at its end, else as a number. */
function compareGentooNumbers(left: string, right: string, index: number): Order {
  if (index === 0 || (!left.startsWith('0') && !right.startsWith('0'))) return compareRuns(left, right)
  return compareUnits(left.replace(/0+$/, ''), right.replace(/0+$/, ''))
}

function compareGentooSuffixes(left: Gentoo['suffixes'], right: Gentoo['suffixes']): Order {
  for (let index = 0; index < left.length || index < right.length; index++) {
    const [leftRank, leftNumber] = left[index] ?? GENTOO_END
    const [rightRank, rightNumber] = right[index] ?? GENTOO_END
    if (leftRank !== rightRank) return leftRank < rightRank ? -1 : 1
    const order = compareRuns(leftNumber, rightNumber)
    if (order !== 0) return order
  }
  return 0
}

/** Element by element; of two equal starts the longer one is later. */
function compareLists<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (left: Item, right: Item, index: number) => Order,
): Order {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const order = compare(left[index] as Item, right[index] as Item, index) // both indexes are in range
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

/** Conan 2 documentation, "Version ranges": numbers as numbers, else as text; pre-release and build are versions themselves. */
export const conanOrder: TextOrder = orderOf('conan', parseConan, compareConan)

type Conan = {
  readonly items: readonly string[]
  readonly prerelease: readonly string[] | undefined
  readonly build: readonly string[] | undefined
}

function parseConan(text: string): Conan | undefined {
  if (!/^[!-~]+$/.test(text)) return undefined
  const plus = text.lastIndexOf('+')
  const main = plus === -1 ? text : text.slice(0, plus)
  const dash = main.lastIndexOf('-')
  return {
    items: conanItems(dash === -1 ? main : main.slice(0, dash)),
    prerelease: dash === -1 ? undefined : conanItems(main.slice(dash + 1)),
    build: plus === -1 ? undefined : conanItems(text.slice(plus + 1)),
  }
}

/** Without the zeros at the end: 1 = 1.0. */
function conanItems(text: string): readonly string[] {
  const items = text.split('.')
  while (items.length > 1 && /^0+$/.test(items.at(-1) ?? '')) items.pop()
  return items
}

function compareConan(left: Conan, right: Conan): Order {
  const order = compareLists(left.items, right.items, compareConanItems)
  if (order !== 0) return order
  if (left.prerelease === undefined || right.prerelease === undefined) {
    if (left.prerelease !== right.prerelease) return left.prerelease === undefined ? 1 : -1
  } else {
    const stage = compareLists(left.prerelease, right.prerelease, compareConanItems)
    if (stage !== 0) return stage
  }
  return compareLists(left.build ?? [], right.build ?? [], compareConanItems)
}

function compareConanItems(left: string, right: string): Order {
  const digits = /^[0-9]+$/
  return digits.test(left) && digits.test(right) ? compareRuns(left, right) : compareUnits(left, right)
}

/** RFC 3339 instants: 2024-01-01T00:00:00Z = 2023-12-31T19:00:00-05:00. Fractions of a second of any length. */
export const datetimeOrder: TextOrder = orderOf('datetime', parseDatetime, (left, right) => compareInstants(left, right))

type Instant = { readonly seconds: number; readonly fraction: string }

const DATETIME =
  /^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.(?<fraction>[0-9]+))?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})$/

function parseDatetime(text: string): Instant | undefined {
  const groups = DATETIME.exec(text)?.groups
  if (groups === undefined) return undefined
  const { date = '', time = '', fraction = '', zone = '' } = groups
  const milliseconds = Date.parse(`${date}T${time}${zone}`)
  return Number.isNaN(milliseconds) ? undefined : { seconds: milliseconds / 1_000, fraction: fraction.replace(/0+$/, '') }
}

function compareInstants(left: Instant, right: Instant): Order {
  if (left.seconds !== right.seconds) return left.seconds < right.seconds ? -1 : 1
  return compareUnits(left.fraction, right.fraction)
}

/** By UTF-8 byte, which is by code point; nothing is normalised. */
export const lexicographicOrder: TextOrder = orderOf(
  'lexicographic',
  (text) => Array.from(text, (character) => character.codePointAt(0) ?? 0),
  (left, right) => compareLists(left, right, (first, second) => (first === second ? 0 : first < second ? -1 : 1)),
)
