/** The decision tables of SSVC and CISA: every combination of each, looked up in the table's CSV, against its JSON mapping. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { findRow, parseDecisionTable } from '@hygie/standards/ssvc/table'
import type { DecisionTable } from '@hygie/standards/ssvc/table'
import type { Outcome, Suite } from '../suite.ts'

type Point = { readonly name: string; readonly values: readonly { readonly key: string; readonly name: string }[] }
type Definition = {
  readonly decision_points: Readonly<Record<string, Point>>
  readonly outcome: string
  readonly mapping: readonly Readonly<Record<string, string>>[]
}

export const suite: Suite = { name: 'ssvc', cases, deviations: [] }

async function* cases(directory: string): AsyncGenerator<Outcome> {
  const root = `${directory}/decision_tables`
  if (!existsSync(root)) return
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.json(?:\.gz)?$/.test(file))
  for (const file of files.toSorted()) {
    const name = file.replaceAll('\\', '/').replace(/\.json(?:\.gz)?$/, '')
    const bytes = readFileSync(`${root}/${file}`)
    const definition = JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Definition
    const csv = `${directory}/csv/${name}.csv`
    if (!existsSync(csv)) continue // the table's own rows are what is judged
    const rows = parse(readFileSync(csv))
    const table = parseDecisionTable(rows.map((cells) => cells.join('\t')).join('\n'))
    if (table.ok) yield* judge(name, definition, table.value)
    else yield { id: `${name} is a complete table`, passed: false, detail: `${table.error.message}, ${table.error.at ?? ''}` }
  }
}

function* judge(name: string, definition: Definition, table: DecisionTable): Generator<Outcome> {
  const { mapping, outcome } = definition
  const combinations = Object.entries(definition.decision_points)
    .filter(([key]) => key !== outcome)
    .reduce((product, [, point]) => product * point.values.length, 1)
  const complete = table.rows.length === combinations && mapping.length === combinations
  yield { id: `${name} is a complete table`, passed: complete, ...(!complete && { detail: `not ${combinations} rows` }) }
  for (const row of mapping) {
    const values = new Map(Object.entries(row).map(([point, key]) => [point, nameOf(definition, point, key)]))
    // The columns are named after the points; their order in the CSV is not that of the mapping.
    const cells = table.inputs.map(({ name: column }) => {
      const point = Object.entries(definition.decision_points).find(([, { name: label }]) => label === column)?.[0]
      return values.get(point ?? '') ?? `no point ${column}`
    })
    const expected = values.get(outcome)
    const actual = findRow(table, cells)?.outcome
    const passed = actual !== undefined && actual === expected
    yield {
      id: `${name} ${cells.join(', ')}`,
      passed,
      ...(!passed && { detail: `${actual ?? 'no row'}, not ${expected ?? 'nothing'}` }),
    }
  }
}

function nameOf(definition: Definition, point: string, key: string): string {
  const value = definition.decision_points[point]?.values.find((candidate) => candidate.key === key)
  return value?.name.toLowerCase() ?? `no value ${key} of ${point}`
}
