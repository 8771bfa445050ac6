import { test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { intRows, sortedRows } from './int-rows.ts'
import { sortRowsUnique } from './text.ts'

test('rows of numbers are sorted and distinct', () => {
  const row = fc.tuple(fc.nat(5), fc.nat(3), fc.nat(1000))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (list) => {
      const rows = intRows(3)
      for (const cells of list) rows.add(...cells)
      assert.deepEqual([...sortedRows(rows)], sortRowsUnique([...list]))
    }),
  )
})

test('rows beyond one chunk keep their places', () => {
  const rows = intRows(2)
  const count = 140_000
  for (let index = 0; index < count; index++) rows.add(count - index, index)
  assert.equal(rows.count(), count)
  assert.deepEqual([rows.get(70_000, 0), rows.get(70_000, 1)], [70_000, 70_000])
  rows.set(139_999, 1, 7)
  const [first] = sortedRows(rows)
  assert.deepEqual(first, [1, 7])
})
