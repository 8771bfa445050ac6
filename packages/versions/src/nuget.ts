import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { comparePadded, paddedKey } from './number-list.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of NuGet versions. Source: NuGet documentation, "Package versioning"; VersionComparer of NuGet.Versioning.
 * Up to four numbers, missing ones count as 0; labels without regard to case; metadata does not count.
 *
 * `oversized`: NuGet itself refuses it (more than four numbers, or one above 2147483647), but advisories hold such.
 */
export type NugetVersion = Brand<
  {
    readonly numbers: readonly string[]
    /** Pre-release labels as written. */
    readonly labels: readonly string[]
    readonly metadata?: string
    readonly oversized: boolean
    readonly text: string
  },
  'nuget'
>

export const nuget: Scheme<NugetVersion> = { name: 'nuget', parse, compare, sortKey }

/**
 * White space around the text and around each number is ignored, as NuGet does.
 *
 * Errors  version-malformed
 * Cost    linear
 */
function parse(text: string): Result<NugetVersion> {
  if (text.length > versionCharsMax) return malformed('nuget', text, tooLong(text))
  const groups = SHAPE.exec(text.trim())?.groups
  const { core = '', labels, metadata } = groups ?? {}
  const numbers = core.split('.').map((number) => number.trim())
  if (groups === undefined || !numbers.every((number) => NUMBER.test(number))) {
    return malformed('nuget', text, 'it should be numbers between dots, then "-" labels, then "+" metadata')
  }
  const version = {
    numbers: numbers.map(canonicalRun),
    labels: labels === undefined ? [] : labels.split('.'),
    ...(metadata === undefined ? {} : { metadata }),
    oversized: numbers.length > NUMBERS_MAX || numbers.some((number) => compareRuns(number, INT32_MAX) > 0),
    text,
  }
  return ok(version as unknown as NugetVersion)
}

/** What NuGet reads as SemVer: three numbers, and no leading zeros in them or in number labels. */
export function parseNugetStrict(text: string): Result<NugetVersion> {
  const version = parse(text)
  if (!version.ok) return version
  const { numbers, labels, oversized } = version.value
  const written = text.split(/[-+]/, 1)[0]
  if (numbers.length !== 3 || oversized || numbers.join('.') !== written) {
    return malformed('nuget', text, 'it should have three numbers without leading zeros or spaces, each at most 2147483647')
  }
  if (labels.some((label) => LEADING_ZERO.test(label)) || text.trim() !== text) {
    return malformed('nuget', text, 'a number label should have no leading zeros')
  }
  return version
}

const SHAPE =
  /^(?<core>[0-9. \t]+)(?:-(?<labels>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<metadata>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/
const NUMBER = /^[0-9]+$/
const LEADING_ZERO = /^0[0-9]+$/
const NUMBERS_MAX = 4
const INT32_MAX = '2147483647' // System.Version counts in Int32

function compare(left: NugetVersion, right: NugetVersion): Order {
  return comparePadded(left.numbers, right.numbers) || compareLabels(left.labels, right.labels)
}

/** A version with labels sorts before the one without; of two equal starts the longer one is later. */
function compareLabels(left: readonly string[], right: readonly string[]): Order {
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 0 : left.length === 0 ? 1 : -1
  for (let index = 0; index < left.length && index < right.length; index++) {
    const order = compareUnits(labelKey(left[index] ?? ''), labelKey(right[index] ?? ''))
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

/**
 * Labels that .NET reads as Int32 sort as numbers and before all others, so `-5` is below 0, and a label of digits
 * above 2147483647 sorts as text. Texts compare without regard to case.
 */
function labelKey(label: string): string {
  const digits = label.startsWith('-') ? label.slice(1) : label
  if (!NUMBER.test(digits) || compareRuns(digits, label === digits ? INT32_MAX : INT32_MIN) > 0)
    return TEXT + label.toLowerCase() + END
  if (label === digits || canonicalRun(digits) === '0') return AT_LEAST_ZERO + runKey(digits)
  return BELOW_ZERO + complement(digits)
}

/** Of negative numbers the one with the greater digits is lower. */
function complement(digits: string): string {
  return canonicalRun(digits)
    .padStart(INT32_MAX.length, '0')
    .replace(/[0-9]/g, (digit) => COMPLEMENTS.charAt(COMPLEMENTS.length - 1 - COMPLEMENTS.indexOf(digit)))
}

const COMPLEMENTS = '0123456789'
const INT32_MIN = '2147483648'
const BELOW_ZERO = '!'
const AT_LEAST_ZERO = '"'
const TEXT = '#'
const END = '\u0001'

function sortKey({ numbers, labels }: NugetVersion): string {
  return paddedKey(numbers) + (labels.length === 0 ? RELEASE : labels.map(labelKey).join('') + END)
}

const RELEASE = '~'

/** NuGet's normal form: at least three numbers, the fourth only if it is not 0; with metadata it is the full form. */
export function formatNuget(version: NugetVersion, parts: 'version' | 'normal' | 'full' = 'normal'): string {
  const { labels, metadata } = version
  const [major = '0', minor = '0', patch = '0', ...others] = version.numbers
  const shown = others.slice(0, others.findLastIndex((number) => number !== '0') + 1)
  const core = [major, minor, patch, ...shown].join('.')
  if (parts === 'version') return core
  const release = labels.length === 0 ? core : `${core}-${labels.join('.')}`
  return parts === 'full' && metadata !== undefined ? `${release}+${metadata}` : release
}
