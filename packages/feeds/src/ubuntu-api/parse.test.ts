import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

test('ubuntu-api: the pocket is the channel; upstream is no release; DNE claims nothing', async () => {
  const status = (release_codename: string, pocket: string, state: string, description = ''): object => ({
    release_codename,
    pocket,
    status: state,
    description,
  })
  const statuses = [
    status('jammy', 'security', 'released', '1.2-3'),
    status('xenial', 'esm-infra', 'needed'),
    status('focal', 'fips-updates', 'ignored', 'end of life'),
    status('noble', 'security', 'DNE'),
    status('upstream', 'security', 'released', '1.2'),
  ]
  const items = await parsed(
    feed,
    'ubuntu/api/cves/0_1.json',
    JSON.stringify({ cves: [{ id: 'CVE-2024-0001', packages: [{ name: 'a', statuses }] }], total_results: 21 }),
  )
  assert.deepEqual(claimLines(items), [
    'CVE-2024-0001 deb:ubuntu:22.04:a < 1.2-3 affected',
    'CVE-2024-0001 deb:ubuntu:16.04+esm-infra:a every version affected',
    'CVE-2024-0001 deb:ubuntu:20.04+fips-updates:a every version endOfLife',
  ])
})

test('ubuntu-api: notices give the source packages; binary ones and those without version are left out', async () => {
  const release_packages = {
    jammy: [
      { name: 'a', version: '1-1', is_source: true },
      { name: 'liba', version: '1-1', is_source: false },
      { name: 'b', version: '', is_source: true },
    ],
  }
  const items = await parsed(
    feed,
    'ubuntu/api/notices/0_1.json',
    JSON.stringify({
      notices: [{ id: 'USN-1-1', cves_ids: ['CVE-2024-0001'], published: '2024-01-02T03:04:05', release_packages }],
    }),
  )
  assert.deepEqual(claimLines(items), ['CVE-2024-0001 deb:ubuntu:22.04:a < 1-1 affected'])
  assert.deepEqual(items.at(-1), { kind: 'stated', at: '2024-01-02T03:04:05Z' })
})

test('ubuntu-api: a page may be empty or be no page', async () => {
  assert.deepEqual(await parsed(feed, 'ubuntu/api/cves/0_1.json', '{"cves":[],"total_results":5}'), [])
  assert.equal((await parsed(feed, 'ubuntu/api/cves/0_1.json', '{"error":"x"}'))[0]?.kind, 'rejection')
})
