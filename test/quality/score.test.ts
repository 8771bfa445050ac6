import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Judged, Label } from './family.ts'
import { score } from './score.ts'

const label = (id: string, expected: Label['expected'], more: Partial<Label> = {}): Label => ({
  inventory: 'host',
  package: 'openssl',
  version: '1.0',
  ids: [id],
  expected,
  ...more,
})
const answer = (id: string, status: Answer['status'], more: Partial<Answer> = {}): Answer => ({
  inventory: 'host',
  package: 'openssl',
  version: '1.0',
  ids: [id],
  status,
  why: '',
  ...more,
})
const judged = (labels: readonly Label[], answers: readonly Answer[], more: Partial<Judged> = {}): Judged => ({
  labels,
  answers,
  closed: new Set(),
  ...more,
})

/** Right, false, missed. */
function figures(input: Judged): readonly [number, number, number] {
  const { truePositives, falsePositives, falseNegatives } = score(input).score
  return [truePositives, falsePositives, falseNegatives]
}

test('quality: reported and affected is right, reported and fixed is false, affected and not reported is missed', () => {
  const labels = [
    label('A', 'affected'),
    label('B', 'fixed'),
    label('C', 'affected'),
    label('D', 'not_affected'),
    label('E', 'fixed'),
  ]
  const answers = [answer('A', 'affected'), answer('B', 'affected'), answer('C', 'fixed'), answer('D', 'notAffected')]
  assert.deepEqual(figures(judged(labels, answers)), [1, 1, 1])
  const { score: all, losses } = score(judged(labels, answers))
  assert.equal(all.precision, 0.5)
  assert.equal(all.recall, 0.5)
  assert.equal(all.f1, 0.5)
  assert.equal(all.saidSafe, 0.5)
  assert.deepEqual(
    losses.map(({ kind, id, answered }) => `${kind} ${id} ${answered}`),
    ['false B affected', 'missed C fixed'],
  )
})

test('quality: an answer under an alias hits, and one unit counts once', () => {
  const labels = [label('CVE-1', 'affected', { ids: ['CVE-1', 'GHSA-1'] }), label('CVE-1', 'affected')]
  assert.deepEqual(figures(judged(labels, [answer('GHSA-1', 'affected')])), [1, 0, 0])
  const twice = [answer('CVE-1', 'affected', { ids: ['CVE-1', 'GHSA-1'] }), answer('GHSA-1', 'affected')]
  assert.deepEqual(figures(judged(labels, twice, { closed: new Set(['host']) })), [1, 0, 0])
})

test('quality: names agree without case and separators, never across inventories', () => {
  const labels = [label('A', 'affected', { package: 'Foo_Bar.x' })]
  assert.deepEqual(figures(judged(labels, [answer('A', 'affected', { package: 'foo-bar-x' })])), [1, 0, 0])
  assert.deepEqual(figures(judged(labels, [answer('A', 'affected', { package: 'foo-bar-x', inventory: 'other' })])), [0, 0, 1])
})

test('quality: two versions of one package are told apart', () => {
  const labels = [label('A', 'not_affected', { version: '2.0' }), label('A', 'affected', { version: '1.0' })]
  const answers = [answer('A', 'fixed', { version: '2.0' }), answer('A', 'affected', { version: '1.0' })]
  assert.deepEqual(figures(judged(labels, answers)), [1, 0, 0])
})

test('quality: in a closed world whatever else is reported is false, elsewhere it is neither', () => {
  const input = judged([label('A', 'affected')], [answer('A', 'affected'), answer('Z', 'affected'), answer('Y', 'unknown')])
  assert.deepEqual(figures(input), [1, 0, 0])
  assert.deepEqual(figures({ ...input, closed: new Set(['host']) }), [1, 1, 0])
})

test('quality: unknown is right only as unknown, and counts apart', () => {
  const labels = [label('A', 'unknown'), label('B', 'unknown'), label('C', 'unknown')]
  const { score: all } = score(judged(labels, [answer('A', 'unknown'), answer('B', 'affected'), answer('C', 'fixed')]))
  assert.deepEqual([all.unknownRight, all.unknownWrong, all.truePositives, all.falsePositives], [1, 2, 0, 0])
})

test('quality: labels that disagree are left out, what nobody knows is dropped and counted', () => {
  const labels = [label('A', 'affected'), label('A', 'not_affected'), label('B', 'affected'), label('C', 'conflict')]
  const { score: all } = score(judged(labels, [], { isKnown: ({ ids }) => ids[0] !== 'B' }))
  assert.deepEqual([all.conflicts, all.dropped, all.rows, all.falseNegatives], [2, 1, 0, 0])
})

test('quality: not_listed forbids only "affected"; nothing_expected forbids any finding on the package', () => {
  const labels = [label('A', 'not_listed'), label('B', 'not_listed'), label('-', 'nothing_expected', { package: 'clean' })]
  const answers = [
    answer('A', 'unknown'),
    answer('B', 'affected'),
    answer('X', 'affected', { package: 'clean' }),
    answer('Y', 'unknown', { package: 'clean' }),
  ]
  assert.deepEqual(figures(judged(labels, answers)), [0, 2, 0])
})
