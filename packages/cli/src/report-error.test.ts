import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { errorText } from './report-error.ts'
import { UserError } from './user-error.ts'

const fullDatabase = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
const brokenStatement = Object.assign(new Error('near "SELEC": syntax error'), { code: 'ERR_SQLITE_ERROR', errcode: 1 })

test('what the machine refuses is told with what to do, without a stack', () => {
  const error = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  assert.equal(
    errorText(error),
    'ENOSPC: no space left on device, write. The disk is full: make room or choose another place, then try again',
  )
  assert.match(errorText(fullDatabase), /^database or disk is full\. The disk is full/)
  assert.throws(
    () => readFileSync('/no/such/folder/file'),
    (thrown) => errorText(thrown).endsWith('Look whether the path is right'),
  )
})

test('a mistake of the user is his own sentence, a mistake of ours a defect with its stack', () => {
  assert.equal(errorText(new UserError('Cannot do that', 2)), 'Cannot do that')
  assert.match(errorText(new TypeError('x is not a function')), /^defect, please report it: TypeError: x .*\n\s+at /)
  assert.match(errorText(brokenStatement), /^defect, please report it: /)
})
