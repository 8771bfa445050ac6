import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gem, isGemPrerelease } from './gem.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(gem, new URL('gem.cases.txt', import.meta.url))
testScheme(gem, {
  texts: textsOf(['1', '0', '.0', '.0', '.0', '.1', '.2', 'a', '.a', '.b', '-', '0']),
  refused: ['x 1', '1..0', '1_0', '-1'],
})

test('gem reads no text as version 0', () => {
  const [empty, zero] = [gem.parse(' '), gem.parse('0')]
  assert.ok(empty.ok && zero.ok)
  assert.equal(gem.compare(empty.value, zero.value), 0)
})

test('gem calls a version with a letter a pre-release', () => {
  const prerelease = ['1.2.d.42', '1-a', '1.A', '22.1.50.0'].map((text) => {
    const parsed = gem.parse(text)
    return parsed.ok && isGemPrerelease(parsed.value)
  })
  assert.deepEqual(prerelease, [true, true, true, false])
})
