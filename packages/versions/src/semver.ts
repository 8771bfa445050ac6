import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/** Order of Semantic Versioning 2.0.0, clauses 9 to 11. Numbers of any length keep their precision; build metadata is ignored. */
export type SemverVersion = Brand<SemverParts, 'semver'>
export type SemverParts = {
  readonly core: readonly [major: string, minor: string, patch: string]
  /** Dot-separated identifiers; empty for a release. */
  readonly prerelease: readonly string[]
  readonly build: string
}

export const semver: Scheme<SemverVersion> = { name: 'semver', parse, compare: compareSemver, sortKey: semverKey }

/**
 * Takes white space around, a "v" before the version, as tags have it, and missing minor and patch numbers as 0 (OSV ranges say "0" and
 * "1.2") where nothing follows them; refuses everything else that clause 2 to 10 refuse, such as leading zeros.
 *
 * Errors  version-malformed
 */
function parse(text: string): Result<SemverVersion> {
  const parts = parseSemver(text)
  return parts.ok ? ok(parts.value as SemverVersion) : parts // the one place that makes a SemverVersion
}

/** The parts for schemes that build on semver. */
export function parseSemver(text: string, scheme: 'semver' | 'go' = 'semver'): Result<SemverParts> {
  if (text.length > versionCharsMax) return malformed(scheme, text, tooLong(text))
  const groups = SHAPE.exec(text.trim())?.groups
  if (groups === undefined)
    return malformed(scheme, text, 'should be major.minor.patch[-prerelease][+build] without leading zeros')
  const { major = '0', minor = '0', patch = '0', prerelease, build = '' } = groups
  return ok({ core: [major, minor, patch], prerelease: prerelease === undefined ? [] : prerelease.split('.'), build })
}

const NUMBER = '(?:0|[1-9][0-9]*)'
/** Clause 9: numeric identifiers have no leading zeros. */
const IDENTIFIER = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)'
const PRERELEASE = `-(?<prerelease>${IDENTIFIER}(?:\\.${IDENTIFIER})*)`
const BUILD = '\\+(?<build>[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)'
const SHAPE = new RegExp(
  `^v?(?<major>${NUMBER})(?:\\.(?<minor>${NUMBER})(?:\\.(?<patch>${NUMBER})(?:${PRERELEASE})?(?:${BUILD})?)?)?$`,
)

export function compareSemver(left: SemverParts, right: SemverParts): Order {
  return (
    compareRuns(left.core[0], right.core[0]) ||
    compareRuns(left.core[1], right.core[1]) ||
    compareRuns(left.core[2], right.core[2]) ||
    comparePrereleases(left.prerelease, right.prerelease)
  )
}

/** Clause 11.3 and 11.4: a release after its pre-releases; numbers before words; of two equal starts the longer after. */
function comparePrereleases(left: readonly string[], right: readonly string[]): Order {
  if (left.length === 0) return right.length === 0 ? 0 : 1
  if (right.length === 0) return -1
  for (let index = 0; index < left.length && index < right.length; index++) {
    const order = compareIdentifiers(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

function compareIdentifiers(left: string, right: string): Order {
  const leftIsNumber = DIGITS.test(left)
  if (leftIsNumber !== DIGITS.test(right)) return leftIsNumber ? -1 : 1
  return leftIsNumber ? compareRuns(left, right) : compareUnits(left, right)
}

const DIGITS = /^[0-9]+$/

export function semverKey({ core, prerelease }: SemverParts): string {
  const identifiers = prerelease.map((identifier) =>
    DIGITS.test(identifier) ? NUMBER_MARK + runKey(identifier) : WORD_MARK + identifier,
  )
  return core.map(runKey).join('') + (prerelease.length === 0 ? RELEASE_MARK : identifiers.join('') + PRERELEASE_END)
}

/** Below all characters of an identifier, in the order in which they sort at one place. */
const PRERELEASE_END = '\u0001'
const NUMBER_MARK = '\u0002'
const WORD_MARK = '\u0003'
const RELEASE_MARK = '\u0004'
