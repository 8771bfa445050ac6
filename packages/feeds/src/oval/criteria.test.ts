import assert from 'node:assert/strict'
import { test } from 'node:test'
import { casesOf, type Case, type Meaning } from './criteria.ts'
import type { OvalCriteria, OvalCriterion } from './definitions.ts'

type Node = OvalCriteria | OvalCriterion

const leaf = (comment: string, negated = false): OvalCriterion => ({
  kind: 'criterion',
  test: '',
  comment,
  negated,
  definition: false,
})
const group = (operator: string, ...children: readonly Node[]): OvalCriteria => ({
  kind: 'criteria',
  operator,
  negated: false,
  children,
})
const all = (...children: readonly Node[]): OvalCriteria => group('AND', ...children)
const any = (...children: readonly Node[]): OvalCriteria => group('OR', ...children)

/** `P:x` platform, `A:x` architecture, `M:x` module, `S` signed, `?` not understood, else a package. */
function meaningOf({ comment }: OvalCriterion): Meaning<string> {
  const name = comment.slice(2)
  if (comment.startsWith('P:')) return { kind: 'platform', name }
  if (comment.startsWith('A:')) return { kind: 'architecture', names: [name] }
  if (comment.startsWith('M:')) return { kind: 'module', name }
  if (comment === 'S') return { kind: 'nothing' }
  return comment === '?' ? { kind: 'unread', why: 'odd' } : { kind: 'subject', subject: comment }
}
const shown = ({ platforms, architectures, module, subject, unread }: Case<string>): string =>
  unread ?? [platforms?.join('|'), architectures?.join('|'), module, subject].filter((part) => part !== undefined).join(' ')

for (const [what, tree, expected] of [
  ['one package', leaf('a'), ['a']],
  ['packages of several platforms', all(any(leaf('P:1'), leaf('P:2')), any(leaf('a'), leaf('b'))), ['1|2 a', '1|2 b']],
  ['platforms with packages of their own', any(all(leaf('P:1'), leaf('a')), all(leaf('P:2'), leaf('b'))), ['1 a', '2 b']],
  ['a signature adds nothing', all(leaf('P:1'), all(leaf('a'), leaf('S'))), ['1 a']],
  [
    'architectures and modules',
    all(leaf('P:1'), any(all(leaf('A:x'), all(leaf('M:m'), leaf('a'))), all(leaf('A:y'), leaf('a')))),
    ['1 x m a', '1 y a'],
  ],
  ['two platforms that exclude each other', all(leaf('P:1'), all(leaf('P:2'), leaf('a'))), []],
  ['what is not understood spoils its case alone', any(all(leaf('?'), leaf('a')), leaf('b')), ['odd', 'b']],
  ['two packages together', all(leaf('a'), leaf('b')), ['two packages that must be there together']],
  ['a negated criterion', all(leaf('P:1', true), leaf('a')), ['a negated criterion']],
  ['another operator', group('XOR', leaf('a'), leaf('b')), ['criteria joined by XOR']],
  ['a negated group', { ...any(leaf('a')), negated: true }, ['a negated group of criteria']],
] as const)
  test(`criteria: ${what}`, () => {
    const tree_ = tree.kind === 'criterion' ? all(tree) : tree
    assert.deepEqual(casesOf(tree_, meaningOf)?.map(shown), expected)
  })

test('criteria: lists that multiply beyond the bound give nothing', () => {
  const list = any(...Array.from({ length: 1000 }, (_, index) => leaf(`${index}`)))
  assert.equal(casesOf(all(list, list), meaningOf), undefined)
})
