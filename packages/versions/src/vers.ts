import type { Containment } from './contains.ts'
import { constraintsMax, rangeCharsMax } from './limits.ts'
import type { Bound, Interval, Range } from './range.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { orderOfVersType, schemeOfVersType } from './vers-types.ts'
import type { TextOrder } from './vers-orders.ts'

/** VERS, the version range specifier of ECMA TC54 (package-url/vers-spec, clause 5): `vers:deb/>=1.0|<2.0`. */
export type Vers = { readonly type: string; readonly constraints: readonly VersConstraint[] }
/** `*` stands alone and has no version; versions are percent-decoded. */
export type VersConstraint = { readonly comparator: Comparator; readonly version: string }
export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '*'

/**
 * Reads canonical VERS and nothing else, as clause 5.4 demands: sorted, each version once, lower and upper ends in
 * turn. An order that we do not know cannot be checked and is taken as it is.
 *
 * Errors  vers-malformed; the message begins as the specification's tests have it
 */
export function parseVers(text: string): Result<Vers> {
  const vers = readParts(text, true)
  if (!vers.ok) return vers
  const order = orderOfVersType(vers.value.type)
  if (order === undefined || vers.value.constraints.length < 2) return vers
  const cause = disorderOf(vers.value.constraints, order) ?? brokenTurn(vers.value.constraints)
  return cause === undefined ? vers : malformed(cause)
}

/**
 * Reads VERS as tools write it: in any order, with versions twice, percent-encoded more than needed. The result is
 * sorted but keeps every constraint; `simplifyVers` makes it canonical.
 *
 * Errors  vers-malformed; what the type's order says of a version that it cannot read
 */
export function readVers(text: string): Result<Vers> {
  const vers = readParts(text, false)
  return vers.ok ? sortVers(vers.value) : vers
}

/** Sorted by version, equal ones by comparator: upper ends, equality, lower ends. Errors: a version that the type cannot read, of several. */
export function sortVers({ type, constraints }: Vers): Result<Vers> {
  const order = orderOfVersType(type)
  if (order === undefined) return ok({ type, constraints })
  const [first] = constraints
  if (first !== undefined && constraints.length > 1) {
    for (const { version } of constraints) {
      const readable = order(version, version)
      if (!readable.ok) return readable
    }
  }
  const sorted = constraints.toSorted((left, right) => {
    const result = order(left.version, right.version)
    return (result.ok ? result.value : 0) || AT_ONE_VERSION.indexOf(left.comparator) - AT_ONE_VERSION.indexOf(right.comparator)
  })
  return ok({ type, constraints: sorted })
}

const AT_ONE_VERSION: readonly Comparator[] = ['*', '<', '<=', '=', '!=', '>=', '>']

export function formatVers({ type, constraints }: Vers): string {
  return `vers:${type}/${constraints.map(({ comparator, version }) => (comparator === '=' ? '' : comparator) + encodeVersion(version)).join('|')}`
}

/**
 * Whether the range holds a version (vers-spec, how-to-parse, "Checking if a version is contained"). A range of nothing
 * but `!=` holds all other versions.
 *
 * `unknown`: no order for the type, or a version that it cannot read
 */
export function versContains(vers: Vers, version: string): Containment {
  const order = orderOfVersType(vers.type)
  if (version.trim() === '') return 'unknown'
  if (vers.constraints.some(({ comparator }) => comparator === '*')) return 'inside'
  if (order === undefined || !order(version, version).ok) return 'unknown'
  const simple = simplifyVers(vers)
  if (!simple.ok) return 'unknown'
  const { intervals, listed, excluded } = partsOf(simple.value.constraints)
  const compared = (bound: string): -1 | 0 | 1 => {
    const result = order(version, bound)
    return result.ok ? result.value : 0 // simplifyVers has read every bound
  }
  if (listed.some((bound) => compared(bound) === 0)) return 'inside'
  if (excluded.some((bound) => compared(bound) === 0)) return 'outside'
  const holds = ({ from, to }: Interval): boolean => reaches(from, compared, 1) && reaches(to, compared, -1)
  return intervals.some(holds) ? 'inside' : 'outside'
}

function reaches(bound: Bound | undefined, compared: (bound: string) => -1 | 0 | 1, side: 1 | -1): boolean {
  if (bound === undefined) return true
  const order = compared(bound.version)
  return order === side || (order === 0 && bound.inclusive)
}

/**
 * The canonical VERS of the same meaning: what says nothing new is dropped (vers-spec, how-to-parse, "Simplifying
 * constraints"), and what stands at one version becomes one constraint (<1|>1 is !=1, <1|>=1 is nothing).
 *
 * Errors  as `sortVers`
 */
export function simplifyVers(vers: Vers): Result<Vers> {
  const sorted = sortVers(vers)
  const order = orderOfVersType(vers.type)
  if (!sorted.ok || order === undefined) return sorted
  if (vers.constraints.some(({ comparator }) => comparator === '*')) return ok({ type: vers.type, constraints: [EVERYTHING] })
  const kept: VersConstraint[] = []
  let inside = false // behind a lower end that no upper end has closed
  for (const post of postsOf(sorted.value.constraints, order)) {
    // An upper end behind an upper end holds all back to the last lower end, and so the one before says nothing.
    if (post.isUpper && !inside) dropBackToLower(kept)
    const before: boolean = inside || post.isUpper
    const after: boolean = post.isLower || (inside && !post.isUpper)
    const holds = post.isEqual || (inside && !post.isUpper && !post.isUnequal)
    const comparator = comparatorOf(before, after, holds)
    if (comparator !== undefined) kept.push({ comparator, version: post.version })
    inside = after
  }
  return ok({ type: vers.type, constraints: kept.length === 0 ? [EVERYTHING] : kept })
}

const EVERYTHING: VersConstraint = { comparator: '*', version: '' }

/** All constraints at one version. */
type Post = { readonly version: string; isUpper: boolean; isLower: boolean; isEqual: boolean; isUnequal: boolean }

function postsOf(sorted: readonly VersConstraint[], order: TextOrder): readonly Post[] {
  const posts: Post[] = []
  for (const { comparator, version } of sorted) {
    let post = posts.at(-1)
    const same = post === undefined ? undefined : order(post.version, version)
    if (post === undefined || same?.ok !== true || same.value !== 0) {
      post = { version, isUpper: false, isLower: false, isEqual: false, isUnequal: false }
      posts.push(post)
    }
    post.isUpper ||= comparator === '<' || comparator === '<='
    post.isLower ||= comparator === '>' || comparator === '>='
    post.isEqual ||= comparator === '=' || comparator === '<=' || comparator === '>='
    post.isUnequal ||= comparator === '!='
  }
  return posts
}

/** By whether the range holds what lies right before a version, right after it, and the version itself. */
function comparatorOf(before: boolean, after: boolean, holds: boolean): Comparator | undefined {
  if (before === after) return before === holds ? (before ? undefined : '!=') : holds ? '=' : '!='
  if (before) return holds ? '<=' : '<'
  return holds ? '>=' : '>'
}

function dropBackToLower(kept: VersConstraint[]): void {
  const unequal: VersConstraint[] = []
  for (let last = kept.at(-1); last !== undefined && last.comparator !== '>' && last.comparator !== '>='; last = kept.at(-1)) {
    kept.pop()
    if (last.comparator === '!=') unequal.unshift(last)
  }
  kept.push(...unequal)
}

/**
 * The range in our own form, with a hole for each `!=`.
 *
 * Errors  as `simplifyVers`; vers-type-unknown for a type that is no scheme of ours
 */
export function rangeOfVers(vers: Vers): Result<Range> {
  const scheme = schemeOfVersType(vers.type)
  if (scheme === undefined)
    return fail('vers-type-unknown', `Cannot compare versions of "vers:${vers.type.slice(0, 80)}": no such scheme`)
  const simple = simplifyVers(vers)
  if (!simple.ok) return simple
  const { intervals, listed, excluded } = partsOf(simple.value.constraints)
  const order = orderOfVersType(vers.type)
  const pierced = excluded.reduce<readonly Interval[]>(
    (parts, hole) => parts.flatMap((part) => pierce(part, hole, order)),
    intervals,
  )
  return ok({ scheme, intervals: pierced, versions: listed })
}

/** Two intervals around a version that lies in one, and the interval itself otherwise. */
function pierce(interval: Interval, hole: string, order: TextOrder | undefined): readonly Interval[] {
  const compared = (bound: string): -1 | 0 | 1 => {
    const result = order?.(hole, bound)
    return result?.ok === true ? result.value : 0
  }
  if (!reaches(interval.from, compared, 1) || !reaches(interval.to, compared, -1)) return [interval]
  const bound = { version: hole, inclusive: false }
  return [
    { ...interval, to: bound },
    { ...interval, from: bound },
  ]
}

type Parts = { readonly intervals: readonly Interval[]; readonly listed: readonly string[]; readonly excluded: readonly string[] }

/** Simplified constraints as intervals. */
function partsOf(constraints: readonly VersConstraint[]): Parts {
  const intervals: Interval[] = []
  const listed: string[] = []
  const excluded: string[] = []
  let from: Bound | undefined
  for (const { comparator, version } of constraints) {
    if (comparator === '=') listed.push(version)
    else if (comparator === '!=') excluded.push(version)
    else if (comparator === '*') intervals.push({})
    else if (comparator === '>' || comparator === '>=') from = { version, inclusive: comparator === '>=' }
    else {
      const to = { version, inclusive: comparator === '<=' }
      intervals.push(from === undefined ? { to } : { from, to })
      from = undefined
    }
  }
  if (from !== undefined) intervals.push({ from })
  if (intervals.length === 0 && listed.length === 0 && excluded.length > 0) intervals.push({})
  return { intervals, listed, excluded }
}

/** The text into its parts; `canonical` refuses what a canonical VERS has not, but not its order. */
function readParts(text: string, canonical: boolean): Result<Vers> {
  if (text.length > rangeCharsMax) return malformed(`${text.length} characters, at most ${rangeCharsMax} are read`)
  if (/[\s\p{Cc}]/u.test(text)) return malformed('whitespace is not permitted')
  const groups = /^(?<scheme>[^:]*):(?<type>[^/]*)\/(?<constraints>.*)$/s.exec(
    canonical ? text : text.replace(/^vers:[^/]*/i, (head) => head.toLowerCase()),
  )?.groups
  if (groups?.['scheme'] !== 'vers') return malformed('should be vers:type/constraints')
  const { type = '', constraints: list = '' } = groups
  if (!/^[a-z][a-z0-9.-]*$/.test(type)) return malformed('the type should be lowercase letters, digits, "." and "-"')
  if (type === 'invalid') return malformed('the type "invalid" is reserved for what is invalid')
  if (list === '') return malformed('constraints are required')
  if (list === '*') return ok({ type, constraints: [{ comparator: '*', version: '' }] })
  if (list.startsWith('|')) return malformed('leading pipe is not permitted')
  if (list.endsWith('|')) return malformed('trailing pipe is not permitted')
  if (list.includes('||')) return malformed('consecutive pipes are not permitted')
  const segments = list.split('|')
  if (segments.length > constraintsMax) return malformed(`${segments.length} constraints, at most ${constraintsMax} are read`)
  const constraints: VersConstraint[] = []
  for (const segment of segments) {
    const constraint = readConstraint(segment, type, canonical)
    if (!constraint.ok) return constraint
    constraints.push(constraint.value)
  }
  return ok({ type, constraints })
}

function readConstraint(segment: string, type: string, canonical: boolean): Result<VersConstraint> {
  const comparator = (/^(?:>=|<=|!=|[<>=])/.exec(segment)?.[0] ?? '') as Comparator | ''
  if (comparator === '=' && canonical) return malformed('equality has no "="')
  const encoded = segment.slice(comparator.length)
  if (encoded === '') return malformed('a version is required behind the comparator')
  if (/[<>=!*|]/.test(encoded)) return malformed('> < = ! * and | in a version should be percent-encoded')
  if (!/^(?:[!-$&-~]|%[0-9A-Fa-f]{2})*$/.test(encoded)) return malformed('invalid percent-encoding in version')
  // ASCII only (5.3.3.2), decoded once.
  const version = encoded.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  if (!/^[ -~]+$/.test(version)) return malformed('a version should be printable ASCII')
  if (type === 'datetime' && canonical) {
    if (/[tz]/.test(version)) return malformed('datetime must use uppercase T and Z')
    if (encoded.includes('%3A')) return malformed('datetime time colons must be unencoded')
  }
  if (canonical && encodeVersion(version) !== encoded) return malformed('percent-encoding in version is not canonical')
  return ok({ comparator: comparator === '' ? '=' : comparator, version })
}

/** 5.3.3.2: the characters that are syntax, "%" and the space. */
function encodeVersion(version: string): string {
  return version.replace(/[<>=!*|% ]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function disorderOf(constraints: readonly VersConstraint[], order: TextOrder): string | undefined {
  for (const [index, { version }] of constraints.entries()) {
    const previous = constraints[index - 1]?.version ?? version
    const result = order(previous, version)
    if (!result.ok) return result.error.message
    if (result.value > 0) return 'constraints are not sorted by version'
    if (index > 0 && result.value === 0) return 'each version is permitted once'
  }
  return undefined
}

/** 5.4: without `!=`, equality is followed by equality or a lower end; lower and upper ends take turns. */
function brokenTurn(constraints: readonly VersConstraint[]): string | undefined {
  let inside = false
  let previous: Comparator | undefined
  for (const { comparator } of constraints) {
    if (comparator === '!=') continue
    const isUpper = comparator === '<' || comparator === '<='
    const broken = isUpper ? !inside && previous !== undefined : inside
    if (broken) return `"${comparator}" is not permitted behind "${previous ?? ''}"`
    inside = comparator === '>' || comparator === '>='
    previous = comparator
  }
  return undefined
}

function malformed(cause: string): Result<never> {
  return fail('vers-malformed', `non-canonical VERS: ${cause}`)
}
