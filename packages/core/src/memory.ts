/**
 * What was worked out for one asset and holds for the next: a fleet repeats the same versions of the same packages.
 *
 * **Invariant:** nothing is taken from here unless it was worked out from the very objects that are at hand (compared by
 * identity), so that results are equal with and without it, whatever knowledge or policy is used in between. It saves time
 * where the reader of the knowledge gives the same objects again (`rememberingReader`).
 */
import type { Circumstances } from './decision/decide.ts'
import type { Decision } from './decision/decision.ts'
import type { Policy } from './decision/policy.ts'
import type { SourcedClaim, VulnerabilityFacts } from './knowledge/facts.ts'
import type { Judgement } from './matching/judge-claim.ts'
import type { Speech } from './matching/speech.ts'

/** Bounded by weight; when full, the oldest goes first. */
export type Kept<Value> = {
  readonly get: (key: string) => Value | undefined
  readonly set: (key: string, value: Value, weight: number) => void
}

export type Judged = ReadonlyMap<string, readonly Judgement[]>
export type Memory = {
  readonly judged: Kept<{ readonly from: readonly SourcedClaim[]; readonly judged: Judged }>
  readonly spoken: Kept<{ readonly from: readonly (readonly SourcedClaim[] | undefined)[]; readonly speech: Speech }>
  readonly decided: Kept<{
    readonly facts: VulnerabilityFacts
    readonly policy: Policy
    readonly around: Circumstances
    readonly decision: Decision
  }>
}

/** Judgements, verdicts and decisions kept, of each so many: some 400 bytes each, with the claims that the reader keeps. */
const WEIGHT_MAX = 100_000

export function createMemory(weightMax: number = WEIGHT_MAX): Memory {
  return { judged: createKept(weightMax), spoken: createKept(weightMax), decided: createKept(weightMax) }
}

export function createKept<Value>(weightMax: number): Kept<Value> {
  const kept = new Map<string, { readonly value: Value; readonly weight: number }>()
  let sum = 0
  const drop = (key: string): void => {
    sum -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }
  return {
    get: (key) => kept.get(key)?.value,
    set: (key, value, weight) => {
      drop(key)
      if (weight > weightMax) return
      for (const oldest of kept.keys()) {
        if (sum + weight <= weightMax) break
        drop(oldest)
      }
      kept.set(key, { value, weight })
      sum += weight
    },
  }
}
