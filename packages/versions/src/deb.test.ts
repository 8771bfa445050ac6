import assert from 'node:assert/strict'
import { test } from 'node:test'

import { deb, parseDebStrict } from './deb.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(deb, new URL('deb.cases.txt', import.meta.url))
testScheme(deb, {
  texts: textsOf(['0', '1', '10', '01', '9', 'a', 'B', 'rc', '.', '+', '~', '-', '1:', '99999999999999999', '99999999999999998']),
  refused: ['', ' ', '1.0-', ':1', 'a:1', '1:', '1 0', '1.é', '-1', '2147483648:1'],
})

test('deb keeps the parts of a version', () => {
  const version = deb.parse(' 01:1.2-3-0ubuntu1 ')
  assert.ok(version.ok)
  assert.deepEqual({ ...version.value }, { epoch: '1', upstream: '1.2-3', revision: '0ubuntu1' })
})

test('parseDebStrict refuses what dpkg warns about', () => {
  for (const text of ['v1.0', '1.0_1', '1.0-1_2', '1:1.0-1:2']) {
    assert.ok(deb.parse(text).ok, text)
    assert.ok(!parseDebStrict(text).ok, text)
  }
  assert.ok(parseDebStrict('1.0~rc1-1').ok)
})
