import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyVersion } from '@hygie/versions/range'
import type { ProductKey } from '../product-key.ts'
import { asOf } from './as-of.ts'
import type { KnowledgeReader, SourcedClaim, VulnerabilityFacts } from './facts.ts'

const product = 'deb:debian:12:curl' as ProductKey
const claim = (vulnerability: string, statedAt?: string): SourcedClaim => ({
  kind: 'claim',
  vulnerability,
  product,
  range: everyVersion('deb'),
  status: 'affected',
  source: 's',
  ...(statedAt !== undefined && { statedAt }),
})
const facts: VulnerabilityFacts = {
  id: 'CVE-2024-1',
  aliases: [],
  weaknesses: [],
  tags: [],
  references: [],
  scores: [],
  exploitation: [
    {
      kind: 'exploitation',
      vulnerability: 'CVE-2024-1',
      level: 'known',
      catalogue: 'cisa-kev',
      addedAt: '2024-06-02',
      source: 'kev',
    },
  ],
  epss: { kind: 'epss', vulnerability: 'CVE-2024-1', score: 0.5, scoredAt: '2024-06-01', source: 'epss' },
  ssvc: [],
  techniques: [],
  advisories: [],
}
const knowledge: KnowledgeReader = {
  info: () => ({ hash: 'h', schema: 1, engine: 'e', builtFrom: '2026-01-01', feeds: [], counts: {} }),
  claims: () => new Map([[product, [claim('old', '2024-06-01T10:00:00Z'), claim('late', '2024-06-02'), claim('undated')]]]),
  facts: () => new Map([[facts.id, facts]]),
  lifecycles: () => [],
  lifecyclesByIdentifier: () => [],
  sourcesOf: () => [],
  updates: () => new Map(),
  devices: () => new Map(),
  repositories: () => new Map(),
  resolve: () => [],
}

test('what was said after the day is left out; what has no date stays', () => {
  const then = asOf(knowledge, '2024-06-01')
  assert.deepEqual(
    then
      .claims([product])
      .get(product)
      ?.map(({ vulnerability }) => vulnerability),
    ['old', 'undated'],
  )
  assert.deepEqual(then.facts([facts.id]).get(facts.id)?.exploitation, [])
  assert.equal(then.facts([facts.id]).get(facts.id)?.epss?.score, 0.5)
  assert.equal(then.info().builtFrom, '2024-06-01')
})

test('a day before every statement knows nothing of them', () => {
  const then = asOf(knowledge, '2020-01-01')
  assert.deepEqual(
    then
      .claims([product])
      .get(product)
      ?.map(({ vulnerability }) => vulnerability),
    ['undated'],
  )
  assert.equal(then.facts([facts.id]).get(facts.id)?.epss, undefined)
})

test('a day after the knowledge was built changes nothing', () => {
  const then = asOf(knowledge, '2027-01-01')
  assert.equal(then.claims([product]).get(product)?.length, 3)
  assert.equal(then.info().builtFrom, '2026-01-01')
})
