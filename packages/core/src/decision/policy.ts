/**
 * A policy is data: a named, versioned decision table, which input feeds which column, and what each outcome means here.
 * Files: `content/decisions/*.yaml` beside the tables; a hospital adds its own.
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import type { DecisionTable } from '@hygie/standards/ssvc/table'
import { urgencies, type Urgency } from './decision.ts'
import { inputNames, type InputName } from './inputs.ts'

export type Outcome = { readonly urgency: Urgency; readonly days?: number; readonly forensicTriage: boolean }

export type Policy = {
  readonly id: string
  readonly version: string
  readonly title: Readonly<Record<'en' | 'fr', string>>
  /** Input of each column, in the table's order. */
  readonly inputs: readonly InputName[]
  readonly table: DecisionTable
  readonly outcomes: Readonly<Record<string, Outcome>>
}

/** What a policy's YAML says, before its table is read. */
export type PolicyFile = Omit<Policy, 'table'> & { readonly table: string }

/** Errors: `policy-malformed` with the member at fault. */
export function parsePolicy(value: unknown): Result<PolicyFile> {
  if (!isRecord(value)) return malformed('', 'must be a mapping')
  const { id, version, title, table, inputs, outcomes } = value
  if (typeof id !== 'string' || !/^[a-z0-9-]{1,64}$/.test(id))
    return malformed('id', 'must be lower-case letters, digits and dashes')
  if (typeof version !== 'string') return malformed('version', 'must be text')
  if (!isRecord(title) || typeof title['en'] !== 'string' || typeof title['fr'] !== 'string')
    return malformed('title', 'must have en and fr')
  if (typeof table !== 'string' || !/^[\w.-]+\.tsv$/.test(table))
    return malformed('table', 'must name a .tsv file beside the policy')
  if (!Array.isArray(inputs) || !inputs.every(isInputName))
    return malformed('inputs', `must list names of ${inputNames.join(', ')}`)
  if (!isRecord(outcomes)) return malformed('outcomes', 'must be a mapping')
  const parsed: Record<string, Outcome> = {}
  for (const [word, outcome] of Object.entries(outcomes)) {
    if (!isRecord(outcome) || !isUrgency(outcome['urgency']))
      return malformed(`outcomes.${word}.urgency`, `must be one of ${urgencies.join(', ')}`)
    const { urgency, days, forensicTriage = false } = outcome
    if (days !== undefined && (typeof days !== 'number' || !Number.isInteger(days) || days < 0 || days > 3650)) {
      return malformed(`outcomes.${word}.days`, 'must be a whole number of days')
    }
    if (typeof forensicTriage !== 'boolean') return malformed(`outcomes.${word}.forensicTriage`, 'must be true or false')
    parsed[word] = { urgency, forensicTriage, ...(days !== undefined && { days }) }
  }
  return ok({ id, version, title: { en: title['en'], fr: title['fr'] }, table, inputs, outcomes: parsed })
}

/** Joins a policy with its table and refuses what could leave a finding without a row: a missing outcome or a wrong width. */
export function policyWith(file: PolicyFile, table: DecisionTable): Result<Policy> {
  if (table.columns.length !== file.inputs.length) {
    return malformed('inputs', `must name ${table.columns.length} inputs, one for each column of ${file.table}`)
  }
  const missing = table.rows.find(({ outcome }) => file.outcomes[outcome] === undefined)
  if (missing !== undefined) return malformed('outcomes', `must say what "${missing.outcome}" of ${file.table} means`)
  return ok({ ...file, table })
}

function malformed(member: string, problem: string): ReturnType<typeof fail> {
  return fail('policy-malformed', `Cannot read the policy: ${member} ${problem}`, member)
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isInputName(value: unknown): value is InputName {
  return (inputNames as readonly unknown[]).includes(value)
}
function isUrgency(value: unknown): value is Urgency {
  return (urgencies as readonly unknown[]).includes(value)
}
