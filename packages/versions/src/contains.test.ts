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

test('long lists hold equal versions whatever their spelling', () => {
  const listed = Array.from({ length: 100 }, (_, index) => `1.${index}-0`)
  for (const scheme of ['deb', 'maven'] as const) {
    assert.equal(
      contains(range([], listed, scheme), '1.42'),
      scheme === 'deb' ? 'inside' : contains(range([], ['1.42-0'], scheme), '1.42'),
    )
    assert.equal(contains(range([], listed, scheme), '1.100'), 'outside')
    assert.equal(contains(range(['[2,3)'], listed, scheme), '2.5'), 'inside')
  }
  assert.equal(contains(range([], [...listed, '1 0']), '1 0'), 'inside')
  assert.equal(contains(range([], [...listed, '1 0']), '1 1'), 'unknown')
  assert.equal(contains(range(['[1 0,2)'], listed), '1.200'), 'unknown')
})

test('fixedBy ends on thousands of intervals', () => {
  const chain = Array.from({ length: 1_000 }, (_, index) => `[${index},${index + 2})`)
  assert.deepEqual(fixedBy(range(chain), '0'), { position: 'inside', firstFixed: '1001' })
})

test('fixedBy agrees with contains', () => {
  const numbers = fc.nat(12).map(String)
  const ends = fc.tuple(
    fc.constantFrom('[', '('),
    fc.oneof(numbers, fc.constant('')),
    fc.oneof(numbers, fc.constant('')),
    fc.constantFrom(']', ')'),
  )
  const ranges = fc.tuple(
    fc.array(
      ends.map(([open, lower, upper, close]) => `${open}${lower},${upper}${close}`),
      { maxLength: 5 },
    ),
    fc.array(numbers, { maxLength: 3 }),
  )
  fc.assert(
    fc.property(ranges, numbers, ([intervals, versions], version) => {
      const asked = range(intervals, versions)
      const fix = fixedBy(asked, version)
      assert.equal(fix.position, contains(asked, version))
      if (fix.position !== 'inside' || fix.firstFixed === undefined) return
      // The fix is left out, and all from the version to it are held.
      assert.equal(contains(asked, fix.firstFixed), 'outside')
      for (let between = Number(version); between < Number(fix.firstFixed); between++)
        assert.equal(contains(asked, String(between)), 'inside')
    }),
    { numRuns: 2_000 },
  )
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
  const many = Array.from({ length: 1652 }, (_, index) => `1.${index}`)
  assert.match(explainRange(range([], many)), /^= 1\.0, or .*, or = 1\.11, or 1640 more$/)
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

test('a version that is ordered only by a fallback is unknown to an interval', () => {
  const from02 = (scheme: 'pep440' | 'apk'): Range => ({
    scheme,
    intervals: [{ from: { version: '0.2', inclusive: true } }],
    versions: [],
  })
  assert.equal(contains(from02('pep440'), '0.3.2f'), 'unknown')
  assert.equal(contains({ ...from02('pep440'), versions: ['0.3.2f'] }, '0.3.2f'), 'inside')
  assert.equal(contains(from02('apk'), '1.0/x'), 'unknown')
  assert.equal(contains(from02('apk'), '6.6.2p1-r0'), 'inside')
})
