/**
 * From trees of CPE tests to claims: one for each vulnerable name, with what must be present beside it.
 * Source: NVD, "Vulnerability detail pages: known affected software configurations".
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import { parseCpe } from '@hygie/standards/cpe/cpe'
import { note, type Problems } from '@hygie/standards/json/fields'
import { keyOfCpe, keyOfName, rangeOfTest } from './name.ts'
import type { CpeTest, CpeTree } from './tree.ts'

/** What must be present: one product key of each group. */
type Groups = readonly (readonly string[])[]
export type ClaimHead = Pick<Claim, 'vulnerability' | 'statedAt' | 'reference' | 'note'>

/** The widest AND met joins 6 nodes. */
const GROUPS_MAX = 64

/**
 * A test that is not vulnerable is never a claim: it is the platform of those it is joined to. In an AND every other
 * part must be present, whether it is vulnerable or not; an OR of ANDs there is weakened to "any of them", since groups
 * cannot say more. A name that cannot be read is left out and noted; as a platform it is no condition then.
 *
 * Errors  cpe-malformed, cpe-vague, cpe-version-wild, cpe-negate (a negated part: everything below is left out), cpe-and-wide
 * Cost    linear in the tests, times the parts of an AND
 */
export function claimsOfTrees(trees: readonly CpeTree[], head: ClaimHead, problems: Problems): readonly Claim[] {
  const claims: Claim[] = []
  for (const tree of trees) walk(tree, [], head, claims, problems)
  return claims
}

function walk(tree: CpeTree, groups: Groups, head: ClaimHead, claims: Claim[], problems: Problems): void {
  if (tree.negate) {
    note(problems, 'cpe-negate', 'Cannot read a negated part of a configuration: its claims are left out', tree.at)
    return
  }
  if (tree.operator === 'OR') {
    for (const test of tree.tests) addClaim(test, groups, head, tree.at, claims, problems)
    for (const child of tree.children) walk(child, groups, head, claims, problems)
    return
  }
  const parts = [...tree.tests.map((test) => groupsOfTest(test)), ...tree.children.map((child) => groupsOfTree(child))]
  if (parts.length > GROUPS_MAX) {
    note(problems, 'cpe-and-wide', `Cannot read a configuration: an AND of ${parts.length} parts, at most ${GROUPS_MAX}`, tree.at)
    return
  }
  const beside = (index: number): Groups => [...groups, ...parts.flatMap((part, place) => (place === index ? [] : part))]
  for (const [index, test] of tree.tests.entries()) addClaim(test, beside(index), head, tree.at, claims, problems)
  for (const [index, child] of tree.children.entries()) walk(child, beside(tree.tests.length + index), head, claims, problems)
}

function groupsOfTest({ criteria }: CpeTest): Groups {
  const key = keyOfName(criteria)
  return key.ok ? [[key.value]] : []
}

function groupsOfTree(tree: CpeTree): Groups {
  const parts = [...tree.tests.map((test) => groupsOfTest(test)), ...tree.children.map((child) => groupsOfTree(child))]
  if (tree.operator === 'AND') return parts.flat()
  if (parts.length === 0 || parts.some((part) => part.length === 0)) return [] // a part that cannot be judged may hold
  return [[...new Set(parts.flat(2))]]
}

function addClaim(test: CpeTest, groups: Groups, head: ClaimHead, at: string, claims: Claim[], problems: Problems): void {
  if (!test.vulnerable) return
  const cpe = parseCpe(test.criteria)
  const range = cpe.ok ? rangeOfTest(cpe.value, test) : cpe
  if (!cpe.ok || !range.ok) {
    if (!range.ok) note(problems, range.error.code, range.error.message, at)
    return
  }
  const product = keyOfCpe(cpe.value)
  if (product === undefined) {
    note(
      problems,
      'cpe-vague',
      `Cannot make a product of "${test.criteria.slice(0, 200)}": part, vendor and product must be exact`,
      at,
    )
    return
  }
  claims.push({
    kind: 'claim',
    ...head,
    product,
    range: range.value,
    status: 'affected',
    cpe: { criteria: test.criteria, ...(groups.length === 0 ? {} : { runningOn: groups }) },
  })
}
