import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csafFileName } from '../file-name.ts'
import { hasProhibitedCategory } from './6-1-26.ts'

for (const [category, broken] of [
  ['csaf_base', false],
  ['csaf_vex', false],
  ['Example Company Security Notice', false],
  ['OASIS CSAF TC Security Incident Response', false],
  ['csaf_BASE', true],
  ['Csaf_VeX', true],
  ['veX', true],
  ['Security_Incident_Response', true],
  ['csafsecurityadvisory', true],
  ['CSAF informational-advisory', true],
] as const)
  test(`csaf 6.1.26 ${category}`, () => assert.equal(hasProhibitedCategory(category), broken))

test('csaf 5.1 names the file after the tracking id', () => {
  assert.equal(csafFileName('Example: #/Company+A_2021-1'), 'example_company+a_2021-1.json')
})
