import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contains, explainRange } from '@hygie/versions/contains'
import { gem } from '@hygie/versions/gem'
import { gemRequirementHolds, parseGemRequirement } from '@hygie/versions/gem-requirement'
import { affectedBy } from './safe-versions.ts'

for (const [safe, expected] of [
  [[], 'every version'],
  [['>= 4.0.5'], '< 4.0.5'],
  [['~> 2.2.23', '~> 3.1.21', '>= 3.2.6'], '< 2.2.23, or >= 2.3.a and < 3.1.21, or >= 3.2.a and < 3.2.6'],
  [['>= 3.2.6', '~> 2.2.23', '< 1.0'], '>= 1.0 and < 2.2.23, or >= 2.3.a and < 3.2.6'],
  [['~> 4.2.5, >= 4.2.5.1', '>= 5'], '< 4.2.5.1, or >= 4.3.a and < 5'],
  [['> 1.0', '< 1.0'], '>= 1.0 and <= 1.0'],
  [['<= 1.0', '> 1.0'], 'no version'],
  [['= 1.5', '>= 2'], '< 1.5, or > 1.5 and < 2'],
] as const)
  test(`versions other than ${safe.join(' | ')} are ${expected}`, () => {
    const range = affectedBy(safe)
    assert.ok(range.ok)
    assert.equal(explainRange(range.value), expected)
  })

test('a version is affected when no requirement holds for it', () => {
  const version = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).map((parts) => parts.join('.'))
  const clause = fc.tuple(fc.constantFrom('=', '>', '<', '>=', '<=', '~>'), version).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(fc.array(clause, { maxLength: 5 }), version, (safe, text) => {
      const range = affectedBy(safe)
      const parsed = gem.parse(text)
      assert.ok(range.ok && parsed.ok)
      const isSafe = safe.some((one) => {
        const requirement = parseGemRequirement(one)
        return requirement.ok && gemRequirementHolds(requirement.value, parsed.value)
      })
      const position = range.value.intervals.length === 0 ? 'outside' : contains(range.value, text)
      assert.equal(position, isSafe ? 'outside' : 'inside')
    }),
  )
})
