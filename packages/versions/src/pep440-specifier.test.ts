import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { parsePep440Specifiers, pep440SpecifiersHold } from './pep440-specifier.ts'
import { pep440 } from './pep440.ts'

const HELD: readonly (readonly [specifiers: string, version: string, held: boolean])[] = [
  ['', '1.0', true],
  ['~=2.2', '2.9', true],
  ['~= 2.2.post3', '3.0', false],
  ['~=1.4.5.0', '1.4.5.9', true],
  ['==1.1', '1.1+local', true],
  ['==1.1.*', '1.1a1', true],
  ['==1.1+local', '1.1', false],
  ['!=1.1.*', '1.1.post1', false],
  ['>=1.0,<2.0,!=1.5', '1.5', false],
  ['<1.7', '1.7rc1', false], // not the pre-releases of the version named
  ['<1.7rc2', '1.7rc1', true],
  ['<1.0.post1', '1.0a1', true],
  ['<1.0.post1', '1.0.post1.dev1', false],
  ['>1.7', '1.7.0.post1', false],
  ['>1.0rc1', '1.0rc1.post1', false],
  ['>1.0rc1', '1.0.post1', true], // a post-release of 1.0, not of the version named
  ['>1.7.post2', '1.7.0.post3', true],
  ['>1.7', '1.7+local', false],
  ['<=2', '2+local', true],
  ['===1.0-p1', '1.0-P1', true],
  ['===1.0', '1.0.0', false],
  ['<99', '1.0-p1', false], // PEP 440 gives what it refuses no place
]

for (const [specifiers, version, held] of HELD) {
  test(`pep440 ${specifiers} ${held ? 'holds' : 'does not hold'} ${version}`, () =>
    assert.equal(holds(specifiers, version, 'all'), held))
}

test('pep440 takes a pre-release only where a clause names one, when asked to', () => {
  assert.deepEqual(
    ['>=1', '>=1.0a1', '!=1.0a1', '~=1.0.dev1'].map((specifiers) => holds(specifiers, '1.1b1', 'asNamed')),
    [false, true, false, true],
  )
})

for (const specifiers of [
  '2.0',
  '==',
  '~=1',
  '>=1.0.*',
  '<1+local',
  '==1.0a1.*',
  '=1',
  '===',
  '=== a b',
  '>=trunk',
  '==1.0.*.5',
]) {
  test(`pep440 refuses the specifier "${specifiers}"`, () => assert.ok(!parsePep440Specifiers(specifiers).ok))
}

test('pep440 specifiers never throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('=', '~', '<', '!', ',', '1', '.', '*', 'a', ' ', '+')),
      (pieces) => void parsePep440Specifiers(pieces.join('')),
    ),
  )
  for (const piece of ['==1,', '=', '~=1.0', ' ,']) assert.ok(!parsePep440Specifiers(piece.repeat(50_000)).ok)
})

function holds(specifiers: string, version: string, prereleases: 'all' | 'asNamed'): boolean {
  const [parsed, read] = [parsePep440Specifiers(specifiers), pep440.parse(version)]
  assert.ok(parsed.ok && read.ok)
  return pep440SpecifiersHold(parsed.value, read.value, prereleases)
}
