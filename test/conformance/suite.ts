/** A suite judges the cases of one folder of the conformance data; the folder's name is the suite's. */

export type Outcome = {
  /** The case in words that stay the same when cases are added around it, e.g. `debian 1.0~rc1 < 1.0`. */
  readonly id: string
  readonly passed: boolean
  /** What came instead of what was expected; only for a failed case. */
  readonly detail?: string
}

export type Deviation = {
  /** Which outcomes it covers: a failed case outside every deviation fails the suite. */
  readonly covers: (outcome: Outcome) => boolean
  /** The clause that decides against the vector, or what Hygie does instead and why. */
  readonly reason: string
}

export type Suite = {
  readonly name: string
  /** `directory` is the suite's own folder, e.g. `../shared/conformance/dpkg`. Files may be missing: cases are then fewer. */
  readonly cases: (directory: string) => AsyncIterable<Outcome>
  readonly deviations: readonly Deviation[]
}
