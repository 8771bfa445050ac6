import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { contains } from './contains.ts'
import { rangeCharsMax } from './limits.ts'
import { parseMavenRange } from './maven-range.ts'

const HELD: readonly (readonly [range: string, version: string, held: boolean])[] = [
  ['[1.0]', '1', true],
  ['[1.0]', '1.0.1', false],
  ['(,1.0]', '0.9-SNAPSHOT', true],
  ['(,1.0)', '1.0-rc1', true],
  ['[1.2,1.3)', '1.3', false],
  ['[1.5,)', '99', true],
  ['(,1.0],[1.2,)', '1.1', false],
  ['(,1.0],[1.2,)', '1.2', true],
  ['(,1.1),(1.1,)', '1.1.0', false],
  ['1.0', '0.1', true],
]

for (const [range, version, held] of HELD) {
  test(`maven ${range} ${held ? 'holds' : 'does not hold'} ${version}`, () => {
    const parsed = parseMavenRange(range)
    assert.ok(parsed.ok)
    assert.equal(contains(parsed.value.range, version), held ? 'inside' : 'outside')
  })
}

test('maven keeps the version that a requirement only recommends', () => {
  const parsed = parseMavenRange(' 1.0 ')
  assert.ok(parsed.ok)
  assert.equal(parsed.value.recommended, '1.0')
})

for (const range of [
  '',
  '(1.0)',
  '[1.0)',
  '[2,1]',
  '(1,1]',
  '[1,2),3',
  '[1,3),[2,4)',
  '[2,3),[1,2)',
  '[1,2',
  '[1,2,3]',
  '[]',
  '[1,2]x',
]) {
  test(`maven refuses the range "${range}"`, () => assert.ok(!parseMavenRange(range).ok))
}

test('maven ranges end on hostile text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('[', '(', ',', ')', ']', '1', '2', ' ')),
      (pieces) => void parseMavenRange(pieces.join('')),
    ),
  )
  for (const piece of ['[1,2),', '[', '(,', '1', '[1],']) assert.ok(!parseMavenRange(piece.repeat(rangeCharsMax)).ok)
})
