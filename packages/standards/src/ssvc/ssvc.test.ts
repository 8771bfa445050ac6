import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseCisaSsvc } from './cisa.ts'
import { combinationsOf, findRow, findRowByName, parseDecisionTable } from './table.ts'
import type { DecisionTable } from './table.ts'

const CONTENT = new URL('../../../../content/decisions/', import.meta.url)

function shipped(name: string): DecisionTable {
  const table = parseDecisionTable(readFileSync(new URL(name, CONTENT), 'utf8'))
  assert.ok(table.ok, table.ok ? '' : `${table.error.message}, ${table.error.at}`)
  return table.value
}

/** From harmless to severe, for every value that the shipped tables have. */
const ASCENDING: Readonly<Record<string, readonly string[]>> = {
  'In KEV': ['no', 'yes'],
  'Publicly Exposed': ['no', 'yes'],
  Automatable: ['no', 'yes'],
  'Technical Impact': ['partial', 'total'],
  Exploitation: ['none', 'public poc', 'active'],
  'System Exposure': ['small', 'controlled', 'open'],
  'Human Impact': ['low', 'medium', 'high', 'very high'],
  'Mission and Well-Being Impact': ['low', 'medium', 'high'],
  'Safety Impact': ['negligible', 'marginal', 'critical', 'catastrophic'],
  'Mission Impact': ['degraded', 'mef support crippled', 'mef failure', 'mission failure'],
  'CISA BOD 26-04 Remediation Timelines': [
    'fix on system upgrade',
    '60 days',
    '14 days',
    '3 days',
    '3 days & forensic investigation',
  ],
  'CISA Levels': ['track', 'track*', 'attend', 'act'],
  'Defer, Scheduled, Out-of-Cycle, Immediate': ['defer', 'scheduled', 'out-of-cycle', 'immediate'],
}

const TABLES: readonly (readonly [file: string, rows: number])[] = [
  ['cisa_bod_26_04_1_0_0.tsv', 16],
  ['deployer_patch_application_priority_1_0_0.tsv', 72],
  ['cisa_coordinator_2_0_3.tsv', 36],
  ['human_impact_1_0_0.tsv', 16],
]
for (const [file, rows] of TABLES) {
  test(`ssvc ${file} has one row for each of ${rows} combinations, and worse input never lowers the outcome`, () => {
    const table = shipped(file)
    const rank = (name: string, value: string): number => {
      const at = ASCENDING[name]?.indexOf(value) ?? -1
      assert.notEqual(at, -1, `${name} ${value}`)
      return at
    }
    assert.equal(table.rows.length, rows)
    const combinations = combinationsOf(table.inputs)
    assert.equal(combinations.length, rows)
    for (const cells of combinations) {
      const outcome = findRow(table, cells)?.outcome
      assert.ok(outcome !== undefined)
      table.inputs.forEach(({ name, values }, column) => {
        for (const value of values) {
          if (rank(name, value) <= rank(name, cells[column] ?? '')) continue
          const worse = findRow(table, cells.with(column, value))?.outcome ?? ''
          assert.ok(
            rank(table.outcome.name, worse) >= rank(table.outcome.name, outcome),
            `${cells.join(', ')} → ${name} ${value}`,
          )
        }
      })
    }
  })
}

test('ssvc looks a row up by the names of the decision points, whatever their case', () => {
  const table = shipped('cisa_bod_26_04_1_0_0.tsv')
  const values = { 'In KEV': 'Yes', 'Publicly Exposed': 'yes', Automatable: 'yes', 'Technical Impact': 'Total' }
  assert.equal(findRowByName(table, values)?.outcome, '3 days & forensic investigation')
  assert.equal(findRowByName(table, { ...values, Automatable: 'maybe' }), undefined)
  assert.equal(findRowByName(table, { Automatable: 'yes' }), undefined)
  assert.deepEqual(table.outcome.namespace, 'cisa')
})

const MALFORMED: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['no row number', 'A v1.0.0\tB v1.0.0\nx\ty'],
  ['a gap', 'row\tA v1.0.0\tB v1.0.0\tC v1.0.0\n0\tx\tp\t1\n1\ty\tp\t1\n2\tx\tq\t1'],
  ['two rows for one combination', 'row\tA v1.0.0\tC v1.0.0\n0\tx\t1\n1\tX\t2'],
  ['a short row', 'row\tA v1.0.0\tC v1.0.0\n0\tx'],
  ['an empty value', 'row\tA v1.0.0\tC v1.0.0\n0\tx\t'],
  ['a heading without version', 'row\tA\tC v1.0.0\n0\tx\t1'],
]
for (const [what, text] of MALFORMED) {
  test(`ssvc refuses a table with ${what}`, () => assert.equal(parseDecisionTable(text).ok, false))
}

test('ssvc reads CISA blocks in any case', () => {
  const block = {
    id: 'CVE-2011-0611',
    role: 'CISA Coordinator',
    options: [{ Exploitation: 'PoC' }, { Automatable: 'No' }, { 'Technical Impact': 'total' }, { 'Public Safety Impact': 'x' }],
    version: '2.0.3',
    timestamp: '2024-02-02T14:05:34.031031Z',
  }
  const value = {
    exploitation: 'public poc',
    automatable: 'no',
    technicalImpact: 'total',
    version: '2.0.3',
    statedAt: '2024-02-02T14:05:34.031031Z',
  }
  assert.deepEqual(parseCisaSsvc(block), { ok: true, value })
  assert.deepEqual(parseCisaSsvc({ options: [{ Exploitation: 'None' }] }), { ok: true, value: { exploitation: 'none' } })
})

test('ssvc refuses a CISA block that is unknown, contradictory or empty', () => {
  const refused: readonly unknown[] = [
    undefined,
    [],
    {},
    { options: 'x' },
    { options: [] },
    { options: [{ Exploitation: 'toString' }] },
    { options: [{ Exploitation: 'none' }, { exploitation: 'active' }] },
    { options: [null] },
    { options: Array.from({ length: 100 }, () => ({ Exploitation: 'none' })) },
  ]
  for (const content of refused) assert.equal(parseCisaSsvc(content).ok, false, JSON.stringify(content))
})

test('ssvc never throws', () => {
  fc.assert(fc.property(fc.anything(), (content) => void parseCisaSsvc(content)))
  const cell = fc.constantFrom('row', 'A v1.0.0', 'B v1.0.0 (cisa)', '0', '1', 'x', 'y', '', '#', '__proto__')
  const text = fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
    .map((lines) => lines.map((cells) => cells.join('\t')).join('\n'))
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (input) => void parseDecisionTable(input)),
    { numRuns: 2000 },
  )
})
