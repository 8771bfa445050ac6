/** Reads what a hospital may tune: policies and their tables, the words of care, checks. Data only, no code. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parsePolicy, policyWith, type Policy } from '@hygie/core/decision/policy'
import { findRow, parseDecisionTable, type DecisionTable } from '@hygie/standards/ssvc/table'
import { parseYaml } from '@hygie/standards/yaml/parse'
import { UserError } from './user-error.ts'

const FILE_BYTES_MAX = 4 * 1024 * 1024
/** People may spare themselves writing with a few aliases. */
const LIMITS = { aliasesMax: 100, depthMax: 256 }

export function readPolicies(content: string): readonly Policy[] {
  const folder = join(content, 'decisions')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'care-words.yaml')
    .toSorted()
    .map((name) => readPolicy(folder, name))
}

/** A policy lies in the file of its name, as a rule; only else are all of them read. */
export function policyNamed(content: string, id: string): Policy {
  const folder = join(content, 'decisions')
  if (readdirSync(folder).includes(`${id}.yaml`) && id !== 'care-words') {
    const own = readPolicy(folder, `${id}.yaml`)
    if (own.id === id) return own
  }
  const policies = readPolicies(content)
  const policy = policies.find((candidate) => candidate.id === id)
  if (policy === undefined)
    throw new UserError(`Cannot use policy "${id}": must be one of ${policies.map((known) => known.id).join(', ')}`, 2)
  return policy
}

function readPolicy(folder: string, name: string): Policy {
  const file = parsePolicy(readYaml(join(folder, name)))
  if (!file.ok) throw new UserError(`${file.error.message} (${join(folder, name)})`, 2)
  const policy = policyWith(file.value, readTable(join(folder, file.value.table)))
  if (!policy.ok) throw new UserError(`${policy.error.message} (${join(folder, name)})`, 2)
  return policy.value
}

function readTable(path: string): DecisionTable {
  const table = parseDecisionTable(readText(path))
  if (!table.ok) throw new UserError(`${table.error.message} (${path}, ${table.error.at ?? ''})`, 2)
  return table.value
}

export function humanImpactTable(content: string): (safety: string, mission: string) => string {
  const table = readTable(join(content, 'decisions', 'human_impact_1_0_0.tsv'))
  return (safety, mission) => {
    const row = findRow(table, [safety, mission])
    if (row === undefined)
      throw new Error(`Defect: human impact of safety "${safety}" and mission "${mission}" is not in the table`)
    return row.outcome
  }
}

/** Errors: UserError with the place in the file. */
export function readYaml(path: string): unknown {
  const parsed = parseYaml(readText(path), 'core', LIMITS)
  if (!parsed.ok) throw new UserError(`Cannot read "${path}": ${parsed.error.message} (${parsed.error.at ?? ''})`, 2)
  return parsed.value
}

export function readText(path: string): string {
  const text = readFileSync(path, 'utf8')
  if (text.length > FILE_BYTES_MAX) throw new UserError(`Cannot read "${path}": larger than ${FILE_BYTES_MAX} bytes`, 2)
  return text
}
