/** What the scripts must never hold. They run on systems as old as XP, as administrator, on machines that care for patients. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collectCmd } from './batch.ts'
import { collectPs1 } from './powershell.ts'

const powershell = collectPs1('0.1.0')
const batch = collectCmd('0.1.0')

/** Not in PowerShell 2.0, or harmful. Source: about_Windows_PowerShell_3.0 and later, "what's new"; Win32_Product repairs programs. */
const FORBIDDEN: readonly (readonly [name: string, pattern: RegExp, planted: string])[] = [
  ['[ordered]', /\[ordered\]/i, '[ordered]@{}'],
  ['[pscustomobject]', /\[pscustomobject\]/i, '[PSCustomObject]@{ a = 1 }'],
  ['-in', /\s-(?:not)?in\s/i, 'if ($a -in $b) {}'],
  ['.ForEach()', /\.(?:ForEach|Where)\(/, '$a.ForEach({ 1 })'],
  ['simplified Where-Object', /Where-Object\s+[A-Za-z]/, 'Where-Object Name -eq x'],
  ['-Raw', /\s-Raw\b/, 'Get-Content x -Raw'],
  ['ConvertTo-Json', /ConvertTo-Json|ConvertFrom-Json/i, 'ConvertTo-Json $a'],
  ['$PSScriptRoot', /\$PSScriptRoot/i, '$PSScriptRoot'],
  ['Invoke-RestMethod', /Invoke-(?:RestMethod|WebRequest)/i, 'Invoke-RestMethod x'],
  ['IsNullOrWhiteSpace', /IsNullOrWhiteSpace/i, '[string]::IsNullOrWhiteSpace($a)'],
  ['OpenBaseKey', /OpenBaseKey|RegistryView/, '[Microsoft.Win32.RegistryKey]::OpenBaseKey(1, 2)'],
  ['class', /^\s*class\s+\w+\s*\{/m, 'class A {'],
  ['??', /\?\?/, '$a ?? 1'],
  ['Win32_Product', /Win32_Product\b/i, 'Get-WmiObject Win32_Product'],
]

for (const [name, pattern, planted] of FORBIDDEN)
  test(`collect.ps1 has no ${name}`, () => {
    assert.match(planted, pattern) // the rule can fail
    assert.doesNotMatch(powershell, pattern)
  })

test('both scripts are pure ASCII, constant, and end their lines as Windows does', () => {
  for (const script of [powershell, batch]) assert.match(script, /^[\t\r\n -~]*$/)
  assert.equal(collectPs1('0.1.0'), powershell)
  assert.equal(collectCmd('0.1.0'), batch)
})

test('collect.cmd reads no translated date and leaves programs alone', () => {
  assert.doesNotMatch(batch, /%DATE%|%TIME%/i)
  assert.doesNotMatch(batch, /Win32_Product\b|\bproduct get\b/i)
})

test('a password to sign in by itself is withheld, not exported', () => {
  for (const line of batch.split('\n').filter((text) => text.includes('DefaultPassword'))) assert.match(line, /^call :withheld /)
})
