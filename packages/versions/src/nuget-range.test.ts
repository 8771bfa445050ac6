import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { contains } from './contains.ts'
import { parseNugetFloat } from './nuget-float.ts'
import {
  bestOfNugetRange,
  explainNugetRange,
  formatNugetRange,
  nugetRangeHolds,
  parseNugetRange,
  rangeOfNuget,
  withoutNugetFloat,
} from './nuget-range.ts'
import type { NugetRange } from './nuget-range.ts'
import { formatNuget, nuget } from './nuget.ts'
import type { NugetVersion } from './nuget.ts'

// NuGet documentation, "Version ranges"
const HELD: readonly (readonly [range: string, version: string, held: boolean])[] = [
  ['1.0', '2.0', true],
  ['1.0', '1.0-beta', false],
  ['[1.0,)', '1.0', true],
  ['(1.0,)', '1.0.0.0', false],
  ['[1.0]', '1.0+meta', true],
  ['(,1.0]', '1.0', true],
  ['(,1.0)', '1.0', false],
  ['[1.0,2.0]', '2.0.1', false],
  ['[1.0,2.0)', '2.0-rc', true],
  ['1.*', '3.0', true],
]

for (const [text, version, held] of HELD) {
  test(`nuget ${text} ${held ? 'holds' : 'does not hold'} ${version}`, () => {
    assert.equal(nugetRangeHolds(range(text), read(version)), held)
    assert.equal(contains(rangeOfNuget(range(text)), version), held ? 'inside' : 'outside')
  })
}

// NuGet documentation, "Floating version resolutions"
const OFFERED = ['1.1.0', '1.1.1', '1.2.0-beta', '1.2.0', '1.3.0-alpha', '2.0.0-rc.1', '2.0.0-rc.2'].map(read)
const BEST: readonly (readonly [range: string, best: string | undefined])[] = [
  ['1.0.0', '1.1.0'],
  ['*', '1.2.0'],
  ['1.1.*', '1.1.1'],
  ['*-*', '2.0.0-rc.2'],
  ['1.*-*', '1.3.0-alpha'],
  ['1.2.0-*', '1.2.0'],
  ['2.0.0-rc.*', '2.0.0-rc.2'],
  ['[1.0.*, )', '1.1.0'],
  ['(3.0, )', undefined],
]

for (const [text, best] of BEST) {
  test(`nuget ${text} takes ${best ?? 'nothing'}`, () => {
    const found = bestOfNugetRange(range(text), OFFERED)
    assert.equal(found === undefined ? undefined : formatNuget(found), best)
  })
}

test('nuget writes ranges in each of its styles', () => {
  const styles = (['normal', 'plain', 'short'] as const).map((style) => formatNugetRange(range('[1.0-beta.*, 2.0)'), style))
  assert.deepEqual(styles, ['[1.0.0-beta.*, 2.0.0)', '[1.0.0-beta.0, 2.0.0)', '[1.0.0-beta.*, 2.0.0)'])
  assert.deepEqual(
    ['[1.0-beta.*, 2.0)', '[1]', '(, )'].map((text) => explainNugetRange(range(text))),
    ['(>= 1.0.0-beta.0 && < 2.0.0)', '(= 1.0.0)', ''],
  )
  assert.deepEqual(
    ['1', '[1]', '(,1]', '(, )'].map((text) => formatNugetRange(range(text), 'short')),
    ['1.0.0', '[1.0.0]', '(, 1.0.0]', '(, )'],
  )
  assert.equal(formatNugetRange(withoutNugetFloat(range('1.0.0-5.1.*')), 'short'), '1.0.0-5.1')
})

for (const text of [
  '',
  '(1.0)',
  '[1.0)',
  '(,)',
  '[2,1]',
  '(1,1]',
  '[1,2,3]',
  '[1,2.*)',
  '1.**',
  '*.1',
  '1.*-',
  '1.0.0+*',
  '[1',
  '1]',
  '>=1',
  '1.2.3.4.5',
]) {
  test(`nuget refuses the range "${text}"`, () => assert.ok(!parseNugetRange(text).ok))
}

test('nuget ranges never throw and stay themselves when written', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('[', '(', ']', ')', ',', '1', '0', '.', '*', '-', 'a', '+', ' ')), (pieces) => {
      const parsed = parseNugetRange(pieces.join(''))
      if (!parsed.ok) return
      const again = parseNugetRange(formatNugetRange(parsed.value))
      assert.ok(again.ok)
      assert.equal(formatNugetRange(again.value), formatNugetRange(parsed.value))
    }),
    { numRuns: 2_000 },
  )
  for (const piece of ['*', '1.', '[', ',', '-', '1.*-*'])
    assert.ok(!parseNugetFloat(piece.repeat(10_000)).ok && !parseNugetRange(piece.repeat(10_000)).ok)
})

function range(text: string): NugetRange {
  const parsed = parseNugetRange(text)
  assert.ok(parsed.ok, text)
  return parsed.value
}

function read(text: string): NugetVersion {
  const version = nuget.parse(text)
  assert.ok(version.ok)
  return version.value
}
