/** Urgency of a finding: the row of a decision table, its inputs with where each comes from, and what would change it. */
import type { Text } from '../text/text.ts'

export const urgencies = ['now', 'soon', 'planned', 'routine'] as const
export type Urgency = (typeof urgencies)[number]

export type InputBasis = 'observed' | 'declared' | 'derived' | 'assumed'
export type DecisionInput = {
  readonly value: string
  readonly from: Text
  readonly basis: InputBasis
  readonly statedAt?: string
}

export type Decision = {
  readonly urgency: Urgency
  /** The table's own word: `3 days`, `out-of-cycle`, `attend`. */
  readonly outcome: string
  /** ISO date by which to decide or mitigate; undefined when the row sets none (next upgrade). */
  readonly due?: string
  /** When no fix can be installed: the second clock, in words (`next care-safe window`, `replacement`). */
  readonly mend: Text
  readonly forensicTriage: boolean
  readonly policy: string
  readonly policyVersion: string
  /** The row's number and cells, in the table's order. */
  readonly row: { readonly number: number; readonly cells: readonly string[] }
  readonly inputs: Readonly<Record<string, DecisionInput>>
  /** The one fact that would change the outcome, in words; undefined when no single one would. */
  readonly wouldChange?: Text
}

/** What the hospital says about an asset, from the criticality file. All optional: what is not said is assumed and shown so. */
export type AssetContext = {
  readonly exposure?: 'small' | 'controlled' | 'open'
  readonly publiclyExposed?: boolean
  readonly mission?: 'degraded' | 'mef support crippled' | 'mef failure' | 'mission failure'
  readonly safety?: 'negligible' | 'marginal' | 'critical' | 'catastrophic'
  readonly unit?: string
  readonly careWord?: string
}
