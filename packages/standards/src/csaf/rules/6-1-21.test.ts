import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingRevision } from './6-1-21.ts'

const day = (number: string, date = '2024-01-01T00:00:00Z') => ({ date, number })
for (const [name, history, missing] of [
  ['one item', [day('1')], undefined],
  ['begins at 2', [day('2')], '2'],
  ['omits 2', [day('1'), day('3', '2024-01-02T00:00:00Z')], '3'],
  ['listed newest first, one date', [day('2'), day('1')], undefined],
  ['another zone sorts by instant', [day('2', '2024-01-02T00:30:00+02:00'), day('1', '2024-01-01T22:00:00Z')], undefined],
  ['semantic: only the major counts', [day('0.1.0'), day('1.5.0'), day('2.0.0-rc.1')], undefined],
  ['semantic: omits a major', [day('1.0.0'), day('3.0.0')], '3.0.0'],
  ['what is no number is left to another rule', [day('x')], undefined],
] as const)
  test(`csaf 6.1.21 ${name}`, () => assert.equal(missingRevision(history), missing))
