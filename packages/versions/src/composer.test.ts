import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { composer, composerOf, composerStability, normaliseComposer } from './composer.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

const texts = textsOf([
  '1',
  '0',
  '10',
  '.0',
  '.1',
  '.x',
  '-',
  '-dev',
  'dev-',
  'a',
  'beta',
  'RC',
  'p1',
  'master',
  '+b',
  '#',
  '2010',
  'x',
])

testCases(composer, new URL('composer.cases.txt', import.meta.url))
testScheme(composer, { texts, refused: ['', ' ', '1\u0000'] })

test('composer says what Composer itself refuses', () => {
  const unusual = ['1.0.0', '4.3-2RC1', '1.0.0-meh', 'feature-foo', '1.0.0+foo as ^2.0', 'dev-foo as ^2.0'].map((text) => {
    const version = composer.parse(text)
    return version.ok && version.value.unusual
  })
  assert.deepEqual(unusual, [false, true, true, true, true, false])
})

test('composer normal form stays itself', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const normal = normaliseComposer(text)
      if (!normal.ok) return
      const version = composer.parse(text)
      assert.ok(version.ok)
      assert.equal(composer.compare(version.value, composerOf(normal.value)), 0)
    }),
  )
})

test('composer reads the stability from the text', () => {
  assert.deepEqual(['1-2_dev', '1.2_a1', '3.0-RC2', '3.1.2-pl2', 'v2.0.x-dev#abc123', '1.0.0-beta+x'].map(composerStability), [
    'dev',
    'alpha',
    'RC',
    'stable',
    'dev',
    'beta',
  ])
})
