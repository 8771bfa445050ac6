/** A row of Microsoft's lists as a claim: a vulnerability, a product, and the update or build that mends it. */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { ProductKey } from '@hygie/core/product-key'
import { defined } from '@hygie/standards/json/fields'
import { everyVersion } from '@hygie/versions/range'
import { cveIdOf } from '../fields/cve-id.ts'
import { rangeBelow } from './fixed-end.ts'

export type AffectedRow = {
  readonly vulnerability: string
  readonly product: ProductKey
  readonly update?: string | undefined
  /** Found to be the product's own. */
  readonly build?: string | undefined
  readonly grade?: string | undefined
  readonly statedAt?: string | undefined
  readonly advisory?: string | undefined
  readonly note?: string | undefined
}

/** CVE ids and Microsoft's own for what has none (`ADV170003`). */
export function microsoftId(text: unknown): string | undefined {
  const cve = cveIdOf(text)
  if (cve !== undefined) return cve
  const trimmed = typeof text === 'string' && text.length <= 20 ? text.trim().toUpperCase() : ''
  return /^ADV\d{6}$/.test(trimmed) ? trimmed : undefined
}

/** Affected below its build, or until its update is there; with neither, no fix is known. */
export function affectedClaim(row: AffectedRow): Claim {
  return defined({
    kind: 'claim' as const,
    vulnerability: row.vulnerability,
    product: row.product,
    range: rangeBelow(row.product, row.build),
    status: 'affected' as const,
    fixedIn: row.update === undefined ? undefined : [`KB${row.update}`],
    advisory: row.advisory,
    grade: row.grade,
    note: row.note,
    statedAt: row.statedAt,
  })
}

/** A fix exists and is told in words only: `Click to Run`, an address of release notes. */
export function unclearClaim(row: AffectedRow, words: string): Claim {
  return defined({
    kind: 'claim' as const,
    vulnerability: row.vulnerability,
    product: row.product,
    range: EVERY_BUILD,
    status: 'unclear' as const,
    advisory: row.advisory,
    grade: row.grade,
    note: words.slice(0, 200),
    statedAt: row.statedAt,
  })
}

const EVERY_BUILD = everyVersion('windows')
const GRADES: ReadonlySet<string> = new Set(['Critical', 'Important', 'Moderate', 'Low'])

/** `System.Object[]`, `None` and empty are no grades. */
export function gradeOf(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return GRADES.has(trimmed) ? trimmed : undefined
}
