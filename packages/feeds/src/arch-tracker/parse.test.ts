import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = async (status: unknown, fixed: unknown) =>
  (
    await parsed(
      feed,
      'arch/issues/all.json',
      JSON.stringify([
        {
          name: 'AVG-1',
          packages: ['a', 'lib32-a'],
          status,
          severity: 'High',
          type: 'x',
          affected: '1-1',
          fixed,
          issues: ['CVE-2020-0001'],
        },
      ]),
    )
  ).flatMap((item) => (item.kind === 'claim' ? claimLines([item]) : item.kind === 'rejection' ? [item.error.code] : []))

for (const [status, fixed, expected] of [
  ['Fixed', '1:2.36.0+2+ga7c869a-1', '< 1:2.36.0+2+ga7c869a-1 affected'],
  ['Vulnerable', null, 'every version affected'],
  ['Vulnerable', '', 'every version affected'],
  ['Testing', '2-1', '< 2-1 affected'],
  ['Not affected', null, 'every version notAffected'],
  ['Unknown', '2-1', '< 2-1 underInvestigation'],
  ['Unknown', null, 'every version underInvestigation'],
] as const)
  test(`arch-tracker: ${status}, fixed in ${JSON.stringify(fixed)}`, async () => {
    assert.deepEqual(
      await read(status, fixed),
      ['a', 'lib32-a'].map((name) => `CVE-2020-0001 alpm:arch:rolling:${name} ${expected} (High)`),
    )
  })

test('arch-tracker: a status that is not known, and a fix without a version, are refused', async () => {
  for (const [status, fixed] of [
    ['Fixed', null],
    ['Fixed', 'next release'],
    ['Gone', '2-1'],
    [null, '2-1'],
  ])
    assert.deepEqual(await read(status, fixed), ['arch-group'])
})
