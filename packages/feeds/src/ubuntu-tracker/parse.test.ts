import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function claims(...states: readonly string[]): Promise<readonly string[]> {
  const items = await parsed(
    feed,
    'ubuntu/ubuntu-cve-tracker/active/CVE-2024-0001',
    ['Candidate: CVE-2024-0001', 'Priority: low', ...states].join('\n'),
  )
  return [
    ...claimLines(items).map((line) => line.replace('CVE-2024-0001 deb:ubuntu:', '')),
    ...items.flatMap((item) => (item.kind === 'rejection' ? [item.error.code] : [])),
  ]
}

const states: readonly (readonly [string, readonly string[]])[] = [
  ['focal_a: released (1.1.1f-1ubuntu2.15)', ['20.04:a < 1.1.1f-1ubuntu2.15 affected']],
  ['focal_a: released (v1.2)', ['20.04:a every version underInvestigation']],
  ['focal_a: released', ['20.04:a every version underInvestigation']],
  ['focal_a: pending (1.2-3)', ['20.04:a < 1.2-3 affected']],
  ['focal_a: needed', ['20.04:a every version affected']],
  ['focal_a: deferred (2022-06-01)', ['20.04:a every version affected']],
  ['focal_a: needs-triage', ['20.04:a every version underInvestigation']],
  ['focal_a: not-affected (code-not-compiled)', ['20.04:a every version notAffected']],
  ['focal_a: DNE', []],
  ['trusty_a: ignored (out of standard support)', ['14.04:a every version endOfLife']],
  ['hirsute_a: ignored (reached end-of-life)', ['21.04:a every version endOfLife']],
  ['xenial_a: ignored (end of standard support, was needed)', ['16.04:a every version endOfLife']],
  ['xenial_a: ignored (end of standard support, was needs-triage)', ['16.04:a every version underInvestigation']],
  ['focal_a: ignored (see notes)', ['20.04:a every version willNotFix']],
  ['focal_a: ignored', ['20.04:a every version willNotFix']],
  ['esm-infra/xenial_a: released (1.0-1+esm5)', ['16.04+esm-infra:a < 1.0-1+esm5 affected']],
  ['trusty/esm_a: needed', ['14.04+esm-infra:a every version affected']],
  ['esm-apps/jammy_a: needed', ['22.04+esm-apps:a every version affected']],
  ['fips-updates/focal_a: needed', ['20.04+fips-updates:a every version affected']],
  ['upstream_a: needed', []],
  ['devel_a: needed', []],
  ['atlantis_a: needed', ['ubuntu-release']],
  ['focal_a: perhaps', ['ubuntu-state']],
]
for (const [state, expected] of states)
  test(`ubuntu-tracker: ${state}`, async () => {
    assert.deepEqual(await claims(state), expected)
  })

test('ubuntu-tracker: the priority of a package is the grade of its claims', async () => {
  assert.deepEqual(await claims('Priority_firefox: high', ' reasons', 'focal_firefox: needed', 'focal_a: needed'), [
    '20.04:firefox every version affected (high)',
    '20.04:a every version affected',
  ])
})

test('ubuntu-tracker: the boilerplate is not read', () => {
  assert.equal(feed.accepts('ubuntu/ubuntu-cve-tracker.zip!active/00boilerplate'), false)
  assert.equal(feed.accepts('ubuntu/ubuntu-cve-tracker.zip!active/CVE-2022-2068'), true)
})
