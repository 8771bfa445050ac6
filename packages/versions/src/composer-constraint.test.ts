import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { composerConstraintHolds, formatComposerConstraint, parseComposerConstraint } from './composer-constraint.ts'
import { composer } from './composer.ts'

const BOUNDS: readonly (readonly [constraint: string, bounds: string])[] = [
  ['1.2', '== 1.2.0.0'],
  ['>=1.2', '>= 1.2.0.0-dev'],
  ['>=1.2-stable', '>= 1.2.0.0'],
  ['<1.2@beta', '< 1.2.0.0-beta'],
  ['<>1.2', '!= 1.2.0.0'],
  ['~1.2.3', '[>= 1.2.3.0-dev < 1.3.0.0-dev]'],
  ['^0.3', '[>= 0.3.0.0-dev < 0.4.0.0-dev]'],
  ['~1.99999999999999999999.0', '[>= 1.99999999999999999999.0.0-dev < 1.100000000000000000000.0.0-dev]'],
  ['1.*', '[>= 1.0.0.0-dev < 2.0.0.0-dev]'],
  ['1.0 - 2.0', '[>= 1.0.0.0-dev < 2.1.0.0-dev]'],
  ['~2.5.9 || ~2.6', '[>= 2.5.9.0-dev < 3.0.0.0-dev]'],
  ['>1   ,    <2 | 3', '[[> 1.0.0.0 < 2.0.0.0-dev] || == 3.0.0.0]'],
  ['dev-main#abc', '== dev-main'],
  ['*', '*'],
]

for (const [constraint, bounds] of BOUNDS) {
  test(`composer reads ${constraint} as ${bounds}`, () => {
    const parsed = parseComposerConstraint(constraint)
    assert.ok(parsed.ok)
    assert.equal(formatComposerConstraint(parsed.value), bounds)
  })
}

const HELD: readonly (readonly [constraint: string, version: string, held: boolean])[] = [
  ['^1.2', '1.2.0-beta', true],
  ['<1.2.3', '1.2.3-beta', false],
  ['>=1', 'dev-main', false],
  ['dev-main', 'dev-main', true],
  ['*', 'dev-main', true],
  ['!=1.0', 'dev-main', true],
  ['1.0', '1.0.0', true],
]

for (const [constraint, version, held] of HELD) {
  test(`composer ${constraint} ${held ? 'holds' : 'does not hold'} ${version}`, () => {
    const [parsed, read] = [parseComposerConstraint(constraint), composer.parse(version)]
    assert.ok(parsed.ok && read.ok)
    assert.equal(composerConstraintHolds(parsed.value, read.value), held)
  })
}

for (const constraint of ['', '^', '~>1', '^2.*', '1 ||| 2', '1 ||', ',1', '1,', '1.0.0-meh', '>=foo-dev', '1.x - 2.*']) {
  test(`composer refuses the constraint "${constraint}"`, () => assert.ok(!parseComposerConstraint(constraint).ok))
}

test('composer constraints end on hostile text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('^', '~', '>', '=', ',', '|', '1', '.', '*', '-', ' ', 'dev', '@', 'as')), (pieces) => {
      const parsed = parseComposerConstraint(pieces.join(''))
      if (parsed.ok) formatComposerConstraint(parsed.value)
    }),
  )
  for (const piece of ['1', '1.', '^1 ', 'alpha1', ' ', ',', '|', '1-', '1 - ', '1@', '1#']) {
    for (const end of ['', 'x', '!', '-dev', ' as 1'])
      parseComposerConstraint(`1.0-alpha${piece.repeat(5_000).slice(0, 16_000)}${end}`)
  }
})
