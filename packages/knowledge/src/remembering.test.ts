import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KnowledgeReader, SourcedClaim, VulnerabilityFacts } from '@hygie/core/knowledge/facts'
import type { ProductKey } from '@hygie/core/product-key'
import fc from 'fast-check'
import { rememberingReader } from './remembering.ts'

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** Answers for all but `f`, with fresh objects each time, and notes what it was asked. */
function countingReader(): { readonly reader: KnowledgeReader; readonly asked: string[] } {
  const asked: string[] = []
  const note = <Names extends readonly string[]>(names: Names): readonly string[] => {
    asked.push(...names)
    return names.filter((name) => name !== 'f').toSorted()
  }
  const claimsOf = (product: string): readonly SourcedClaim[] =>
    KEYS.slice(0, 1 + KEYS.indexOf(product as (typeof KEYS)[number])).map((vulnerability) => ({
      kind: 'claim',
      vulnerability,
      product: product as ProductKey,
      range: { scheme: 'deb', intervals: [{}], versions: [] },
      status: 'affected',
      source: 'some',
    }))
  const factsOf = (id: string): VulnerabilityFacts => ({
    id,
    aliases: [],
    weaknesses: [],
    tags: [],
    references: [],
    scores: [],
    exploitation: [],
    ssvc: [],
    techniques: [],
    advisories: [],
  })
  const lifecyclesOf = (names: readonly string[]): ReturnType<KnowledgeReader['lifecycles']> =>
    note(names).map((product) => ({ kind: 'lifecycle', product, cycle: '1', title: product, phases: [], source: 'some' }))
  return {
    asked,
    reader: {
      info: () => ({ hash: 'x', schema: 1, engine: '', feeds: [], counts: {} }),
      claims: (keys) => new Map(note(keys).map((key) => [key, claimsOf(key)])),
      facts: (ids) => new Map(note(ids).map((id) => [id, factsOf(id)])),
      lifecycles: lifecyclesOf,
      lifecyclesByIdentifier: lifecyclesOf,
      sourcesOf: (name) => note([name]),
      updates: () => new Map(),
      devices: () => new Map(),
      repositories: () => new Map(),
      resolve: (id) => [id],
    },
  }
}

test('what was asked before is not asked again, nor that there is nothing', () => {
  const { reader, asked } = countingReader()
  const remembering = rememberingReader(reader)
  const first = remembering.claims(['a', 'f'])
  assert.equal(remembering.claims(['a', 'b', 'f']).get('a'), first.get('a'))
  assert.deepEqual(asked, ['a', 'f', 'b'])
  remembering.facts(['a'])
  remembering.facts(['a'])
  remembering.lifecycles(['c'])
  remembering.lifecycles(['c'])
  remembering.lifecyclesByIdentifier(['d'])
  remembering.lifecyclesByIdentifier(['d'])
  remembering.sourcesOf('e')
  remembering.sourcesOf('e')
  assert.deepEqual(asked, ['a', 'f', 'b', 'a', 'c', 'd', 'e'])
})

test('what is kept is bounded, the oldest goes first', () => {
  const { reader, asked } = countingReader()
  const remembering = rememberingReader(reader, 5) // a weighs 2, b 3, c 4
  remembering.claims(['a'])
  remembering.claims(['b'])
  remembering.claims(['c'])
  remembering.claims(['c'])
  remembering.claims(['a'])
  assert.deepEqual(asked, ['a', 'b', 'c', 'a'])
})

test('answers are those of the reader itself, however little is kept', () => {
  const questions = fc.array(
    fc.record({
      ask: fc.constantFrom('claims' as const, 'facts' as const, 'lifecycles' as const, 'lifecyclesByIdentifier' as const),
      names: fc.subarray([...KEYS]),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(questions, fc.nat(12), (list, weightMax) => {
      const { reader } = countingReader()
      const remembering = rememberingReader(reader, weightMax, weightMax)
      for (const { ask, names } of list) assert.deepEqual([...remembering[ask](names)], [...reader[ask](names)])
    }),
  )
})
