import assert from 'node:assert/strict'
import { test } from 'node:test'

import { apk, compareApkFuzzy, isApkVersion } from './apk.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(apk, new URL('apk.cases.txt', import.meta.url))
testScheme(apk, {
  texts: textsOf([
    '0',
    '1',
    '10',
    '01',
    '9',
    'a',
    'p1',
    '.',
    '_rc',
    '_alpha2',
    '_p1',
    '_git',
    '~1f',
    '-r1',
    '-r',
    '_x',
    '99999999999999999',
  ]),
  refused: ['', ' ', '1 0', '1.é'],
})

test('apk tells valid versions from those it only orders', () => {
  for (const text of ['1.2', '0.1_pre2~1234abcd', '0.1_p1_pre2', '1a-r1']) assert.ok(isApkVersion(text), text)
  for (const text of ['0.1bc', '0.1a1', '0.1-r', '.1', 'a', '0.1_', '1..2', '1 2']) assert.ok(!isApkVersion(text), text)
})

test('apk matches a start with ~', () => {
  const matches = (left: string, right: string): boolean => {
    const [a, b] = [apk.parse(left), apk.parse(right)]
    return a.ok && b.ok && compareApkFuzzy(a.value, b.value) === 0
  }
  assert.ok(matches('3.6.9', '3.6') && matches('3.6_pre1', '3.6') && matches('3.6', '3.6'))
  assert.ok(!matches('3.60', '3.6') && !matches('3.6', '3.6.1') && !matches('3.8.0.1', '3.8.1'))
})
