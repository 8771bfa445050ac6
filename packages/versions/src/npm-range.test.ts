import assert from 'node:assert/strict'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { contains } from './contains.ts'
import { parseNpmRange } from './npm-range.ts'
import type { NpmOptions, NpmRange } from './npm-range.ts'

function read(text: string, options?: NpmOptions): NpmRange {
  const range = parseNpmRange(text, options)
  assert.ok(range.ok, text)
  return range.value
}

test('npm ranges leave pre-releases out unless asked for', () => {
  assert.equal(read('^1.2.3').contains('1.3.0-beta'), 'outside')
  assert.equal(read('^1.2.3', { includePrerelease: true }).contains('1.3.0-beta'), 'inside')
  assert.equal(read('^1.2.3-alpha').contains('1.2.3-beta'), 'inside')
  assert.equal(read('^1.2.3').contains('9007199254740993.0.0'), 'unknown')
  assert.equal(read('*').contains('not a version'), 'unknown')
  assert.equal(read('').canonical, '*')
})

test('npm ranges become intervals only where that is exact', () => {
  assert.equal(read('^1.2.3').range, undefined)
  assert.deepEqual(read('1.2.3 || 1.2.5').range, { scheme: 'semver', intervals: [], versions: ['1.2.3', '1.2.5'] })
  assert.deepEqual(read('>=1 <2 || 3.0.0', { includePrerelease: true }).range, {
    scheme: 'semver',
    intervals: [{ from: { version: '1.0.0-0', inclusive: true }, to: { version: '2.0.0-0', inclusive: false } }],
    versions: ['3.0.0'],
  })
})

test('npm ranges say the same as their intervals', () => {
  const numbers = fc
    .tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.constantFrom('', '', '-0', '-a', '-a.1'))
    .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`)
  const comparator = fc
    .tuple(fc.constantFrom('', '^', '~', '>=', '>', '<', '<='), numbers)
    .map(([operator, version]) => operator + version)
  const sets = fc.array(
    fc.array(comparator, { minLength: 1, maxLength: 3 }).map((set) => set.join(' ')),
    { minLength: 1, maxLength: 3 },
  )
  fc.assert(
    fc.property(sets, numbers, fc.boolean(), (alternatives, version, includePrerelease) => {
      const range = read(alternatives.join(' || '), { includePrerelease })
      if (range.range !== undefined) assert.equal(contains(range.range, version), range.contains(version))
    }),
    { numRuns: 2_000 },
  )
})

test('npm ranges refuse what is none and end on hostile text', () => {
  for (const text of ['>>1', 'blerg', '1.x.5', `${'>'.repeat(5_000)}1`])
    assert.equal(parseNpmRange(text).ok, false, text.slice(0, 20))
  for (const unit of ['1 ', '|| ', '^1.2.3 ', '- ', 'x.']) assert.ok(!parseNpmRange(unit.repeat(1_000_000)).ok)
  fc.assert(fc.property(fc.string(), (text) => void parseNpmRange(text)))
})
