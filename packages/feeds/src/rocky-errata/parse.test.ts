import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (packages: readonly object[], more: object = {}) =>
  gather(
    feed,
    'rocky/errata/page1.json.gz',
    JSON.stringify({
      total: 1,
      advisories: [
        {
          name: 'RLSA-2026:0001',
          synopsis: 'Moderate: x',
          kind: 'Security',
          severity: 'Moderate',
          updated_at: '2025-11-27T09:12:41.644151+00:00',
          cves: [{ cve: 'CVE-2026-0001', cvss3_scoring_vector: 'UNKNOWN' }],
          packages,
          ...more,
        },
      ],
    }),
  )
const item = (nevra: string, product_name: string, more: object = {}) => ({ nevra, product_name, ...more })

test('rocky-errata: binary and source packages, vaults, modules and groups', async () => {
  const claims = ofKind(
    await read([
      item('delve-0:1.25.2-1.el10_1.aarch64.rpm', 'Rocky Linux 10 aarch64'),
      item('delve-0:1.25.2-1.el10_1.x86_64.rpm', 'Rocky Linux 10 x86_64'),
      item('delve-0:1.25.2-1.el10_1.src.rpm', 'Rocky Linux 10 aarch64'),
      item('a-1:1-2.el8_4.x86_64.rpm', 'Rocky Linux 8.4 x86_64 (Legacy)'),
      item('b-0:1-2.module+el8.x86_64.rpm', 'Rocky Linux 8 x86_64', { module_name: 'ruby', module_stream: '3.3' }),
      item('kernel-0:1-2.cloud.x86_64.rpm', 'Rocky Linux SIG Cloud 8 x86_64'),
    ]),
    'claim',
  )
  assert.deepEqual(
    claims.map(({ product, range, architectures }) => [product, range.intervals[0]?.to?.version, architectures]),
    [
      ['rpm:rocky:10:delve', '0:1.25.2-1.el10_1', undefined],
      ['srpm:rocky:10:delve', '0:1.25.2-1.el10_1', undefined],
      ['rpm:rocky:8:a', '1:1-2.el8_4', undefined],
      ['rpm:rocky:8+ruby@3.3:b', '0:1-2.module+el8', undefined],
      ['rpm:rocky:8+sig-cloud:kernel', '0:1-2.cloud', undefined],
    ],
  )
})

test("rocky-errata: an unknown vector is no score, a known one is Rocky's", async () => {
  assert.equal(ofKind(await read([]), 'score').length, 0)
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'
  const cves = [{ cve: 'CVE-2026-0001', cvss3_scoring_vector: vector }]
  assert.deepEqual(ofKind(await read([], { cves }), 'score'), [
    { kind: 'score', vulnerability: 'CVE-2026-0001', origin: 'rocky', system: 'cvss3.1', vector },
  ])
})

test('rocky-errata: a package that cannot be placed rejects itself', async () => {
  const items = await read([
    item('a-0:1-2.x86_64.rpm', 'CentOS 8'),
    item('not a package', 'Rocky Linux 8 x86_64'),
    item('b-0:1-2.x86_64.rpm', 'Rocky Linux 8 x86_64'),
  ])
  assert.deepEqual(
    ofKind(items, 'rejection').map(({ error }) => [error.code, error.at]),
    [
      ['rocky-release', 'advisories/0 $.packages[0]'],
      ['nevra-malformed', 'advisories/0 $.packages[1]'],
    ],
  )
  assert.equal(ofKind(items, 'claim').length, 1)
})
