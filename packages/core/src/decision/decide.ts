/** Looks the inputs up in a policy's table and says which row it was, until when, and which one fact would change it. */
import { findRow } from '@hygie/standards/ssvc/table'
import { unreachable } from '@hygie/versions/result'
import { text, type Text } from '../text/text.ts'
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import type { Verdict } from '../matching/verdict.ts'
import { urgencies, type AssetContext, type Decision, type DecisionInput } from './decision.ts'
import { inputsOf, type Catalogues, type HumanImpact, type InputName, type Inputs } from './inputs.ts'
import type { Outcome, Policy } from './policy.ts'

const DAY_MS = 86_400_000

export type Circumstances = {
  readonly context: AssetContext
  readonly catalogues: Catalogues
  readonly humanImpact: HumanImpact
  /** Epoch milliseconds UTC: when the deadline starts to run, the day the knowledge reached the site. */
  readonly at: number
}

/** Cost: one table look-up per alternative value of each input, at most some twenty. */
export function decide(
  policy: Policy,
  facts: VulnerabilityFacts,
  verdict: Pick<Verdict, 'fixState'>,
  around: Circumstances,
): Decision {
  const all = inputsOf(facts, around.context, around.catalogues, around.humanImpact)
  const inputs = Object.fromEntries(policy.inputs.map((name) => [name, all[name]]))
  const row = rowOf(policy, all)
  const outcome = policy.outcomes[row.outcome] as Outcome // policyWith refused tables with other outcomes
  const change = whatWouldChange(policy, all, outcome)
  return {
    urgency: outcome.urgency,
    outcome: row.outcome,
    ...(outcome.days !== undefined && { due: new Date(around.at + outcome.days * DAY_MS).toISOString().slice(0, 10) }),
    mend: mendClock(verdict.fixState),
    forensicTriage: outcome.forensicTriage,
    policy: policy.id,
    policyVersion: policy.version,
    row: { number: row.number, cells: row.cells },
    inputs,
    ...(change !== undefined && { wouldChange: change }),
  }
}

function rowOf(policy: Policy, inputs: Inputs): Policy['table']['rows'][number] {
  const cells = policy.inputs.map((name) => inputs[name].value)
  const row = findRow(policy.table, cells)
  if (row === undefined) throw new Error(`Defect: ${policy.id} has no row for ${cells.join(', ')}`)
  return row
}

/** What is assumed is the first to ask about; then what brings the largest change of urgency; then the table's order. */
function whatWouldChange(policy: Policy, inputs: Inputs, outcome: Outcome): Text | undefined {
  const changes: {
    readonly name: InputName
    readonly value: string
    readonly outcome: string
    readonly assumed: boolean
    readonly step: number
  }[] = []
  for (const [column, name] of policy.inputs.entries()) {
    for (const value of new Set(policy.table.rows.map(({ cells }) => cells[column] ?? ''))) {
      if (value === inputs[name].value) continue
      const other = rowOf(policy, { ...inputs, [name]: { ...inputs[name], value } satisfies DecisionInput })
      const otherwise = policy.outcomes[other.outcome] as Outcome
      const step = Math.abs(urgencies.indexOf(otherwise.urgency) - urgencies.indexOf(outcome.urgency))
      if (step > 0) changes.push({ name, value, outcome: other.outcome, assumed: inputs[name].basis === 'assumed', step })
    }
  }
  const [first] = changes.toSorted((left, right) => Number(right.assumed) - Number(left.assumed) || right.step - left.step)
  return (
    first && text('decision.would-change', { input: text(`input.${first.name}`), value: first.value, outcome: first.outcome })
  )
}

/** Two clocks: the table's date is for deciding or mitigating; this one says how mending itself is planned. */
function mendClock(fixState: Verdict['fixState']): Text {
  switch (fixState) {
    case 'available':
      return text('mend.window')
    case 'notInstalledChannel':
      return text('mend.channel')
    case 'none':
    case 'underInvestigation':
      return text('mend.wait')
    case 'willNotFix':
    case 'endOfLife':
      return text('mend.replace')
    default:
      return unreachable(fixState)
  }
}
