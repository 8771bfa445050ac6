import assert from 'node:assert/strict'
import { test } from 'node:test'

import { canonicalGoVersion, go } from './go.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(go, new URL('go.cases.txt', import.meta.url))
testScheme(go, {
  texts: textsOf(
    [
      'v',
      '1',
      '.',
      '0',
      '.0',
      'go',
      'go1',
      '.21',
      'rc1',
      'beta2',
      '-a',
      '-0.20200101',
      '1.21.0',
      '+incompatible',
      '99999999999999999',
    ],
    4,
  ),
  refused: ['', ' ', '(devel)', 'devel', 'go', 'gopher', 'v1.2-pre', 'go1.21rc', 'v01.0.0'],
})

test('go keeps the stretch from beta over rc to the release', () => {
  const order = ['go1.20', 'go1.20.1', 'go1.21', 'go1.21beta1', 'go1.21rc1', 'go1.21.0', 'go1.21.1'].map((text) => {
    const version = go.parse(text)
    assert.ok(version.ok, text)
    return version.value
  })
  for (const [index, version] of order.entries())
    if (index > 0) assert.equal(go.compare(order[index - 1] ?? version, version), -1, String(index))
})

test('go spells canonical versions as x/mod does', () => {
  assert.equal(canonicalGoVersion('v1'), 'v1.0.0')
  assert.equal(canonicalGoVersion('v1.2.3-pre+meta'), 'v1.2.3-pre')
  assert.equal(canonicalGoVersion('1.2.3'), undefined)
  assert.equal(canonicalGoVersion('v1.2-pre'), undefined)
})
