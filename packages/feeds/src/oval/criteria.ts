/**
 * From a tree of criteria to single cases: "on this platform, this package in this state". A criterion that is no condition we
 * know makes its case unreadable, with the reason; it is never left out of it, because what remains would say too much.
 */
import { unreachable } from '@hygie/versions/result'
import type { OvalCriteria, OvalCriterion } from './definitions.ts'

/** What one criterion means. `nothing` holds on every machine that matters (a package is signed by its vendor). */
export type Meaning<Subject> =
  | { readonly kind: 'platform'; readonly name: string }
  | { readonly kind: 'architecture'; readonly names: readonly string[] }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'subject'; readonly subject: Subject }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unread'; readonly why: string }

export type Case<Subject> = {
  /** Undefined: the tree names none here. */
  readonly platforms?: readonly string[]
  readonly architectures?: readonly string[]
  readonly module?: string
  readonly subject?: Subject
  readonly unread?: string
}

/** A tree of SUSE has some ten thousand cases; conditions over several lists multiply. */
const CASES_MAX = 500_000

/** Undefined beyond the bound. Cost: linear in the cases. */
export function casesOf<Subject>(
  criteria: OvalCriteria,
  meaningOf: (criterion: OvalCriterion) => Meaning<Subject>,
): readonly Case<Subject>[] | undefined {
  let count = 0

  function ofNode(node: OvalCriteria | OvalCriterion): readonly Case<Subject>[] | undefined {
    if (node.kind === 'criterion') return [ofCriterion(node)]
    if (node.negated) return [{ unread: 'a negated group of criteria' }]
    const parts: (readonly Case<Subject>[])[] = []
    for (const child of node.children) {
      const part = ofNode(child)
      if (part === undefined) return undefined
      parts.push(part)
    }
    if (node.operator === 'OR') return joined(parts.flat())
    if (node.operator !== 'AND') return [{ unread: `criteria joined by ${node.operator.slice(0, 20)}` }]
    let cases: readonly Case<Subject>[] = [{}]
    for (const part of parts) {
      count += cases.length * part.length
      if (count > CASES_MAX) return undefined
      cases = cases.flatMap((left) => part.flatMap((right) => both(left, right) ?? []))
    }
    return cases
  }

  function ofCriterion(criterion: OvalCriterion): Case<Subject> {
    if (criterion.negated) return { unread: 'a negated criterion' }
    const meaning = meaningOf(criterion)
    switch (meaning.kind) {
      case 'platform':
        return { platforms: [meaning.name] }
      case 'architecture':
        return { architectures: meaning.names }
      case 'module':
        return { module: meaning.name }
      case 'subject':
        return { subject: meaning.subject }
      case 'unread':
        return { unread: meaning.why }
      case 'nothing':
        return {}
      default:
        return unreachable(meaning)
    }
  }

  return ofNode(criteria)
}

/** Alternatives that name a platform and nothing else are one case with all of them. */
function joined<Subject>(cases: readonly Case<Subject>[]): readonly Case<Subject>[] {
  const platforms = new Set<string>()
  const others: Case<Subject>[] = []
  for (const one of cases)
    if (one.platforms !== undefined && Object.keys(one).length === 1) for (const name of one.platforms) platforms.add(name)
    else others.push(one)
  return platforms.size === 0 ? others : [{ platforms: [...platforms] }, ...others]
}

/** Undefined: they exclude each other. */
function both<Subject>(left: Case<Subject>, right: Case<Subject>): Case<Subject> | undefined {
  const unread = left.unread ?? right.unread
  if (unread !== undefined) return { unread }
  if (left.subject !== undefined && right.subject !== undefined) return { unread: 'two packages that must be there together' }
  if (left.module !== undefined && right.module !== undefined && left.module !== right.module)
    return { unread: 'two modules that must be enabled together' }
  const platforms = shared(left.platforms, right.platforms)
  const architectures = shared(left.architectures, right.architectures)
  if (platforms?.length === 0 || architectures?.length === 0) return undefined
  const module = left.module ?? right.module
  const subject = left.subject ?? right.subject
  return {
    ...(platforms === undefined ? {} : { platforms }),
    ...(architectures === undefined ? {} : { architectures }),
    ...(module === undefined ? {} : { module }),
    ...(subject === undefined ? {} : { subject }),
  }
}

function shared(left: readonly string[] | undefined, right: readonly string[] | undefined): readonly string[] | undefined {
  if (left === undefined || right === undefined) return left ?? right
  const names = new Set(right)
  return left.filter((name) => names.has(name))
}
