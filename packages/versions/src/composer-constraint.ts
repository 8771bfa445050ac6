import { COMPOSER_MODIFIER, composer, composerOf, composerStability, normaliseComposer } from './composer.ts'
import type { ComposerVersion } from './composer.ts'
import { constraintsMax, rangeCharsMax } from './limits.ts'
import { incrementRun } from './number-list.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** Constraints of Composer (`^1.2 || ~2.0.1, !=2.0.3`). Source: composer/semver, VersionParser; getcomposer.org, "Versions and constraints". */
export type ComposerConstraint =
  | { readonly kind: 'any' }
  | { readonly kind: 'clause'; readonly operator: ComposerOperator; readonly version: ComposerVersion }
  | { readonly kind: 'all' | 'either'; readonly of: readonly ComposerConstraint[] }
export type ComposerOperator = '==' | '!=' | '<' | '<=' | '>' | '>='

/**
 * Errors  constraint-malformed
 * Cost    linear
 */
export function parseComposerConstraint(text: string): Result<ComposerConstraint> {
  if (text.length > rangeCharsMax)
    return malformedConstraint(text, `${text.length} characters, at most ${rangeCharsMax} are read`)
  const alternatives = text.trim().replaceAll(/ {2,}/g, ' ').split('|')
  if (alternatives.length > constraintsMax) return malformedConstraint(text, `more than ${constraintsMax} alternatives`)
  const read: ComposerConstraint[] = []
  // "||" splits into three pieces, the middle one empty without any space: "| |" is two "|".
  for (let index = 0; index < alternatives.length; index++) {
    if (index > 0 && alternatives[index] === '' && index + 1 < alternatives.length) index++
    const alternative = parseAlternative((alternatives[index] ?? '').trim())
    if (!alternative.ok) return alternative
    read.push(alternative.value)
  }
  return ok(joined(collapsed(read), 'either'))
}

function joined(constraints: readonly ComposerConstraint[], kind: 'all' | 'either'): ComposerConstraint {
  const [first, ...others] = constraints
  return first !== undefined && others.length === 0 ? first : { kind, of: constraints }
}

/** `>=1 <2 || >=2 <3` is `>=1 <3`, as Composer writes it. */
function collapsed(constraints: readonly ComposerConstraint[]): readonly ComposerConstraint[] {
  const merged: ComposerConstraint[] = []
  for (const right of constraints) {
    const left = merged.at(-1)
    const [low, end] = left === undefined ? [] : span(left)
    const [start, high] = span(right)
    const touches = end !== undefined && start !== undefined && end.version.normal === start.version.normal
    if (touches && low !== undefined && high !== undefined) merged.splice(-1, 1, { kind: 'all', of: [low, high] })
    else merged.push(right)
  }
  return merged
}

type Clause = Extract<ComposerConstraint, { readonly kind: 'clause' }>

/** The two clauses of a constraint of the form `>= a < b`. */
function span(constraint: ComposerConstraint): readonly [Clause, Clause] | readonly [] {
  if (constraint.kind !== 'all' || constraint.of.length !== 2) return []
  const [low, high] = constraint.of
  return low?.kind === 'clause' && high?.kind === 'clause' && low.operator === '>=' && high.operator === '<' ? [low, high] : []
}

/** Clauses between commas or spaces. */
function parseAlternative(text: string): Result<ComposerConstraint> {
  const bounds: ComposerConstraint[] = []
  const pieces = text.split(BETWEEN)
  if (pieces.length > constraintsMax) return malformedConstraint(text, `more than ${constraintsMax} clauses`)
  for (const piece of pieces) {
    const found = parsePiece(piece)
    if (!found.ok) return found
    bounds.push(...found.value)
  }
  return ok(joined(bounds, 'all'))
}

/** Not at the start, after an operator, around `as` or the hyphen of a range, or at the end. */
const BETWEEN = /(?<!^|as|[=>< ,]) ?(?<!-)[, ](?!-) ?(?!,|as|$)/

/** One clause as written, which may be two bounds. */
function parsePiece(written: string): Result<readonly ComposerConstraint[]> {
  if (written.length > PIECE_MAX) return malformedConstraint(written, 'it is too long')
  const [, source = written] = ALIAS.exec(written) ?? []
  const [, flagged, flag] = STABILITY_FLAG.exec(source) ?? []
  const unflagged = flagged === undefined ? source : flagged === '' ? '*' : flagged
  const [, piece = unflagged] = REFERENCE.exec(unflagged) ?? []
  if (/^[x*]$/i.test(piece)) return ok([{ kind: 'any' }])
  if (/^v?[x*](?:\.[x*])*$/i.test(piece)) return clauses([['>=', '0.0.0.0-dev']])
  return tilde(piece) ?? caret(piece) ?? wildcard(piece) ?? hyphen(piece) ?? basic(piece, flag?.toLowerCase())
}

const PIECE_MAX = 512
const ALIAS = /^([^,\s]+) +as +[^,\s]+$/
const STABILITY_FLAG = /^([^,\s]*?)@(stable|rc|beta|alpha|dev)$/i
const REFERENCE = /^(dev-[^,\s@]+?|[^,\s@]+?\.x-dev)#.+$/i

/** Four numbers, stability, its number, `dev`, and `.x-dev`: eight groups. */
const VERSION = `v?([0-9]+)(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:\\.([0-9]+))?(?:${COMPOSER_MODIFIER}|\\.([x*][.-]?dev))(?:\\+\\S+)?`
const TILDE = new RegExp(`^~${VERSION}$`, 'i')
const CARET = new RegExp(`^\\^${VERSION}$`, 'i')
const WILDCARD = /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:\.[x*])+$/i
const HYPHEN = new RegExp(`^(${VERSION}) +- +(${VERSION})$`, 'i')

/** The numbers given, and whether anything says the stability. */
type Written = { readonly numbers: readonly string[]; readonly stable: boolean; readonly branch: boolean }

function readNumbers(groups: readonly (string | undefined)[]): Written {
  const [first, second, third, fourth, stability, , dev, branch] = groups.map((group) => (group === '' ? undefined : group))
  const numbers = [first, second, third, fourth].filter((number) => number !== undefined)
  return { numbers, stable: stability === undefined && dev === undefined && branch === undefined, branch: branch !== undefined }
}

/** `~1.2.3` is >=1.2.3 <1.3: the last number may rise. */
function tilde(piece: string): Result<readonly ComposerConstraint[]> | undefined {
  const match = TILDE.exec(piece)
  if (match === null) return undefined
  const { numbers, stable, branch } = readNumbers(match.slice(1))
  const position = numbers.length + (branch ? 1 : 0)
  return clauses([
    ['>=', lowest(piece.slice(1), stable)],
    ['<', raised(numbers, Math.max(1, position - 1))],
  ])
}

/** `^1.2.3` is >=1.2.3 <2: the first number that is not 0 stays. */
function caret(piece: string): Result<readonly ComposerConstraint[]> | undefined {
  const match = CARET.exec(piece)
  if (match === null) return undefined
  const { numbers, stable } = readNumbers(match.slice(1))
  const [major, minor, patch] = numbers
  const position = major !== '0' || minor === undefined ? 1 : minor !== '0' || patch === undefined ? 2 : 3
  return clauses([
    ['>=', lowest(piece.slice(1), stable)],
    ['<', raised(numbers, position)],
  ])
}

/** `1.2.*` is >=1.2 <1.3. */
function wildcard(piece: string): Result<readonly ComposerConstraint[]> | undefined {
  const match = WILDCARD.exec(piece)
  if (match === null) return undefined
  const numbers = match.slice(1).filter((number) => number !== undefined)
  const low = `${padded(numbers)}-dev`
  const high: Bound = ['<', raised(numbers, numbers.length)]
  return clauses(low === '0.0.0.0-dev' ? [high] : [['>=', low], high])
}

/** `1.2 - 2.3` is >=1.2 <2.4: an upper end that is not whole stands for all that start with it. */
function hyphen(piece: string): Result<readonly ComposerConstraint[]> | undefined {
  const match = HYPHEN.exec(piece)
  if (match === null) return undefined
  const [, from = '', ...groups] = match
  const [to = '', ...upperGroups] = groups.slice(8)
  const [lower, upper] = [readNumbers(groups.slice(0, 8)), readNumbers(upperGroups)]
  const normalTo = normaliseComposer(to)
  if (!normalTo.ok) return normalTo
  const low = normaliseComposer(from)
  if (!low.ok) return low
  const whole = upper.numbers.length > 2 || !upper.stable
  return clauses([
    ['>=', low.value + (lower.stable ? '-dev' : '')],
    whole ? ['<=', normalTo.value] : ['<', raised(upper.numbers, Math.min(2, upper.numbers.length))],
  ])
}

function basic(piece: string, flag: string | undefined): Result<readonly ComposerConstraint[]> {
  const [, sign = '', version = ''] = /^(<>|!=|>=?|<=?|==?)?\s*(.*)$/s.exec(piece) ?? []
  const normal = normaliseOrBranch(version, sign !== '')
  if (!normal.ok) return malformedConstraint(piece, normal.error.message)
  const operator = sign === '' || sign === '=' ? '==' : sign === '<>' ? '!=' : (sign as ComposerOperator)
  if (operator !== '==' && flag !== undefined && flag !== 'stable' && composerStability(normal.value) === 'stable') {
    return clauses([[operator, `${normal.value}-${flag === 'rc' ? 'RC' : flag}`]])
  }
  const floor = (operator === '<' || operator === '>=') && !MODIFIED.test(version) && !version.startsWith('dev-')
  return clauses([[operator, normal.value + (floor ? '-dev' : '')]])
}

const MODIFIED = new RegExp(`-${COMPOSER_MODIFIER}$`, 'i')

/** `foobar-dev` without an operator is the branch dev-foobar. */
function normaliseOrBranch(version: string, withOperator: boolean): Result<string> {
  const normal = normaliseComposer(version)
  if (normal.ok || withOperator || !/^[0-9a-zA-Z./-]+-dev$/.test(version)) return normal
  return normaliseComposer(`dev-${version.slice(0, -'-dev'.length)}`)
}

type Bound = readonly [operator: ComposerOperator, normal: string | undefined]

/** A bound that Composer cannot normalise is undefined. */
function clauses(bounds: readonly Bound[]): Result<readonly ComposerConstraint[]> {
  const read: ComposerConstraint[] = []
  for (const [operator, normal] of bounds) {
    if (normal === undefined) return malformedConstraint(operator, 'its version cannot be read')
    read.push({ kind: 'clause', operator, version: composerOf(normal) })
  }
  return ok(read)
}

/** Without a stability the lower end takes in the pre-releases. */
function lowest(version: string, stable: boolean): string | undefined {
  const normal = normaliseComposer(version + (stable ? '-dev' : ''))
  return normal.ok ? normal.value : undefined
}

/** The first version that differs in the number at the position, counted from 1. */
function raised(numbers: readonly string[], position: number): string {
  const kept = [...numbers, '0'].slice(0, position)
  return `${padded([...kept.slice(0, -1), incrementRun(kept.at(-1) ?? '0')])}-dev`
}

function padded(numbers: readonly string[]): string {
  return [...numbers, '0', '0', '0', '0'].slice(0, 4).join('.')
}

function malformedConstraint(text: string, cause: string): Result<never> {
  return fail('constraint-malformed', `Cannot read "${text.slice(0, QUOTED_MAX)}" as a Composer constraint: ${cause}`)
}

const QUOTED_MAX = 80

/** Whether the constraint takes the version. A branch is taken only by its own name, or by `*` and `!=`. */
export function composerConstraintHolds(constraint: ComposerConstraint, version: ComposerVersion): boolean {
  switch (constraint.kind) {
    case 'any':
      return true
    case 'clause': {
      const apart = version.branch !== undefined || constraint.version.branch !== undefined
      const equality = constraint.operator === '==' || constraint.operator === '!='
      return (!apart || equality) && composerHolds(version, constraint.operator, constraint.version)
    }
    case 'all':
      return constraint.of.every((each) => composerConstraintHolds(each, version))
    case 'either':
      return constraint.of.some((each) => composerConstraintHolds(each, version))
    default:
      return unreachableKind(constraint)
  }
}

function unreachableKind(constraint: never): never {
  throw new Error(`Defect: unhandled constraint ${JSON.stringify(constraint)}`)
}

/** Composer's Comparator: two branches are equal or not, and no order holds between them. */
export function composerHolds(left: ComposerVersion, operator: ComposerOperator, right: ComposerVersion): boolean {
  if (left.branch !== undefined && right.branch !== undefined) {
    return operator === '==' ? left.branch === right.branch : operator === '!=' && left.branch !== right.branch
  }
  const order =
    left.branch === undefined && right.branch === undefined ? composer.compare(left, right) : left.branch === undefined ? 1 : -1
  const holds = { '==': order === 0, '!=': order !== 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }
  return holds[operator]
}

/** The bounds as Composer writes them: `[>= 1.0.0.0-dev < 2.0.0.0-dev]`. */
export function formatComposerConstraint(constraint: ComposerConstraint): string {
  if (constraint.kind === 'any') return '*'
  if (constraint.kind === 'clause') return `${constraint.operator} ${constraint.version.normal}`
  return `[${constraint.of.map(formatComposerConstraint).join(constraint.kind === 'all' ? ' ' : ' || ')}]`
}
