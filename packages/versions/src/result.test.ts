import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail } from './result.ts'

test('a failure quotes an endless text in part, in whole characters', () => {
  const { error } = fail('code', `Cannot read "${'😀'.repeat(100_000)}"`, 'x'.repeat(100_000))
  assert.ok(error.message.length < 700 && error.message.isWellFormed() && error.message.endsWith('😀…'))
  assert.ok((error.at ?? '').length < 700)
  assert.deepEqual(fail('code', 'Cannot read "a": b').error, { code: 'code', message: 'Cannot read "a": b' })
})
