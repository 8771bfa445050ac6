import assert from 'node:assert/strict'
import { test } from 'node:test'

import { rpm } from './rpm.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(rpm, new URL('rpm.cases.txt', import.meta.url))
testScheme(rpm, {
  texts: textsOf([
    '0',
    '1',
    '10',
    '01',
    '9',
    'a',
    'B',
    'el8',
    '.',
    '_',
    '~',
    '^',
    '-',
    '1:',
    '99999999999999999',
    '99999999999999998',
  ]),
  refused: ['', ' ', '1:', '1 0', '1\u0000'],
})

test('rpm keeps the parts of a label', () => {
  const version = rpm.parse('01:1.1.1k-9.el8_7')
  assert.ok(version.ok)
  assert.deepEqual({ ...version.value }, { epoch: '1', version: '1.1.1k', release: '9.el8_7' })
  const bare = rpm.parse('1.1.1k')
  assert.ok(bare.ok)
  assert.deepEqual({ ...bare.value }, { epoch: '0', version: '1.1.1k' })
})
