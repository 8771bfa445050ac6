/** Decision policies as shipped, row by row: every combination has one row, every row its outcome, and order is kept. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { decide } from '@hygie/core/decision/decide'
import { urgencies } from '@hygie/core/decision/decision'
import type { Policy } from '@hygie/core/decision/policy'
import type { VulnerabilityFacts } from '@hygie/core/knowledge/facts'
import { say } from '@hygie/core/text/text'
import { humanImpactTable, readPolicies } from './content.ts'
import { repositoryRoot } from './settings.ts'

const content = join(repositoryRoot(), 'content')
const humanImpact = humanImpactTable(content)
const policies = readPolicies(content)

const bare: VulnerabilityFacts = {
  id: 'CVE-2026-0001',
  aliases: [],
  weaknesses: [],
  tags: [],
  references: [],
  scores: [],
  exploitation: [],
  ssvc: [],
  techniques: [],
  advisories: [],
}

/** A vulnerability and an asset whose facts are exactly the cells of a row. */
function rowFacts(policy: Policy, cells: readonly string[]): { facts: VulnerabilityFacts; context: object } {
  const cell = (name: string): string | undefined => cells[policy.inputs.indexOf(name as Policy['inputs'][number])]
  const impact = cell('humanImpact') ?? cell('missionWellbeing')
  const pairs = {
    low: ['negligible', 'degraded'],
    medium: ['critical', 'degraded'],
    high: ['critical', 'mef failure'],
    'very high': ['catastrophic', 'mef failure'],
  }
  const [safety, mission] = pairs[(impact ?? 'low') as keyof typeof pairs]
  const exploitation = cell('exploitation')
  const automatable = cell('automatable') as 'yes' | 'no'
  const technicalImpact = cell('technicalImpact') as 'partial' | 'total'
  return {
    facts: {
      ...bare,
      exploitation:
        cell('kev') === 'yes' || exploitation === 'active'
          ? [{ kind: 'exploitation', vulnerability: bare.id, level: 'known', catalogue: 'cisa-kev', source: 'kev' }]
          : exploitation === 'public poc'
            ? [{ kind: 'exploitation', vulnerability: bare.id, level: 'public', catalogue: 'exploitdb', source: 'exploitdb' }]
            : [],
      ssvc: [{ kind: 'ssvc', vulnerability: bare.id, origin: 'cisa-adp', automatable, technicalImpact, source: 'vulnrichment' }],
    },
    context: {
      safety,
      mission,
      ...(cell('exposure') !== undefined && { exposure: cell('exposure') }),
      ...(cell('publiclyExposed') !== undefined && { publiclyExposed: cell('publiclyExposed') === 'yes' }),
    },
  }
}

for (const [id, rows] of [
  ['bod-26-04', 16],
  ['ssvc-deployer', 72],
  ['cisa-coordinator', 36],
  ['hygie-hospital', 72],
] as const) {
  test(`${id} decides each of its ${rows} rows as the table says`, () => {
    const policy = policies.find((candidate) => candidate.id === id)
    assert.ok(policy)
    assert.equal(policy.table.rows.length, rows)
    assert.equal(new Set(policy.table.rows.map(({ cells }) => cells.join('|'))).size, rows)
    for (const row of policy.table.rows) {
      const { facts, context } = rowFacts(policy, row.cells)
      const decision = decide(
        policy,
        facts,
        { fixState: 'available' },
        { context, catalogues: new Set(['cisa-kev']), humanImpact, at: Date.UTC(2026, 10, 24) },
      )
      assert.deepEqual(
        [decision.row.number, decision.outcome, decision.urgency],
        [row.number, row.outcome, policy.outcomes[row.outcome]?.urgency],
        row.cells.join(', '),
      )
      const days: number | undefined = policy.outcomes[row.outcome]?.days
      assert.equal(
        decision.due,
        days === undefined ? undefined : new Date(Date.UTC(2026, 10, 24 + days)).toISOString().slice(0, 10),
      )
    }
  })

  test(`${id} never lowers urgency when a single input gets worse`, () => {
    const policy = policies.find((candidate) => candidate.id === id)
    assert.ok(policy)
    for (const [column, name] of policy.inputs.entries()) {
      const order = WORSE[name] ?? assert.fail(name)
      for (const row of policy.table.rows) {
        const worse: Policy['table']['rows'][number] | undefined = policy.table.rows.find(({ cells }) =>
          cells.every(
            (cell, index) => cell === (index === column ? order[order.indexOf(row.cells[column] ?? '') + 1] : row.cells[index]),
          ),
        )
        if (worse === undefined) continue
        const rank = (outcome: string): number => urgencies.indexOf(policy.outcomes[outcome]?.urgency ?? 'routine')
        assert.ok(rank(worse.outcome) <= rank(row.outcome), `${row.cells.join(', ')} → ${worse.cells.join(', ')}`)
      }
    }
  })
}

const WORSE: Readonly<Record<string, readonly string[]>> = {
  kev: ['no', 'yes'],
  publiclyExposed: ['no', 'yes'],
  exploitation: ['none', 'public poc', 'active'],
  automatable: ['no', 'yes'],
  technicalImpact: ['partial', 'total'],
  exposure: ['small', 'controlled', 'open'],
  humanImpact: ['low', 'medium', 'high', 'very high'],
  missionWellbeing: ['low', 'medium', 'high'],
}

test('human impact has its 16 rows', () => {
  const safeties = ['negligible', 'marginal', 'critical', 'catastrophic']
  const missions = ['degraded', 'mef support crippled', 'mef failure', 'mission failure']
  const impacts = safeties.flatMap((safety) => missions.map((mission) => humanImpact(safety, mission)))
  assert.equal(impacts.length, 16)
  assert.deepEqual([...new Set(impacts)].toSorted(), ['high', 'low', 'medium', 'very high'])
})

test('what nobody knows is assumed, and the decision says which fact would change it', () => {
  const policy = policies.find(({ id }) => id === 'bod-26-04')
  assert.ok(policy)
  const decision = decide(
    policy,
    bare,
    { fixState: 'none' },
    { context: {}, catalogues: new Set(['cisa-kev']), humanImpact, at: 0 },
  )
  assert.deepEqual(
    Object.fromEntries(Object.entries(decision.inputs).map(([name, { value, basis }]) => [name, `${value} ${basis}`])),
    {
      kev: 'no observed',
      publiclyExposed: 'no assumed',
      automatable: 'yes assumed',
      technicalImpact: 'total assumed',
    },
  )
  assert.equal(decision.outcome, '60 days')
  assert.equal(
    decision.wouldChange && say(decision.wouldChange, 'en'),
    'if reachable from outside were «yes», it would be «3 days»',
  )
})
