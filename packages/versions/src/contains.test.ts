import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { contains, explainRange, fixedBy } from './contains.ts'
import { compareText, sortKeyOf } from './order.ts'
import { everyVersion } from './range.ts'
import type { Interval, Range } from './range.ts'
import type { SchemeName } from './scheme.ts'

/** `[1.0,2.0)` and so on; a missing end is open. */
function interval(text: string): Interval {
  const [lower = '', upper = ''] = text.slice(1, -1).split(',')
  return {
    ...(lower === '' ? {} : { from: { version: lower, inclusive: text.startsWith('[') } }),
    ...(upper === '' ? {} : { to: { version: upper, inclusive: text.endsWith(']') } }),
  }
}

function range(intervals: readonly string[], versions: readonly string[] = [], scheme: SchemeName = 'deb'): Range {
  return { scheme, intervals: intervals.map(interval), versions }
}

test('contains takes each end as it is marked', () => {
  assert.equal(contains(range(['[1.0,2.0)']), '1.0'), 'inside')
  assert.equal(contains(range(['(1.0,2.0)']), '1.0'), 'outside')
  assert.equal(contains(range(['[1.0,2.0)']), '2.0'), 'outside')
  assert.equal(contains(range(['[1.0,2.0]']), '2.0'), 'inside')
  assert.equal(contains(range(['(,2.0)']), '0'), 'inside')
  assert.equal(contains(range(['[1.0,)']), '99'), 'inside')
  assert.equal(contains(range(['[1.0,1.5)', '[2.0,2.5)']), '1.7'), 'outside')
  assert.equal(contains(range([], ['1.0', '1.2-0']), '1.2'), 'inside')
  assert.equal(contains(range([]), '1.0'), 'outside')
})

test('contains says unknown instead of guessing', () => {
  assert.equal(contains(range(['[1.0,2.0)']), 'not a version'), 'unknown')
  assert.equal(contains(range(['[1.0,2.0)']), ''), 'unknown')
  assert.equal(contains(everyVersion('deb'), ' '), 'unknown')
  assert.equal(contains(range(['[1.0,2 0)']), '1.5'), 'unknown')
  assert.equal(contains(range(['[1 0,2.0)']), '1.5'), 'unknown')
  assert.equal(contains({ scheme: 'nonesuch' as SchemeName, intervals: [interval('[1,2)')], versions: [] }, '1'), 'unknown')
  assert.equal(contains({ scheme: 'constructor' as SchemeName, intervals: [interval('[1,2)')], versions: [] }, '1'), 'unknown')
})

test('contains decides where the readable end, another interval or the same text decides', () => {
  assert.equal(contains(range(['[1.0,2 0)']), '0.9'), 'outside')
  assert.equal(contains(range(['[1 0,2.0)']), '2.0'), 'outside')
  assert.equal(contains(range(['[1 0,2.0)', '[1.0,1.6)']), '1.5'), 'inside')
  assert.equal(contains(everyVersion('deb'), 'not a version'), 'inside')
  assert.equal(contains(range([], ['not a version']), 'not a version'), 'inside')
  assert.equal(contains(range([], ['not a version']), '1.0'), 'outside')
})

test('fixedBy names the first version that the range leaves out', () => {
  assert.deepEqual(fixedBy(range(['[1.0,1.5)', '[2.0,2.5)']), '1.2'), { position: 'inside', firstFixed: '1.5' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)', '[1.5,2.5)']), '1.2'), { position: 'inside', firstFixed: '2.5' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)', '[1.2,1.4)']), '1.3'), { position: 'inside', firstFixed: '1.5' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)'], ['1.5']), '1.3'), { position: 'inside' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5]', '[2.0,2.5)']), '1.2'), { position: 'inside' })
  assert.deepEqual(fixedBy(range([], ['1.2']), '1.2'), { position: 'inside' })
  assert.deepEqual(fixedBy(everyVersion('deb'), '1.2'), { position: 'inside' })
  assert.deepEqual(fixedBy(everyVersion('deb'), 'not a version'), { position: 'inside' })
})

test('fixedBy tells fixed from never affected', () => {
  assert.deepEqual(fixedBy(range(['[1.0,1.5)']), '1.5'), { position: 'outside', fixed: true, since: '1.5' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)', '[2.0,2.5)']), '3'), { position: 'outside', fixed: true, since: '2.5' })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)']), '0.9'), { position: 'outside', fixed: false })
  assert.deepEqual(fixedBy(range(['[1.0,1.5]']), '1.6'), { position: 'outside', fixed: false })
  assert.deepEqual(fixedBy(range(['[1.0,1.5)']), 'not a version'), { position: 'unknown' })
})

test('explainRange reads as mathematics', () => {
  assert.equal(explainRange(range(['[1.0,2.0)', '(3.0,)'], ['4.0'])), '>= 1.0 and < 2.0, or > 3.0, or = 4.0')
  assert.equal(explainRange(everyVersion('deb')), 'every version')
  assert.equal(explainRange(range([])), 'no version')
})

test('compareText gives an order or an error, never a guess', () => {
  assert.deepEqual(compareText('deb', '1.0~rc1', '1.0'), { ok: true, value: -1 })
  assert.equal(compareText('deb', '1 0', '1.0').ok, false)
  assert.equal(compareText('deb', '1.0', '1 0').ok, false)
  assert.equal(compareText('toString' as SchemeName, '1', '1').ok, false)
})

test('remembered parses do not change an answer', () => {
  const texts = fc.constantFrom('1.0', '1.0~rc1', '1 0', '2:1', 'x', '')
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      assert.deepEqual(compareText('deb', left, right), compareText('deb', left, right))
      assert.equal(sortKeyOf('deb', left), sortKeyOf('deb', left))
    }),
  )
  for (let index = 0; index < 50_000; index++)
    assert.equal(contains(range(['[1,50000)']), String(index)), index === 0 ? 'outside' : 'inside')
})
