import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { commonOfNuget, hullOfNuget, isEmptyNuget, isPartOfNuget } from './nuget-range-set.ts'
import { nugetRangeHolds, parseNugetRange } from './nuget-range.ts'
import { nuget } from './nuget.ts'

const VERSIONS = ['1.0-a', '1.0', '1.5', '2.0-a', '2.0', '3.0'].map((text) => {
  const version = nuget.parse(text)
  assert.ok(version.ok)
  return version.value
})
const end = fc.constantFrom('', '1.0', '1.5', '2.0-a', '2.0')
const ranges = fc
  .tuple(fc.constantFrom('[', '('), end, end, fc.constantFrom(']', ')'))
  .map(([opening, from, to, closing]) => parseNugetRange(`${opening}${from}, ${to}${closing}`))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.value)

test('nuget hull holds what either holds, the common part what both hold', () => {
  fc.assert(
    fc.property(ranges, ranges, (left, right) => {
      const [hull, common] = [hullOfNuget(left, right), commonOfNuget(left, right)]
      for (const version of VERSIONS) {
        const [inLeft, inRight] = [nugetRangeHolds(left, version), nugetRangeHolds(right, version)]
        if (inLeft || inRight) assert.ok(nugetRangeHolds(hull, version))
        assert.equal(common !== undefined && nugetRangeHolds(common, version), inLeft && inRight)
      }
    }),
  )
})

test('nuget part holds nothing that the whole does not', () => {
  fc.assert(
    fc.property(ranges, ranges, (part, whole) => {
      if (!isPartOfNuget(part, whole)) return
      for (const version of VERSIONS) assert.ok(!nugetRangeHolds(part, version) || nugetRangeHolds(whole, version))
    }),
  )
})

test('nuget knows the range without versions', () => {
  const empty = ['(1, 1)', '[1, 1]', '(1, )', '(1, 2)'].map((text) => {
    const parsed = parseNugetRange(text)
    return parsed.ok && isEmptyNuget(parsed.value)
  })
  assert.deepEqual(empty, [true, false, false, false])
})
