import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { decimal, rounded, tenthsAbove, times } from './decimal.ts'
import { metricsOf, NOT_DEFINED } from './metrics.ts'
import type { CvssVersion } from './metrics.ts'
import { EQUATIONS, scoreVector, severityOf } from './score.ts'
import { macroScoreTenths } from './v4-table.ts'
import { parseVector, printVector } from './vector.ts'

function scores(text: string): object {
  const result = scoreVector(text)
  return result.ok ? result.value : { error: result.error.code }
}

// v2: worked examples of the guide, 3.3.1 and 3.3.3. v4.0: two that were not in the tables, checked with ae-cvss-calculator 1.0.13.
const EXAMPLES: readonly (readonly [vector: string, scores: object])[] = [
  [
    'AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H',
    { version: '2.0', base: 7.8, temporal: 6.4, environmental: 9.2, overall: 9.2, severity: 'high', nomenclature: 'CVSS-BTE' },
  ],
  [
    'AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C',
    { version: '2.0', base: 6.2, temporal: 4.9, overall: 4.9, severity: 'medium', nomenclature: 'CVSS-BT' },
  ],
  ['AV:L/AC:H/Au:M/C:N/I:N/A:N', { version: '2.0', base: 0, overall: 0, severity: 'low', nomenclature: 'CVSS-B' }],
  // 9.0 × 0.95 = 8.55: a half is rounded up.
  [
    'AV:N/AC:L/Au:S/C:C/I:C/A:C/E:F/RL:U/RC:C',
    { version: '2.0', base: 9, temporal: 8.6, overall: 8.6, severity: 'high', nomenclature: 'CVSS-BT' },
  ],
  [
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
    { version: '3.1', base: 6.1, overall: 6.1, severity: 'medium', nomenclature: 'CVSS-B' },
  ],
  [
    'CVSS:3.0/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N/E:X/RL:X/CR:X',
    { version: '3.0', base: 9.8, overall: 9.8, severity: 'critical', nomenclature: 'CVSS-B' },
  ],
  [
    'CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U/S:P',
    { version: '4.0', base: 7.3, temporal: 4.4, overall: 4.4, severity: 'medium', nomenclature: 'CVSS-BT' },
  ],
  [
    'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/MSI:S',
    { version: '4.0', base: 0, environmental: 8.9, overall: 8.9, severity: 'high', nomenclature: 'CVSS-BE' },
  ],
]
for (const [vector, expected] of EXAMPLES) test(`cvss ${vector}`, () => assert.deepEqual(scores(vector), expected))

const REFUSED = [
  '',
  '/',
  'CVSS:3.1/',
  'CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H', // A is missing
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:N', // twice
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:X/E:X', // twice, though not defined
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:h',
  'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/toString:X',
  'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', // a base metric cannot be undefined
  'cvss:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', // v3 without its prefix
  '(AV:N/AC:L/Au:N/C:N/I:N/A:C)',
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:N/SA:N', // S is of the modified metrics
  ` CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`,
]
for (const vector of REFUSED)
  test(`cvss refuses "${vector}"`, () => assert.deepEqual(scores(vector), { error: 'cvss-malformed' }))

test('cvss prints in the order of the specification and drops what is not defined', () => {
  const vector = parseVector('CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/SC:N/VI:H/SI:N/VA:H/SA:N/E:X/U:Red')
  assert.ok(vector.ok)
  assert.equal(printVector(vector.value), 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:Red')
})

test('cvss v3.1 gives no environmental score without an environmental metric, although the equation would', () => {
  const text = 'CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H'
  const vector = parseVector(text)
  assert.ok(vector.ok)
  assert.ok(!('environmental' in scores(text)))
  assert.ok(EQUATIONS['3.1'].environmental(vector.value) >= EQUATIONS['3.1'].base(vector.value))
})

test('cvss severity bounds', () => {
  const of = (version: CvssVersion): readonly string[] =>
    [0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map((score) => severityOf(version, score))
  assert.deepEqual(of('3.1'), ['none', 'low', 'low', 'medium', 'medium', 'high', 'high', 'critical', 'critical'])
  assert.deepEqual(of('2.0'), ['low', 'low', 'low', 'medium', 'medium', 'high', 'high', 'high', 'high'])
})

test('cvss decimals round exactly', () => {
  assert.deepEqual(rounded(times(decimal('9.0'), decimal('0.95')), 1), decimal('8.6'))
  assert.deepEqual(rounded(decimal('-0.25'), 1), decimal('-0.2'))
  assert.equal(tenthsAbove(decimal('4.0000001')), 41)
  assert.equal(tenthsAbove(decimal('4.0')), 40)
  assert.equal(tenthsAbove(decimal('4')), 40)
})

test('cvss v4.0 has a score for each of the 270 macro vectors, and going down never raises it', () => {
  const scored = new Map<string, number>()
  for (let count = 0; count < 3 ** 6; count += 1) {
    const levels = count.toString(3).padStart(6, '0')
    const score = macroScoreTenths(levels.split('').map(Number))
    if (score !== undefined) scored.set(levels, score)
  }
  assert.equal(scored.size, 270)
  for (const [levels, score] of scored) {
    for (let at = 0; at < 6; at += 1) {
      const lower = scored.get(`${levels.slice(0, at)}${Number(levels[at]) + 1}${levels.slice(at + 1)}`)
      if (lower !== undefined) assert.ok(lower <= score, `${levels} ${score}, below it ${lower}`)
    }
  }
})

const VERSIONS: readonly CvssVersion[] = ['2.0', '3.0', '3.1', '4.0']
const anyVector = fc.constantFrom(...VERSIONS).chain((version) => {
  const choices = [...metricsOf(version).values()].map(({ name, group, values }) => {
    const written = fc.constantFrom(...values.map((value) => `${name}:${value}`))
    return group === 'base' ? written : fc.option(written, { nil: '' })
  })
  const prefix = version === '2.0' ? [] : [`CVSS:${version}`]
  return fc
    .tuple(...choices)
    .chain((words) => fc.shuffledSubarray(words, { minLength: words.length }))
    .map((words) => [...prefix, ...words.filter((word) => word !== '')].join('/'))
})

test('cvss: every vector of any order scores within 0–10 and prints as its equal', () => {
  fc.assert(
    fc.property(anyVector, (text) => {
      const vector = parseVector(text)
      assert.ok(vector.ok, text)
      const printed = printVector(vector.value)
      assert.ok(!printed.split('/').some((word) => word.endsWith(`:${NOT_DEFINED[vector.value.version]}`)))
      assert.deepEqual(scores(printed), scores(text))
      for (const equation of Object.values(EQUATIONS[vector.value.version])) {
        const score = equation(vector.value)
        assert.ok(Number.isInteger(score) && score >= 0 && score <= 100, `${text} ${score}`)
      }
    }),
    { numRuns: 1500 },
  )
})

test('cvss never throws', () => {
  const words = fc.array(
    fc.constantFrom('CVSS:3.1', 'CVSS:4.0', 'AV:N', 'AC:L', 'C:H', ':', '', '__proto__:X', 'E:X', '\uD800'),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        words.map((parts) => parts.join('/')),
      ),
      (text) => void scoreVector(text),
    ),
    { numRuns: 1000 },
  )
})
