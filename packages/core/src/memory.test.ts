import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDecisionTable } from '@hygie/standards/ssvc/table'
import fc from 'fast-check'
import { assess } from './assess.ts'
import type { Circumstances } from './decision/decide.ts'
import type { Policy } from './decision/policy.ts'
import type { Inventory, Platform, Software } from './inventory/inventory.ts'
import type { KnowledgeReader, SourcedClaim, VulnerabilityFacts } from './knowledge/facts.ts'
import { createKept, createMemory } from './memory.ts'
import type { ProductKey } from './product-key.ts'

test('what is kept is bounded by weight, and the oldest goes first', () => {
  const kept = createKept<string>(3)
  kept.set('a', 'A', 1)
  kept.set('b', 'B', 1)
  kept.set('a', 'A2', 1) // is the youngest again
  kept.set('c', 'C', 2)
  assert.deepEqual(['a', 'b', 'c'].map(kept.get), ['A2', undefined, 'C'])
  kept.set('d', 'D', 4) // heavier than all that may be kept
  assert.deepEqual(['a', 'c', 'd'].map(kept.get), ['A2', 'C', undefined])
})

test('nothing is kept beyond the weight, whatever is put in', () => {
  const puts = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), weight: fc.integer({ min: 0, max: 6 }) }))
  fc.assert(
    fc.property(puts, (list) => {
      const kept = createKept<number>(10)
      for (const { key, weight } of list) {
        kept.set(key, weight, weight)
        assert.equal(kept.get(key), weight)
        const sum = ['a', 'b', 'c', 'd', 'e'].reduce((total, name) => total + (kept.get(name) ?? 0), 0)
        assert.ok(sum <= 10)
      }
    }),
  )
})

const table = parseDecisionTable(
  [
    'row\tKEV v1.0.0\tExploitation v1.0.0\tPriority v1.0.0',
    '1\tyes\tactive\tnow',
    '2\tyes\tpublic poc\tnow',
    '3\tyes\tnone\tsoon',
    '4\tno\tactive\tsoon',
    '5\tno\tpublic poc\troutine',
    '6\tno\tnone\troutine',
  ].join('\n'),
)
assert.ok(table.ok)
const outcomes: Policy['outcomes'] = {
  now: { urgency: 'now', days: 3, forensicTriage: true },
  soon: { urgency: 'soon', days: 14, forensicTriage: false },
  routine: { urgency: 'routine', forensicTriage: false },
}
const policy = (id: string): Policy => ({
  id,
  version: '1',
  title: { en: id, fr: id },
  inputs: ['kev', 'exploitation'],
  outcomes,
  table: table.value,
})
const policies = [policy('one'), policy('two')] as const
const circumstances: readonly Circumstances[] = [
  { context: {}, catalogues: new Set(['cisa-kev']), humanImpact: () => 'low', at: 0 },
  { context: { exposure: 'open' }, catalogues: new Set(), humanImpact: () => 'high', at: 86_400_000 },
]

const platforms: readonly Platform[] = [
  { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' },
  { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'arm64' },
  { family: 'linux', id: 'mint', release: '6', lineage: ['mint:6', 'debian:12'], architecture: 'amd64' },
]
const names = ['openssl', 'bash', 'tool'] as const
const versions = ['1.0-1', '1.0-2', '2.0-1', 'not a version'] as const
const ids = ['CVE-2024-1', 'CVE-2024-2', 'CVE-2024-3'] as const
const aliases = { 'CVE-2024-1': ['GHSA-1'], 'CVE-2024-2': [], 'CVE-2024-3': ['GHSA-3'] } as const

const softwares = fc.uniqueArray(
  fc
    .record({ name: fc.constantFrom(...names), version: fc.constantFrom(...versions), kind: fc.constantFrom('dpkg', 'cpe') })
    .map(({ name, version, kind }): Software =>
      kind === 'dpkg'
        ? { key: `deb:${name}@${version}`, name, version, origin: 'dpkg', source: { name, version } }
        : {
            key: `cpe:${name}@${version}`,
            name,
            version,
            origin: 'sbom',
            cpe: `cpe:2.3:a:maker:${name}:${/^\d[\d.]*/.exec(version)?.[0] ?? '*'}:*:*:*:*:*:*:*`,
          },
    ),
  { selector: ({ key }) => key, maxLength: 6 },
)

const claimLists = fc.array(
  fc.record({
    product: fc.constantFrom(...names.flatMap((name) => [`deb:debian:12:${name}`, `deb:mint:6:${name}`, `cpe:a:maker:${name}`])),
    vulnerability: fc.constantFrom(...ids),
    fixed: fc.constantFrom(...versions, undefined),
    status: fc.constantFrom('affected' as const, 'notAffected' as const, 'willNotFix' as const, 'underInvestigation' as const),
    source: fc.constantFrom('debian-lists', 'debian-osv', 'nvd'),
    architectures: fc.constantFrom(undefined, ['arm64'], ['amd64']),
    withCpe: fc.boolean(),
  }),
  { maxLength: 12 },
)

type Said = typeof claimLists extends fc.Arbitrary<infer List> ? List : never

function readerOf(said: Said, exploited: readonly string[]): KnowledgeReader {
  const claims = Map.groupBy(
    said.map(({ product, vulnerability, fixed, status, source, architectures, withCpe }): SourcedClaim => {
      const cpe = product.startsWith('cpe:')
      return {
        kind: 'claim',
        vulnerability,
        product: product as ProductKey,
        range: {
          scheme: cpe ? 'generic' : 'deb',
          intervals: [fixed === undefined ? {} : { to: { version: fixed, inclusive: false } }],
          versions: [],
        },
        status,
        source,
        ...(architectures !== undefined && { architectures }),
        // Only beside certain other products: here what an asset has changes what is said.
        ...(cpe &&
          withCpe && {
            cpe: { criteria: `cpe:2.3:a:maker:${product.slice(12)}:*:*:*:*:*:*:*:*`, runningOn: [['cpe:a:maker:bash']] },
          }),
      }
    }),
    ({ product }) => product as string,
  )
  const facts = new Map(
    ids.map((id): [string, VulnerabilityFacts] => [
      id,
      {
        id,
        aliases: aliases[id],
        weaknesses: [],
        tags: [],
        references: [],
        scores: [],
        exploitation: exploited.includes(id)
          ? [{ kind: 'exploitation', vulnerability: id, catalogue: 'cisa-kev', level: 'known', source: 'kev' }]
          : [],
        ssvc: [],
        techniques: [],
        advisories: [],
      },
    ]),
  )
  const some = <Value>(all: ReadonlyMap<string, Value>, keys: readonly string[]): ReadonlyMap<string, Value> =>
    new Map([...all].filter(([key]) => keys.includes(key)))
  return {
    info: () => ({ hash: '', schema: 0, engine: '', feeds: [], counts: {} }),
    claims: (keys) => some(claims, keys),
    facts: (wanted) => some(facts, wanted),
    lifecycles: () => [],
    lifecyclesByIdentifier: () => [],
    sourcesOf: () => ['some'],
    updates: () => new Map(),
    devices: () => new Map(),
    repositories: () => new Map(),
    resolve: () => [],
  }
}

function inventoryOf(platform: Platform, software: readonly Software[]): Inventory {
  return {
    target: 'local',
    name: 'srv-1',
    collectedAt: '2026-11-24T08:00:00Z',
    marks: [],
    platform,
    software,
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
  }
}

/** Several knowledges, policies, contexts and platforms in turn, over one memory that is at times too small for them. */
test('an assessment is the same with and without the memory of others', () => {
  const knowledges = fc.array(fc.tuple(claimLists, fc.subarray([...ids])), { minLength: 1, maxLength: 2 })
  const assets = fc.array(
    fc.record({
      platform: fc.constantFrom(...platforms),
      software: softwares,
      knowledge: fc.nat(1),
      policy: fc.constantFrom(...policies),
      around: fc.constantFrom(...circumstances),
    }),
    { minLength: 2, maxLength: 8 },
  )
  fc.assert(
    fc.property(knowledges, assets, fc.constantFrom(0, 3, 20, 1_000), (made, list, weightMax) => {
      const readers = made.map(([said, exploited]) => readerOf(said, exploited))
      const memory = createMemory(weightMax)
      for (const { platform, software, knowledge, policy: chosen, around } of list) {
        const reader = readers[knowledge % readers.length] as KnowledgeReader // at least one
        const inventory = inventoryOf(platform, software)
        assert.deepEqual(assess(inventory, reader, chosen, around, memory), assess(inventory, reader, chosen, around))
      }
    }),
    { numRuns: 300 },
  )
})
