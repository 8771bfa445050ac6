import assert from 'node:assert/strict'
import { test } from 'node:test'

import { formatNuget, nuget, parseNugetStrict } from './nuget.ts'
import { testCases, testScheme, textsOf } from './scheme.suite.ts'

testCases(nuget, new URL('nuget.cases.txt', import.meta.url))
testScheme(nuget, {
  texts: textsOf(['1', '0', '1.0', '.0', '.1', '-', '-a', '-1', '-2147483648', '+', '.A', '.10', 'b', '--', '.-2']),
  refused: ['', ' ', '.', '1..0', '1.0-', '-1.0', '1 9'],
})

test('nuget says what NuGet itself refuses for its size', () => {
  const oversized = ['1.1.1.2147483647', '1.1.2147483648', '1.2.3.4.5'].map((text) => {
    const version = nuget.parse(text)
    return version.ok && version.value.oversized
  })
  assert.deepEqual(oversized, [false, true, true])
})

test('nuget writes its normal and its full form', () => {
  const version = nuget.parse(' 1.02.0.0-RC.1+Meta ')
  assert.ok(version.ok)
  const forms = (['version', 'normal', 'full'] as const).map((parts) => formatNuget(version.value, parts))
  assert.deepEqual(forms, ['1.2.0', '1.2.0-RC.1', '1.2.0-RC.1+Meta'])
})

test('nuget reads SemVer strictly when asked to', () => {
  const accepted = ['1.2.3-0a+00', '1.2.3-00', '01.2.3', '1.2', '1.2.3.4', ' 1.2.3'].map((text) => parseNugetStrict(text).ok)
  assert.deepEqual(accepted, [true, false, false, false, false, false])
})
