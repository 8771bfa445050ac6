import { constraintsMax, rangeCharsMax } from './limits.ts'
import { comparePublic, formatPep440, isPep440Prerelease, pep440 } from './pep440.ts'
import type { Pep440Public, Pep440Version } from './pep440.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { canonicalRun } from './run-compare.ts'

/** Version specifiers of Python (`>=1.4,!=1.5.*`). Source: PEP 440, "Version specifiers"; the specification of version specifiers. */
export type Pep440Clause =
  | {
      readonly operator: '===' | '~=' | '<=' | '>=' | '<' | '>' | '==' | '!='
      readonly text: string
      readonly version: Pep440Public
    }
  /** `==1.4.*`: these numbers at the start of the release. */
  | { readonly operator: '==' | '!='; readonly text: string; readonly epoch: string; readonly prefix: readonly string[] }
  /** Arbitrary equality with what is no version. */
  | { readonly operator: '==='; readonly text: string }

/** Holds a version when every clause does; no clause holds every version. */
export type Pep440Specifiers = readonly Pep440Clause[]

/**
 * Errors  specifier-malformed
 * Cost    linear
 */
export function parsePep440Specifiers(text: string): Result<Pep440Specifiers> {
  if (text.length > rangeCharsMax) return malformedSpecifier(text, `${text.length} characters, at most ${rangeCharsMax} are read`)
  const pieces = text.split(',').filter((piece) => piece.trim() !== '')
  if (pieces.length > constraintsMax)
    return malformedSpecifier(text, `${pieces.length} clauses, at most ${constraintsMax} are read`)
  const clauses: Pep440Clause[] = []
  for (const piece of pieces) {
    const clause = parseClause(piece.trim())
    if (!clause.ok) return clause
    clauses.push(clause.value)
  }
  return ok(clauses)
}

function parseClause(piece: string): Result<Pep440Clause> {
  const operator = OPERATORS.find((each) => piece.startsWith(each))
  if (operator === undefined) return malformedSpecifier(piece, 'it should start with one of ~= == != <= >= < > ===')
  const text = piece.slice(operator.length).trim()
  if (operator === '===' && (text === '' || /[\s;)]/.test(text)))
    return malformedSpecifier(piece, 'a text without spaces should follow ===')
  const prefix = operator === '==' || operator === '!=' ? PREFIX.exec(text)?.groups : undefined
  if ((operator === '==' || operator === '!=') && prefix !== undefined) {
    const { epoch = '0', release = '' } = prefix
    return ok({ operator, text, epoch: canonicalRun(epoch), prefix: release.split('.').map(canonicalRun) })
  }
  const version = pep440.parse(text)
  if (!version.ok || version.value.legacy) {
    return operator === '==='
      ? ok({ operator, text })
      : malformedSpecifier(piece, `"${text.slice(0, QUOTED_MAX)}" should be a PEP 440 version`)
  }
  const { local, release } = version.value
  if (local !== undefined && !TAKES_LOCAL.has(operator)) return malformedSpecifier(piece, `${operator} takes no local part`)
  if (operator === '~=' && release.length < 2) return malformedSpecifier(piece, '~= should have two numbers at least')
  return ok({ operator, text, version: version.value })
}

const OPERATORS = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const
const TAKES_LOCAL: ReadonlySet<string> = new Set(['==', '!=', '==='])
const PREFIX = /^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\.[0-9]+)*)\.\*$/i
const QUOTED_MAX = 80

function malformedSpecifier(text: string, cause: string): Result<never> {
  return fail('specifier-malformed', `Cannot read "${text.slice(0, QUOTED_MAX)}" as a Python version specifier: ${cause}`)
}

/**
 * `prereleases` is `asNamed` for an installer, which takes a pre-release only where a clause names one, and `all` for
 * whoever asks about a version that is already there. A version that PEP 440 refuses is held by `===` alone.
 */
export function pep440SpecifiersHold(
  specifiers: Pep440Specifiers,
  version: Pep440Version,
  prereleases: 'all' | 'asNamed',
): boolean {
  if (prereleases === 'asNamed' && isPep440Prerelease(version) && !specifiers.some(namesPrerelease)) return false
  return specifiers.every((clause) => clauseHolds(clause, version))
}

/** PEP 440, "Handling of pre-releases"; an exclusion asks for nothing. */
function namesPrerelease(clause: Pep440Clause): boolean {
  return clause.operator !== '!=' && 'version' in clause && (clause.version.pre !== undefined || clause.version.dev !== undefined)
}

function clauseHolds(clause: Pep440Clause, version: Pep440Version): boolean {
  if (clause.operator === '===') return formatPep440(version).toLowerCase() === clause.text.toLowerCase()
  if (version.legacy) return false
  if ('prefix' in clause) return startsWith(version, clause.epoch, clause.prefix) === (clause.operator === '==')
  const { operator, version: named } = clause
  const order = comparePublic(version, named)
  switch (operator) {
    case '==':
      return equals(version, named)
    case '!=':
      return !equals(version, named)
    case '<=':
      return order <= 0
    case '>=':
      return order >= 0
    case '<':
      return comparePublic(version, isPrerelease(named) ? named : { ...named, dev: '0' }) < 0 // not the pre-releases of the version named
    case '>':
      return order > 0 && !isPostOf(version, named)
    case '~=':
      return order >= 0 && startsWith(version, named.epoch, named.release.slice(0, -1))
    default:
      return unreachableOperator(operator)
  }
}

function unreachableOperator(operator: never): never {
  throw new Error(`Defect: unhandled operator ${String(operator)}`)
}

/** Without a local part in the specifier that of the version does not count. */
function equals(version: Pep440Public, named: Pep440Public): boolean {
  if (named.local === undefined) return comparePublic(version, named) === 0
  return pep440.compare(version as Pep440Version, named as Pep440Version) === 0 // both came out of the scheme's parse
}

function startsWith({ epoch, release }: Pep440Public, wanted: string, prefix: readonly string[]): boolean {
  return epoch === wanted && prefix.every((number, index) => number === (release[index] ?? '0'))
}

function isPrerelease({ pre, dev }: Pep440Public): boolean {
  return pre !== undefined || dev !== undefined
}

/** Whether a version is a post-release of the very version named: 1.0.post1 of 1.0, 1.0rc1.post1 of 1.0rc1. */
function isPostOf(version: Pep440Public, named: Pep440Public): boolean {
  if (version.post === undefined || named.post !== undefined || named.dev !== undefined) return false
  const { post: _post, dev: _dev, ...base } = version
  return comparePublic(base, named) === 0
}
