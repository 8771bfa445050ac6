/** A family judges the inventories of one folder of the quality data; what it hands over is scored by `score.ts`. */

/** Words of the data's column `expected`. Source: ../shared/quality/README.md. */
export const expectations = [
  'affected',
  'not_affected',
  'fixed',
  'unknown',
  'not_listed',
  'conflict',
  'nothing_expected',
] as const
export type Expectation = (typeof expectations)[number]

export type Label = {
  readonly inventory: string
  readonly package: string
  /** Tells two installations of one package apart; empty when the label names none. */
  readonly version: string
  /** The vulnerability under its ids; the first is the one that is counted. */
  readonly ids: readonly string[]
  readonly expected: Expectation
  /** What the labeller wrote beside it, for the one line of a loss. */
  readonly note?: string
  /** The day it was labelled. */
  readonly labelledAt?: string
}

export type Answer = {
  readonly inventory: string
  readonly package: string
  readonly version: string
  readonly ids: readonly string[]
  readonly status: 'affected' | 'fixed' | 'notAffected' | 'unknown'
  readonly why: string
  /** Source package, when it is known. */
  readonly source?: string
  /** The day the deciding source said it. */
  readonly statedAt?: string
}

export type Loss = {
  readonly kind: 'missed' | 'false' | 'unknown-wrong'
  readonly inventory: string
  readonly package: string
  readonly version: string
  readonly id: string
  readonly expected: Expectation | 'nothing labelled'
  readonly answered: Answer['status'] | 'nothing'
  readonly why: string
  readonly labelledAt?: string
  readonly source?: string
  readonly statedAt?: string
}

export type Judged = {
  readonly labels: readonly Label[]
  readonly answers: readonly Answer[]
  /** Inventories whose given knowledge is all there is: whatever else is reported for them is false. */
  readonly closed: ReadonlySet<string>
  /** False: nothing is known of this vulnerability at all, so its label is dropped from recall and counted apart. */
  readonly isKnown?: (label: Label) => boolean
  /** `ours: …`, `label: …` with the proof, `feed: …`; undefined = ours, not yet explained. */
  readonly causeOf?: (loss: Loss) => string | undefined
  /** What could not be judged here, with numbers. */
  readonly notes?: readonly string[]
}

/** Where a family's files lie: its own folder, and the whole data's for what the folder lacks. */
export type Place = {
  readonly folder: string
  readonly whole: string | undefined
  /** Take the mirror's knowledge as it was built last. */
  readonly stale: boolean
}

export type Family = {
  readonly name: string
  /** Folder in the data, when several families read one. */
  readonly folder?: string
  /** A second way into the same labels: shown, but not part of the mean. */
  readonly variant?: boolean
  /** `skipped: …` in words when what it needs is not there. */
  readonly judge: (place: Place) => Promise<Judged | string>
}

/** A table whose columns are read one by one: exact match per field. */
export type FieldOutcome = {
  readonly id: string
  readonly field: string
  readonly expected: string
  readonly got: string
  /** As `causeOf` of a family; undefined = ours, not yet explained. */
  readonly cause?: string
}
export type FieldFamily = {
  readonly name: string
  readonly judgeFields: (place: Place) => readonly FieldOutcome[]
  readonly notes?: (outcomes: readonly FieldOutcome[]) => readonly string[]
}
