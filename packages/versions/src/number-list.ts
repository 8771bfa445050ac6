import { compareRuns, runKey } from './run-compare.ts'
import type { Order } from './scheme.ts'

/** Number by number; of two lists with the same start the longer one is later: 1.0 < 1.0.0. */
export function compareNumbers(left: readonly string[], right: readonly string[]): Order {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const order = compareRuns(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length === right.length ? 0 : left.length < right.length ? -1 : 1
}

/** Number by number; missing ones count as 0: 1 = 1.0. */
export function comparePadded(left: readonly string[], right: readonly string[]): Order {
  for (let index = 0; index < left.length || index < right.length; index++) {
    const order = compareRuns(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}

/** Text whose order by code unit is that of `compareNumbers`. The end is below every number. */
export function numbersKey(numbers: readonly string[]): string {
  return numbers.map(runKey).join('') + END
}

/** Text whose order by code unit is that of `comparePadded`. */
export function paddedKey(numbers: readonly string[]): string {
  return numbersKey(numbers.slice(0, numbers.findLastIndex((run) => /[1-9]/.test(run)) + 1))
}

const END = '\u0001'

/** The next number of a digit run, which may be longer than any number type holds. */
export function incrementRun(run: string): string {
  const nines = /9*$/.exec(run)?.[0].length ?? 0
  const kept = run.slice(0, run.length - nines)
  const raised = kept === '' ? '1' : kept.slice(0, -1) + String(Number(kept.slice(-1)) + 1) // one digit, not 9
  return raised + '0'.repeat(nines)
}
