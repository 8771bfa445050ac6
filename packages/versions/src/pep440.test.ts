import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatPep440, isPep440Prerelease, pep440 } from './pep440.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

const number = fc.constantFrom('0', '1', '10', '2', '01')
const part = (spellings: readonly string[]) =>
  fc.option(fc.tuple(fc.constantFrom(...spellings), number), { nil: ['', ''] as const })
const regular = fc
  .tuple(
    number,
    fc.constantFrom('', '.0', '.1', '.0.1'),
    part(['a', 'b', 'rc']),
    part(['.post', '-']),
    part(['.dev']),
    part(['+', '+a', '+a.']),
  )
  .map((parts) => parts.flat().join(''))

testCases(pep440, new URL('pep440.cases.txt', import.meta.url))
testScheme(pep440, {
  texts: fc.oneof(regular, textsOf(['1', '0', '2', '.', '-', 'a', 'dev', 'pre', 'final', '+', '_', '!'])),
  refused: ['', ' ', 'a\u0000', '1.0\tx'],
})

test('pep440 says which versions are legacy', () => {
  assert.deepEqual(['1.0', '1.0-p1', 'french toast', '1.0+1+1'].map(legacy), [false, true, true, true])
})

test('pep440 writes the normal form', () => {
  assert.deepEqual(['1.0-ALPHA', ' v01!1.0-5.DEV3+Ubuntu-01 ', '1.0-p1'].map(format), [
    '1.0a0',
    '1!1.0.post5.dev3+ubuntu.1',
    '1.0-p1',
  ])
})

test('pep440 normal form reads as the same version', () => {
  fc.assert(
    fc.property(regular, (text) => {
      const [parsed, again] = [pep440.parse(text), pep440.parse(format(text))]
      assert.ok(parsed.ok && again.ok)
      assert.equal(pep440.compare(parsed.value, again.value), 0)
    }),
  )
})

test('pep440 counts developmental releases as pre-releases, legacy versions not', () => {
  assert.deepEqual(['1.0.dev1', '1.0rc1', '1.0.post1', '1.0-p1'].map(prerelease), [true, true, false, false])
})

function read(text: string) {
  const parsed = pep440.parse(text)
  assert.ok(parsed.ok, text)
  return parsed.value
}

function legacy(text: string): boolean {
  return read(text).legacy
}

function format(text: string): string {
  return formatPep440(read(text))
}

function prerelease(text: string): boolean {
  return isPep440Prerelease(read(text))
}
