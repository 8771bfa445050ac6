/**
 * What a CSAF vulnerability states of each product, one statement a product. Source: CSAF 2.0 4.5 (profile VEX) and
 * 3.2.3.9 (groups of product status); works for advisories as well.
 */
import { unreachable } from '@hygie/versions/result'
import type { CsafRemediation, CsafScore, CsafStatus, CsafVulnerability } from './vulnerability.ts'

export type CsafStanding = 'affected' | 'fixed' | 'notAffected' | 'underInvestigation'
export type CsafStatement = {
  readonly product: string
  readonly standing: CsafStanding
  /** The machine-readable reason of `notAffected`: flags of this product. */
  readonly justifications: readonly string[]
  /** The impact statements in words: threats of category impact. */
  readonly impacts: readonly string[]
  readonly remediations: readonly CsafRemediation[]
  readonly scores: readonly CsafScore[]
}

/**
 * Shape   one statement for each (product, standing) in the order of `STANDINGS`; a product that contradicts itself
 *         (rule 6.1.6) has several, and the caller must see the conflict
 * Cost    linear in the ids listed
 */
export function statementsOf(vulnerability: CsafVulnerability): readonly CsafStatement[] {
  const justifications = byProduct(vulnerability.flags, (flag) => flag.label)
  const impacts = byProduct(
    vulnerability.threats.filter((threat) => threat.category === 'impact'),
    (threat) => threat.details,
  )
  const remediations = byProduct(vulnerability.remediations, (remediation) => remediation)
  const scores = byProduct(vulnerability.scores, (score) => score)
  const standings = new Map<CsafStanding, Set<string>>()
  for (const [status, ids] of vulnerability.status) {
    const standing = standingOf(status)
    if (standing === undefined) continue
    const products = standings.get(standing) ?? new Set()
    for (const id of ids) products.add(id)
    standings.set(standing, products)
  }
  return STANDINGS.flatMap((standing) =>
    Array.from(standings.get(standing) ?? [], (product) => ({
      product,
      standing,
      justifications: justifications.get(product) ?? [],
      impacts: impacts.get(product) ?? [],
      remediations: remediations.get(product) ?? [],
      scores: scores.get(product) ?? [],
    })),
  )
}

const STANDINGS: readonly CsafStanding[] = ['affected', 'fixed', 'notAffected', 'underInvestigation']

/** `recommended` is advice and 2.1's `unknown` is silence: neither says how the product stands. */
function standingOf(status: CsafStatus): CsafStanding | undefined {
  switch (status) {
    case 'first_affected':
    case 'known_affected':
    case 'last_affected':
      return 'affected'
    case 'first_fixed':
    case 'fixed':
      return 'fixed'
    case 'known_not_affected':
      return 'notAffected'
    case 'under_investigation':
      return 'underInvestigation'
    case 'recommended':
    case 'unknown':
      return undefined
    default:
      return unreachable(status)
  }
}

function byProduct<Item extends { readonly products: readonly string[] }, Value>(
  items: readonly Item[],
  valueOf: (item: Item) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const found = new Map<string, Value[]>()
  for (const item of items) {
    for (const product of item.products) {
      const list = found.get(product)
      if (list === undefined) found.set(product, [valueOf(item)])
      else list.push(valueOf(item))
    }
  }
  return found
}
