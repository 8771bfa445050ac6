import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = async (affected: readonly object[], more: object = {}) =>
  parsed(
    feed,
    'chainguard/osv/CGA-224q-ccj5-2p53.json',
    JSON.stringify({ id: 'CGA-224q-ccj5-2p53', upstream: ['CVE-2026-0001', 'GHSA-qgxr-kfqx-v5q9'], affected, ...more }),
  )
const of = (ecosystem: string, fixed: string) => ({
  package: { ecosystem, name: 'a' },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
})

test('chainguard-osv: fixed in "0" was never affected; both systems, the CVE before the GHSA', async () => {
  assert.deepEqual(claimLines(await read([of('Chainguard', '0'), of('Wolfi', '1.2-r0')])), [
    'CVE-2026-0001 apk:chainguard:rolling:a every version notAffected',
    'CVE-2026-0001 apk:wolfi:rolling:a < 1.2-r0 affected',
  ])
})

test('chainguard-osv: a range that ends at 0 beside another one is not "never"', async () => {
  const both = { ...of('Wolfi', '0'), ranges: [...of('Wolfi', '0').ranges, ...of('Wolfi', '1.2-r0').ranges] }
  assert.deepEqual(claimLines(await read([both])), ['CVE-2026-0001 apk:wolfi:rolling:a < 0, or < 1.2-r0 affected'])
})

test('chainguard-osv: another ecosystem is refused, a withdrawn advisory says nothing', async () => {
  assert.deepEqual(
    (await read([of('Alpine:v3.20', '1')])).flatMap((item) => (item.kind === 'rejection' ? [item.error.code] : [])),
    ['chainguard-place'],
  )
  assert.deepEqual(claimLines(await read([of('Wolfi', '1.2-r0')], { withdrawn: '2026-01-01T00:00:00Z' })), [])
})
