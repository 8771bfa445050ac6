import type { Decision } from '../decision/decision.ts'
import type { Verdict } from './verdict.ts'

/** An open verdict on an asset, decided. */
export type Finding = {
  readonly vulnerability: string
  readonly aliases: readonly string[]
  readonly title?: string
  readonly package: string
  readonly source?: string
  readonly software: string
  readonly installed: string
  readonly paths: readonly string[]
  readonly fixed?: string
  /**
   * `possible`: it may be affected, and what would tell is missing here (a version, an exact name, more than a banner);
   * `underInvestigation`: the source itself has not told yet.
   */
  readonly status: 'affected' | 'possible' | 'underInvestigation' | 'willNotFix' | 'endOfLife'
  readonly kev: boolean
  readonly ransomware: boolean
  readonly publicExploit: boolean
  readonly epss?: { readonly score: number; readonly percentile?: number; readonly model?: string; readonly scoredAt: string }
  /** The preferred score; `scores` holds all side by side. Missing is not zero. */
  readonly cvss?: { readonly score: number; readonly vector?: string; readonly source: string; readonly system: string }
  readonly scores: readonly {
    readonly system: string
    readonly score?: number
    readonly severity?: string
    readonly vector?: string
    readonly origin: string
  }[]
  readonly decision: Decision
  readonly verdict: Verdict
}

/** Whether the finding is known to hold; the others are questions, and never count as affected. */
export function isCertain({ status }: Pick<Finding, 'status'>): boolean {
  return status !== 'possible' && status !== 'underInvestigation'
}
