import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contains } from '@hygie/versions/contains'
import type { Interval } from '@hygie/versions/range'
import { betweenBranches, intervalsOf, listedRange } from './ranges.ts'

const holds = (intervals: readonly Interval[], version: string): string =>
  contains({ scheme: 'generic', intervals, versions: [] }, version)

// CVE-2025-0116; the vendor lists 10.2.11, 10.2.12-h6 and 10.2.13-h4 as affected, 10.2.10-h17 and 10.2.13-h5 as fixed.
const listed = listedRange('10.2', '< 10.2.10-h17, < 10.2.13-h5, < 10.2.14')
const told = intervalsOf({
  at: '',
  version: '10.2.0',
  status: 'affected',
  lessThan: '10.2.14',
  changes: [
    { at: '10.2.14', status: 'unaffected' },
    { at: '10.2.13-h5', status: 'unaffected' },
    { at: '10.2.10-h17', status: 'unaffected' },
  ],
})

for (const [version, where] of [
  ['10.2.0', 'inside'],
  ['10.2.10-h2', 'inside'],
  ['10.2.10-h17', 'outside'],
  ['10.2.10-h18', 'outside'],
  ['10.2.11', 'inside'],
  ['10.2.12-h6', 'inside'],
  ['10.2.13', 'inside'],
  ['10.2.13-h4', 'inside'],
  ['10.2.13-h5', 'outside'],
  ['10.2.14', 'outside'],
  ['10.1.14', 'outside'],
] as const)
  test(`paloalto: a hotfix mends its own release alone, ${version} is ${where}`, () => {
    assert.equal(holds(listed?.intervals ?? [], version), where)
    assert.equal(holds(told, version), where)
  })

test('paloalto: a text of the list is a range, its platform or nothing', () => {
  assert.deepEqual(listedRange('6.3', '< 6.3.3 on Windows'), {
    intervals: [{ from: { version: '6.3', inclusive: true }, to: { version: '6.3.3', inclusive: false } }],
    platform: 'Windows',
  })
  assert.deepEqual(listedRange(undefined, 'None'), { intervals: [] })
  assert.deepEqual(listedRange(undefined, 'All'), { intervals: [{}] })
  assert.equal(holds(listedRange('6.1', 'All on Windows')?.intervals ?? [], '6.1.5'), 'inside')
  assert.equal(holds(listedRange('6.1', 'All on Windows')?.intervals ?? [], '6.2'), 'outside')
  assert.equal(listedRange('6.1', 'some versions'), undefined)
})

test('paloalto: a branch that is not named is in no range but in a gap', () => {
  const from = (version: string): Interval => ({
    from: { version, inclusive: true },
    to: { version: `${version}.9`, inclusive: false },
  })
  const gaps = betweenBranches([from('11.1'), from('10.2'), from('10.1')])
  assert.equal(holds(gaps, '11.0.3'), 'inside')
  for (const version of ['10.1.14-h2', '10.2.10-h17', '10.2.14', '11.1.0', '11.2.1', '9.1'])
    assert.equal(holds(gaps, version), 'outside')
  assert.deepEqual(betweenBranches([from('11.1'), {}]), [])
})
