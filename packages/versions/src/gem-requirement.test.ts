import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import {
  approximateGemRecommendation,
  formatGem,
  gemBump,
  gemRelease,
  gemRequirementHolds,
  parseGemRequirement,
} from './gem-requirement.ts'
import { gem } from './gem.ts'
import type { GemVersion } from './gem.ts'

const HELD: readonly (readonly [requirement: string, version: string, held: boolean])[] = [
  ['', '0.0.1', true],
  ['1.2', '1.2.0', true],
  ['~> 1.4.4', '1.4.9', true],
  ['~> 1.4.4', '1.5', false],
  ['~> 1', '1.9', true],
  ['~> 2.0', '3.0.a', false], // a pre-release counts as its release
  ['~> 5.a', '5.0.0.rc2', true],
  ['~> 5.x', '5.0.0.rc2', false],
  ['>= 1, < 2, != 1.5', '1.5.0', false],
  ['>= 1, < 2, != 1.5', '1.6', true],
  ['<= 9.3.2', '9.3.03', false],
]

for (const [requirement, version, held] of HELD) {
  test(`gem ${requirement} ${held ? 'holds' : 'does not hold'} ${version}`, () => {
    const parsed = parseGemRequirement(requirement)
    assert.ok(parsed.ok)
    assert.equal(gemRequirementHolds(parsed.value, read(version)), held)
  })
}

for (const requirement of ['=', '>> 1', '~> ', '1 2', '> 1,', '=> 1', '~>> 1']) {
  test(`gem refuses the requirement "${requirement}"`, () => assert.ok(!parseGemRequirement(requirement).ok))
}

test('gem bumps and cuts versions without making numbers of them', () => {
  assert.deepEqual(
    ['5.2.4.a10', '5', '1.99999999999999999999.0'].map((text) => formatGem(gemBump(read(text)))),
    ['5.3', '6', '1.100000000000000000000'],
  )
  assert.equal(formatGem(gemRelease(read('1.2.0.a.3'))), '1.2.0')
  assert.deepEqual(
    ['1', '1.2.3', '1.9.0.dev'].map((text) => approximateGemRecommendation(read(text))),
    ['~> 1.0', '~> 1.2', '~> 1.9.a'],
  )
})

test('gem requirements never throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('~>', '>', '=', ',', '1', '.', 'a', ' ', '-')),
      (pieces) => void parseGemRequirement(pieces.join('')),
    ),
  )
  for (const piece of ['~> 1,', '>', '1.', ' ']) assert.ok(!parseGemRequirement(piece.repeat(50_000)).ok)
})

function read(text: string): GemVersion {
  const version = gem.parse(text)
  assert.ok(version.ok)
  return version.value
}
