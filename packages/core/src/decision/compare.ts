/** Two policies on the same audit: how many findings and actions would move, so that a hospital sees it before switching. */
import type { Action } from '../action/action.ts'
import type { Finding } from '../matching/finding.ts'
import { urgencies, type Urgency } from './decision.ts'

export type Counts = Readonly<Record<Urgency, number>>
export type Move = {
  readonly from: Urgency
  readonly to: Urgency
  readonly findings: number
  readonly examples: readonly string[]
}
export type PolicyComparison = {
  readonly policy: string
  readonly findings: Counts
  readonly actions: Counts
  /** Most urgent first; without what stays. */
  readonly moves: readonly Move[]
}

type Judged = { readonly findings: readonly Finding[]; readonly actions: readonly Action[] }

const EXAMPLES_SHOWN = 5

/** Both judgements are of the same inventory and knowledge; findings pair by software and vulnerability. */
export function comparePolicies(policy: string, first: Judged, second: Judged): PolicyComparison {
  const other = new Map(second.findings.map((finding) => [pairOf(finding), finding.decision.urgency]))
  const moves = new Map<string, { from: Urgency; to: Urgency; findings: number; examples: Set<string> }>()
  for (const finding of first.findings) {
    const from = finding.decision.urgency
    const to = other.get(pairOf(finding))
    if (to === undefined || to === from) continue
    const move = moves.get(`${from} ${to}`) ?? { from, to, findings: 0, examples: new Set() }
    moves.set(`${from} ${to}`, move)
    move.findings += 1
    if (move.examples.size < EXAMPLES_SHOWN) move.examples.add(finding.vulnerability)
  }
  const rank = ({ from, to }: { from: Urgency; to: Urgency }): number =>
    urgencies.indexOf(from) * urgencies.length + urgencies.indexOf(to)
  return {
    policy,
    findings: countsOf(second.findings.map(({ decision }) => decision.urgency)),
    actions: countsOf(second.actions.map(({ urgency }) => urgency)),
    moves: [...moves.values()]
      .toSorted((left, right) => rank(left) - rank(right))
      .map((move) => ({ ...move, examples: [...move.examples] })),
  }
}

function countsOf(values: readonly Urgency[]): Counts {
  const counts: Record<Urgency, number> = { now: 0, soon: 0, planned: 0, routine: 0 }
  for (const value of values) counts[value] += 1
  return counts
}

function pairOf({ software, vulnerability }: Finding): string {
  return `${software}\n${vulnerability}`
}
