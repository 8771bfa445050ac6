import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (id: string, more: object) =>
  gather(
    feed,
    `rocky/osv.zip!${id}.json`,
    JSON.stringify({
      id,
      modified: '2026-03-26T13:17:49Z',
      affected: [
        {
          package: { ecosystem: 'Rocky Linux:8', name: 'kernel' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '0:4.18.0-425.el8_7' }] }],
        },
      ],
      ...more,
    }),
  )

test('rocky-osv: the CVE stand in upstream or in related', async () => {
  for (const member of ['upstream', 'related'])
    assert.deepEqual(
      ofKind(await read('RLSA-2026:0001', { [member]: ['CVE-2026-0001'] }), 'claim').map(({ vulnerability }) => vulnerability),
      ['CVE-2026-0001'],
    )
})

test('rocky-osv: special interest groups have a line of their own', async () => {
  const [claim] = ofKind(await read('RXSA-2026:0001', { upstream: ['CVE-2026-0001'] }), 'claim')
  assert.equal(claim?.product, 'rpm:rocky:8+sig:kernel')
})

test('rocky-osv: one score belongs to one CVE only', async () => {
  const severity = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H' }]
  const scores = async (upstream: readonly string[]) =>
    ofKind(await read('RLSA-2026:0001', { upstream, severity }), 'score').map(({ vulnerability, origin }) => [
      vulnerability,
      origin,
    ])
  assert.deepEqual(await scores(['CVE-2026-0001']), [['CVE-2026-0001', 'rocky']])
  assert.deepEqual(await scores(['CVE-2026-0001', 'CVE-2026-0002']), [])
})
