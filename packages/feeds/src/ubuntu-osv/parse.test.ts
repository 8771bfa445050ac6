import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

function record(id: string, more: object, affected: object): string {
  return JSON.stringify({
    id,
    modified: '2026-01-01T00:00:00Z',
    ...more,
    affected: [{ ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1-1' }] }], ...affected }],
  })
}

const packages: readonly (readonly [string, object, string])[] = [
  ['plain', { ecosystem: 'Ubuntu:16.04:LTS', purl: 'pkg:deb/ubuntu/a@1-1?arch=source&distro=xenial' }, '16.04'],
  [
    'ESM under its old name',
    { ecosystem: 'Ubuntu:Pro:14.04:LTS', purl: 'pkg:deb/ubuntu/a@1-1?arch=source&distro=trusty/esm' },
    '14.04+esm-infra',
  ],
  [
    'ESM Legacy',
    { ecosystem: 'Ubuntu:Pro:14.04:LTS', purl: 'pkg:deb/ubuntu/a@1-1?arch=source&distro=esm-infra-legacy/trusty' },
    '14.04+esm-infra-legacy',
  ],
  ['FIPS by the ecosystem alone', { ecosystem: 'Ubuntu:Pro:FIPS-updates:20.04:LTS' }, '20.04+fips-updates'],
  ['Pro by the ecosystem alone', { ecosystem: 'Ubuntu:Pro:20.04:LTS' }, '20.04+pro'],
]
for (const [what, { ...place }, line] of packages)
  test(`ubuntu-osv: ${what}`, async () => {
    const items = await parsed(
      feed,
      'x',
      record('UBUNTU-CVE-2024-0001', { upstream: ['CVE-2024-0001'] }, { package: { name: 'a', ...place } }),
    )
    assert.deepEqual(claimLines(items), [`CVE-2024-0001 deb:ubuntu:${line}:a < 1-1 affected`])
  })

test('ubuntu-osv: a notice names UBUNTU-CVE in upstream and is an advisory', async () => {
  const items = await parsed(
    feed,
    'x',
    record('USN-1-1', { upstream: ['UBUNTU-CVE-2024-0001'] }, { package: { name: 'a', ecosystem: 'Ubuntu:24.04:LTS' } }),
  )
  assert.deepEqual(claimLines(items), ['CVE-2024-0001 deb:ubuntu:24.04:a < 1-1 affected'])
  assert.deepEqual(
    items.map((item) => item.kind),
    ['advisory', 'claim', 'stated'],
  )
})

test('ubuntu-osv: no fix leaves the range open; live patches are a channel of their own', async () => {
  const open = {
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
    package: { name: 'a', ecosystem: 'Ubuntu:24.04:LTS' },
  }
  assert.deepEqual(claimLines(await parsed(feed, 'x', record('UBUNTU-CVE-2024-0001', { upstream: ['CVE-2024-0001'] }, open))), [
    'CVE-2024-0001 deb:ubuntu:24.04:a every version affected',
  ])
  const live = { ...open, ecosystem_specific: { availability: 'Livepatch subscription required' } }
  assert.deepEqual(claimLines(await parsed(feed, 'x', record('LSN-1-1', { related: ['CVE-2024-0001'] }, live))), [
    'CVE-2024-0001 deb:ubuntu:24.04+livepatch:a every version affected',
  ])
})
