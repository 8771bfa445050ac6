import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const record = {
  id: 'DLA-0001-1',
  modified: '2023-06-28T06:17:52Z',
  related: ['CVE-2014-3466'],
  affected: [
    {
      package: { name: 'gnutls26', ecosystem: 'Debian:6.0' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.8.6-1+squeeze4' }] }],
      versions: ['2.8.6-1', '9.9-1'],
    },
  ],
}

test('debian-osv: the CVE of an advisory stand in related; a listed version outside of the range is kept', async () => {
  const items = await parsed(feed, 'debian/osv/all.zip!DLA-0010-1.json', JSON.stringify(record))
  assert.deepEqual(claimLines(items), ['CVE-2014-3466 deb:debian:6.0:gnutls26 < 2.8.6-1+squeeze4, or = 9.9-1 affected'])
  assert.equal(items.find((item) => item.kind === 'claim')?.advisory, 'DLA-0001-1')
})

test('debian-osv: DEBIAN-CVE records are the CVE under another name', async () => {
  const items = await parsed(
    feed,
    'x.json',
    JSON.stringify({ ...record, id: 'DEBIAN-CVE-2014-3466', related: [], upstream: ['CVE-2014-3466'] }),
  )
  assert.deepEqual(items[0], {
    kind: 'vulnerability',
    id: 'CVE-2014-3466',
    aliases: ['DEBIAN-CVE-2014-3466'],
    modifiedAt: '2023-06-28T06:17:52Z',
  })
  assert.equal(items.find((item) => item.kind === 'claim')?.advisory, undefined)
})

test('debian-osv: a withdrawn record says nothing but that', async () => {
  const items = await parsed(feed, 'x.json', JSON.stringify({ ...record, withdrawn: '2024-01-01T00:00:00Z' }))
  assert.deepEqual(items.slice(0, -1), [{ kind: 'vulnerability', id: 'DLA-0001-1', withdrawnAt: '2024-01-01T00:00:00Z' }])
})
