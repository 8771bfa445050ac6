import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Bound, Interval, Range } from '@hygie/versions/range'
import { parseRangeText, rangeText } from './range-text.ts'

const version = fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom(']|[', '0', '"', '\\', '|'))
const bound: fc.Arbitrary<Bound> = fc.record({ version, inclusive: fc.boolean() }, { noNullPrototype: true })
const interval: fc.Arbitrary<Interval> = fc.record({ from: bound, to: bound }, { requiredKeys: [], noNullPrototype: true })
const range: fc.Arbitrary<Range> = fc.record(
  {
    scheme: fc.constant('generic' as const),
    intervals: fc.array(interval, { maxLength: 3 }),
    versions: fc.array(version, { maxLength: 3 }),
  },
  { noNullPrototype: true },
)

test('a range survives being written and read', () => {
  fc.assert(fc.property(range, (before) => assert.deepEqual(parseRangeText('generic', rangeText(before)), before)))
})

test('different ranges have different texts', () => {
  fc.assert(
    fc.property(range, range, (left, right) => {
      if (rangeText(left) === rangeText(right)) assert.deepEqual(left, right)
    }),
  )
})
