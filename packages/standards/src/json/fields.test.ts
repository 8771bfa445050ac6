import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Failure } from '@hygie/versions/result'
import { flagOf, listOf, numberOf, objectsOf, own, requiredText, textOf, textsOf } from './fields.ts'

test('json fields find only own members', () => {
  assert.equal(own({}, 'constructor'), undefined)
  assert.equal(own({}, '__proto__'), undefined)
  assert.equal(textOf({}, 'toString', '$', []), undefined)
})

test('json fields note what they leave out, with its path', () => {
  const problems: Failure[] = []
  assert.equal(textOf({ a: 1 }, 'a', '$.x', problems), undefined)
  assert.deepEqual(listOf({ a: {} }, 'a', '$.x', problems), [])
  assert.deepEqual(textsOf({ a: ['b', 1] }, 'a', '$.x', problems), ['b'])
  assert.equal(objectsOf({ a: [{}, 'b'] }, 'a', '$.x', problems).length, 1)
  assert.equal(requiredText({ a: '' }, 'a', '$.x', problems), undefined)
  assert.deepEqual(
    problems.map((problem) => problem.at),
    ['$.x.a', '$.x.a', '$.x.a[1]', '$.x.a[1]', '$.x.a'],
  )
})

test('json numbers are never rounded in silence', () => {
  const problems: Failure[] = []
  assert.equal(numberOf({ a: 9.8 }, 'a', '$', problems), 9.8)
  assert.deepEqual(problems, [])
  for (const value of [Infinity, Number.NaN, 2 ** 60, '9.8']) assert.equal(numberOf({ a: value }, 'a', '$', problems), undefined)
  assert.equal(problems.length, 4)
  assert.equal(flagOf({ a: 'true' }, 'a'), undefined)
})

test('json problems of one document are bounded', () => {
  const problems: Failure[] = []
  textsOf({ a: Array.from({ length: 5_000 }, () => 1) }, 'a', '$', problems)
  assert.ok(problems.length < 1_100)
})
