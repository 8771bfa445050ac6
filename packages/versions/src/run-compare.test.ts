import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { canonicalRun, compareRuns, runKey } from './run-compare.ts'

const runs = fc.oneof(fc.stringMatching(/^[0-9]{0,40}$/), fc.stringMatching(/^0*[1-9]{0,3}$/))

test('digit runs order as the numbers they spell, beyond 2^53', () => {
  fc.assert(
    fc.property(runs, runs, (left, right) => {
      const [a, b] = [BigInt(left), BigInt(right)]
      const expected = a < b ? -1 : a > b ? 1 : 0
      assert.equal(compareRuns(left, right), expected)
      const [leftKey, rightKey] = [runKey(left), runKey(right)]
      assert.equal(leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0, expected)
      assert.equal(canonicalRun(left), a.toString())
    }),
  )
})
