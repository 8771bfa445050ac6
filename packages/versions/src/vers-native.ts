import { parseMavenRange } from './maven-range.ts'
import { parseNpmRange } from './npm-range.ts'
import type { Interval } from './range.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { sortVers } from './vers.ts'
import type { Comparator, Vers, VersConstraint } from './vers.ts'

/**
 * A range in the notation of its ecosystem as VERS, as the tests of vers-spec have it: the ends of all alternatives in
 * order of version, none left out. `simplifyVers` makes it canonical.
 *
 * npm's rule that a range leaves out pre-releases has no VERS and is lost.
 *
 * Errors  range-malformed; vers-type-unknown for types whose notation we do not read
 */
export function versFromNative(type: string, native: string): Result<Vers> {
  const read = Object.hasOwn(READERS, type) ? READERS[type as keyof typeof READERS] : undefined
  if (read === undefined)
    return fail('vers-type-unknown', `Cannot read a range of "${type.slice(0, 80)}": its notation is not known`)
  const constraints = read(native.trim())
  return constraints.ok ? sortVers({ type, constraints: constraints.value }) : constraints
}

type Reader = (native: string) => Result<readonly VersConstraint[]>

const READERS = {
  conan: conanConstraints,
  gem: (native) => clauses(native, gemClause),
  maven: mavenConstraints,
  nginx: (native) => clauses(native, nginxClause),
  npm: npmConstraints,
  nuget: nugetConstraints,
  openssl: (native) => clauses(native, (text) => (/^[0-9][0-9A-Za-z.+-]*$/.test(text) ? [constraint('=', text)] : undefined)),
  pypi: (native) => clauses(native, pypiClause),
} satisfies Record<string, Reader>

function constraint(comparator: Comparator, version: string): VersConstraint {
  return { comparator, version }
}

function malformed(native: string, cause: string): Result<never> {
  return fail('range-malformed', `Cannot read "${native.slice(0, 80)}" as a range: ${cause}`)
}

const EVERY: VersConstraint = { comparator: '*', version: '' }

/** Clauses joined by commas. */
function clauses(
  native: string,
  read: (clause: string) => readonly VersConstraint[] | undefined,
): Result<readonly VersConstraint[]> {
  const constraints: VersConstraint[] = []
  for (const clause of native.split(',')) {
    const part = read(clause.trim())
    if (part === undefined) return malformed(native, `"${clause.trim().slice(0, 80)}" is no clause of this ecosystem`)
    constraints.push(...part)
  }
  return ok(constraints)
}

/** `from` and `to` of an interval, one constraint where they are one version. */
function constraintsOf({ from, to }: Interval): readonly VersConstraint[] {
  if (from === undefined && to === undefined) return [EVERY]
  if (from?.inclusive === true && to?.inclusive === true && from.version === to.version) return [constraint('=', from.version)]
  return [
    ...(from === undefined ? [] : [constraint(from.inclusive ? '>=' : '>', from.version)]),
    ...(to === undefined ? [] : [constraint(to.inclusive ? '<=' : '<', to.version)]),
  ]
}

function npmConstraints(native: string): Result<readonly VersConstraint[]> {
  const range = parseNpmRange(native, { loose: true })
  if (!range.ok) return range
  const alternatives = range.value.alternatives.map(constraintsOf)
  if (alternatives.length === 0) return malformed(native, 'it holds no version')
  if (alternatives.some((ends) => ends.includes(EVERY))) return ok([EVERY])
  return ok(alternatives.flat().map((end) => (end.comparator === '<' && !native.includes(end.version) ? plainEnd(end) : end)))
}

/** node-semver writes <2.0.0-0 for an end that it found itself (^1.2.3): the plain version in VERS. */
function plainEnd({ comparator, version }: VersConstraint): VersConstraint {
  return constraint(comparator, version.replace(/-0$/, ''))
}

function mavenConstraints(native: string): Result<readonly VersConstraint[]> {
  const range = parseMavenRange(native)
  if (!range.ok) return range
  return ok(
    range.value.recommended === undefined
      ? range.value.range.intervals.flatMap(constraintsOf)
      : [constraint('=', range.value.recommended)],
  )
}

/** NuGet "Version ranges": interval notation; a version alone is the lowest one. */
function nugetConstraints(native: string): Result<readonly VersConstraint[]> {
  if (!/^[[(]/.test(native)) return native === '' ? malformed(native, 'it is empty') : ok([constraint('>=', native)])
  const groups = /^(?<open>[[(])\s*(?<lower>[^,\s]*)\s*(?:(?<comma>,)\s*(?<upper>[^,\s]*)\s*)?(?<close>[\])])$/.exec(
    native,
  )?.groups
  if (groups === undefined) return malformed(native, 'should be [lower, upper] with [ ] or ( )')
  const { open, lower = '', comma, upper = comma === undefined ? lower : '', close } = groups
  return ok(
    constraintsOf({
      ...(lower === '' ? {} : { from: { version: lower, inclusive: open === '[' } }),
      ...(upper === '' ? {} : { to: { version: upper, inclusive: close === ']' } }),
    }),
  )
}

/** RubyGems "Gem::Requirement". `~> 2.0.8` is >= 2.0.8 and < 2.1. */
function gemClause(clause: string): readonly VersConstraint[] | undefined {
  const [, operator = '=', version = ''] = /^(=|!=|>=|<=|>|<|~>)?\s*([0-9][0-9A-Za-z.-]*)$/.exec(clause) ?? []
  if (version === '') return undefined
  return operator === '~>' ? pessimistic(version) : [constraint(operator as Comparator, version)]
}

/** From the version itself to below the one whose last but one number is one higher. */
function pessimistic(version: string): readonly VersConstraint[] {
  const numbers = /^[0-9]+(?:\.[0-9]+)*/.exec(version)?.[0].split('.') ?? []
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers
  return [constraint('>=', version), constraint('<', bumped(kept, kept.length - 1))]
}

/** The numbers up to `index`, that one raised by one. */
function bumped(numbers: readonly string[], index: number): string {
  return [...numbers.slice(0, index), String(BigInt(numbers[index] ?? '0') + 1n)].join('.')
}

/** PEP 440, "Version specifiers". `~= 1.4.2` is >= 1.4.2 and == 1.4.*. */
function pypiClause(clause: string): readonly VersConstraint[] | undefined {
  const [, operator = '', version = ''] = /^(~=|===?|!=|<=|>=|<|>)\s*([0-9A-Za-z.!+*-]+)$/.exec(clause) ?? []
  if (operator === '~=') return /^[0-9]+(?:\.[0-9]+)+/.test(version) ? pessimistic(version) : undefined
  if (version.endsWith('.*')) return operator === '==' ? wildcard(version.slice(0, -2)) : undefined
  if (operator === '' || version.includes('*')) return undefined
  return [constraint(operator.startsWith('==') ? '=' : (operator as Comparator), version)]
}

function wildcard(version: string): readonly VersConstraint[] | undefined {
  const numbers = version.split('.')
  if (!numbers.every((number) => /^[0-9]+$/.test(number))) return undefined
  return [constraint('>=', version), constraint('<', bumped(numbers, numbers.length - 1))]
}

/** The notation of nginx security advisories: `0.8.40+` goes up to the end of a stable branch (an even second number). */
function nginxClause(clause: string): readonly VersConstraint[] | undefined {
  const [, first = '', plus, last] = /^([0-9]+\.[0-9]+\.[0-9]+)(?:(\+)|-([0-9]+\.[0-9]+\.[0-9]+))?$/.exec(clause) ?? []
  if (clause === 'all') return [EVERY]
  if (first === '') return undefined
  if (last !== undefined) return [constraint('>=', first), constraint('<=', last)]
  if (plus === undefined) return [constraint('=', first)]
  const numbers = first.split('.')
  const isStable = /[02468]$/.test(numbers[1] ?? '')
  return isStable ? [constraint('>=', first), constraint('<', `${bumped(numbers, 1)}.0`)] : [constraint('>=', first)]
}

/** Conan 2, "Version ranges". A "-" behind a version and `include_prerelease` ask for pre-releases, which VERS cannot. */
function conanConstraints(native: string): Result<readonly VersConstraint[]> {
  const [expression = ''] = native.split(',')
  const constraints: VersConstraint[] = []
  for (const alternative of expression.split('||')) {
    const words = alternative.trim().split(/\s+/)
    for (const word of words) {
      const part = conanClause(word)
      if (part === undefined) return malformed(native, `"${word.slice(0, 80)}" is no condition of Conan`)
      constraints.push(...part)
    }
  }
  return ok(constraints)
}

function conanClause(word: string): readonly VersConstraint[] | undefined {
  if (word === '' || word === '*' || word === '*-') return [constraint('>=', '0.0.0')]
  const [, operator = '', written = ''] = /^(>=|<=|=|>|<|~|\^)?([0-9A-Za-z][0-9A-Za-z.+_-]*)$/.exec(word) ?? []
  const version = written.replace(/-$/, '')
  if (version === '') return undefined
  if (operator !== '~' && operator !== '^') return [constraint(operator === '' ? '=' : (operator as Comparator), version)]
  const numbers = /^[0-9]+(?:\.[0-9]+)*/.exec(version)?.[0].split('.')
  if (numbers === undefined) return undefined
  const firstNonZero = numbers.findIndex((number) => /[1-9]/.test(number))
  const index = operator === '~' ? Math.min(1, numbers.length - 1) : firstNonZero === -1 ? numbers.length - 1 : firstNonZero
  return [constraint('>=', version), constraint('<', `${bumped(numbers, index)}-`)]
}
