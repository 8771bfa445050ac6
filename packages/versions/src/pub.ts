import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { comparePadded, paddedKey } from './number-list.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Dart package versions. Source: pub_semver, Version.compareTo; dart.dev "Package versioning".
 * As semantic versioning, but build parts are ordered too: 1.0.0 < 1.0.0+build.
 *
 * Dart wants three numbers; advisories also have others and a leading `v`, which are read, missing numbers as 0.
 */
export type PubVersion = Brand<
  { readonly core: readonly string[]; readonly pre: readonly string[]; readonly build: readonly string[] },
  'pub'
>

export const pub: Scheme<PubVersion> = { name: 'pub', parse, compare, sortKey }

/**
 * Errors  version-malformed
 * Cost    linear
 */
function parse(text: string): Result<PubVersion> {
  if (text.length > versionCharsMax) return malformed('pub', text, tooLong(text))
  const groups = SHAPE.exec(text.trim())?.groups
  if (groups === undefined)
    return malformed('pub', text, 'it should be numbers between dots, then "-" pre-release, then "+" build')
  const { core = '', pre, build } = groups
  return ok({ core: core.split('.').map(canonicalRun), pre: parts(pre), build: parts(build) } as unknown as PubVersion) // the one place that makes a PubVersion
}

const SHAPE =
  /^v?(?<core>[0-9]+(?:\.[0-9]+)*)(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+(?<build>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/

function parts(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split('.').map((part) => (NUMBER.test(part) ? canonicalRun(part) : part))
}

const NUMBER = /^[0-9]+$/

function compare(left: PubVersion, right: PubVersion): Order {
  return comparePadded(left.core, right.core) || comparePre(left.pre, right.pre) || compareParts(left.build, right.build)
}

/** A pre-release sorts before its release. */
function comparePre(left: readonly string[], right: readonly string[]): Order {
  if (left.length > 0 && right.length > 0) return compareParts(left, right)
  return left.length === right.length ? 0 : left.length > 0 ? -1 : 1
}

/** Missing parts first, then numbers, then words by code unit. */
function compareParts(left: readonly string[], right: readonly string[]): Order {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const [one, other] = [left[index] ?? '', right[index] ?? '']
    const oneIsNumber = NUMBER.test(one)
    if (oneIsNumber !== NUMBER.test(other)) return oneIsNumber ? -1 : 1
    const order = oneIsNumber ? compareRuns(one, other) : compareUnits(one, other)
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

function sortKey({ core, pre, build }: PubVersion): string {
  return paddedKey(core) + (pre.length === 0 ? RELEASE : PRE + partsKey(pre)) + partsKey(build)
}

function partsKey(list: readonly string[]): string {
  return list.map((part) => (NUMBER.test(part) ? runKey(part) : WORD + part + END)).join('') + END
}

const END = '\u0001'
const PRE = '!'
const RELEASE = '"'
const WORD = '\uF8FF' // above the keys of numbers
