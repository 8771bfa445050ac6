import type { Text } from '../text/text.ts'

export type Reason = {
  readonly kind: 'claim' | 'comparison' | 'precedence' | 'lineage' | 'kernel' | 'withdrawn' | 'conflict' | 'waiver' | 'missing'
  readonly text: Text
  /** The source that the claim came from, when one stands behind the reason. */
  readonly source?: string
  readonly advisory?: string
  readonly statedAt?: string
  readonly reference?: string
}

export type VerdictStatus = 'affected' | 'fixed' | 'notAffected' | 'unknown'

/** For one software on one platform and one vulnerability. Every verdict carries the reasons for it, also when it is a cancelled match. */
export type Verdict = {
  /** `Software.key` */
  readonly software: string
  readonly vulnerability: string
  readonly status: VerdictStatus
  /** With `affected`: what the deciding source says about a fix. */
  readonly fixState: 'available' | 'none' | 'willNotFix' | 'endOfLife' | 'underInvestigation' | 'notInstalledChannel'
  /** First fixed versions on this line, best first. */
  readonly fixedBy: readonly string[]
  readonly advisories: readonly string[]
  /** Deciding source. */
  readonly source: string
  /** Worst words of the deciding source, e.g. Debian `unimportant`. */
  readonly grade?: string
  readonly reasons: readonly Reason[]
}
