import { gem, gemOf, isGemPrerelease } from './gem.ts'
import type { GemVersion } from './gem.ts'
import { constraintsMax, rangeCharsMax } from './limits.ts'
import { incrementRun } from './number-list.ts'
import { fail, ok, unreachable } from './result.ts'
import type { Result } from './result.ts'
import { isDigit } from './run-compare.ts'

/** Requirements of RubyGems (`~> 1.4, != 1.4.2`). Source: Gem::Requirement, Gem::Version#bump. */
export type GemClause = { readonly operator: '=' | '!=' | '>' | '<' | '>=' | '<=' | '~>'; readonly version: GemVersion }
/** Holds a version when every clause does. */
export type GemRequirement = readonly GemClause[]

/**
 * Reads clauses between commas; no text is `>= 0`, and a version alone is `=`.
 *
 * Errors  requirement-malformed
 * Cost    linear
 */
export function parseGemRequirement(text: string): Result<GemRequirement> {
  if (text.length > rangeCharsMax)
    return malformedRequirement(text, `${text.length} characters, at most ${rangeCharsMax} are read`)
  const pieces = text.trim() === '' ? ['>= 0'] : text.split(',')
  if (pieces.length > constraintsMax)
    return malformedRequirement(text, `${pieces.length} clauses, at most ${constraintsMax} are read`)
  const clauses: GemClause[] = []
  for (const piece of pieces) {
    const [, operator = '=', written = ''] = CLAUSE.exec(piece.trim()) ?? []
    const version = gem.parse(written)
    if (written === '' || !version.ok)
      return malformedRequirement(text, `"${piece.trim().slice(0, QUOTED_MAX)}" should be an operator and a version`)
    clauses.push({ operator: operator as GemClause['operator'], version: version.value }) // CLAUSE lets no other operator through
  }
  return ok(clauses)
}

const CLAUSE = /^(!=|>=|<=|~>|=|>|<)?\s*([0-9A-Za-z.-]+)$/
const QUOTED_MAX = 80

function malformedRequirement(text: string, cause: string): Result<never> {
  return fail('requirement-malformed', `Cannot read "${text.slice(0, QUOTED_MAX)}" as a gem requirement: ${cause}`)
}

export function gemRequirementHolds(requirement: GemRequirement, version: GemVersion): boolean {
  return requirement.every((clause) => clauseHolds(clause, version))
}

function clauseHolds({ operator, version: named }: GemClause, version: GemVersion): boolean {
  const order = gem.compare(version, named)
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '>':
      return order > 0
    case '<':
      return order < 0
    case '>=':
      return order >= 0
    case '<=':
      return order <= 0
    case '~>':
      return order >= 0 && gem.compare(gemRelease(version), gemBump(named)) < 0
    default:
      return unreachable(operator)
  }
}

/** The numbers before the first word: the release that a pre-release leads to. */
export function gemRelease(version: GemVersion): GemVersion {
  return gemOf(releaseSegments(version))
}

function releaseSegments({ segments }: GemVersion): readonly string[] {
  const word = segments.findIndex((segment) => !isDigit(segment.charCodeAt(0)))
  return word === -1 ? segments : segments.slice(0, word)
}

/** The first release that `~>` leaves out: without the last number, the one before it raised (5.2.4 gives 5.3). */
export function gemBump(version: GemVersion): GemVersion {
  const release = releaseSegments(version)
  const kept = release.length > 1 ? release.slice(0, -1) : release
  return gemOf([...kept.slice(0, -1), incrementRun(kept.at(-1) ?? '0')])
}

/** The requirement that RubyGems recommends for a version: `~> 1.2`, with `.a` for a pre-release. */
export function approximateGemRecommendation(version: GemVersion): string {
  const [major = '0', minor = '0'] = releaseSegments(version)
  return `~> ${major}.${minor}${isGemPrerelease(version) ? '.a' : ''}`
}

export function formatGem({ segments }: GemVersion): string {
  return segments.join('.')
}
