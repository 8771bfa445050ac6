import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = async (id: string, ecosystem: string, more: object = {}) =>
  parsed(
    feed,
    `alpine/osv/all.zip!${id}.json`,
    JSON.stringify({
      id,
      affected: [
        {
          package: { ecosystem, name: 'a' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2-r0' }] }],
          versions: ['1.1-r0'],
        },
      ],
      ...more,
    }),
  )

test('alpine-osv: the CVE in upstream, or as the id of older records', async () => {
  const expected = ['CVE-2023-0001 apk:alpine:3.18:a < 1.2-r0 affected']
  assert.deepEqual(claimLines(await read('ALPINE-CVE-2023-0001', 'Alpine:v3.18', { upstream: ['CVE-2023-0001'] })), expected)
  assert.deepEqual(claimLines(await read('CVE-2023-0001', 'Alpine:v3.18')), expected)
})

test('alpine-osv: packages of others are left alone, a name without a release is refused', async () => {
  const shown = async (ecosystem: string) =>
    (await read('CVE-2023-0001', ecosystem)).map((item) => (item.kind === 'rejection' ? item.error.code : item.kind))
  assert.deepEqual(await shown('Debian:12'), ['vulnerability'])
  assert.deepEqual(await shown('Alpine'), ['vulnerability', 'alpine-release'])
})
