import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (list: string, ...value: readonly object[]) => gather(feed, `msrc/sug-api/${list}/0.json`, JSON.stringify({ value }))
const product = { cveNumber: 'CVE-2025-21384', product: 'Windows Server 2019', kbArticles: [] }

test('msrc-sug: what the cloud has mended leaves nothing to do; else no fix is known', async () => {
  assert.deepEqual(claimLines(await read('product', { ...product, customerActionRequired: false })), [])
  assert.deepEqual(claimLines(await read('product', { ...product, customerActionRequired: true })), [
    'CVE-2025-21384 msrc:windows server 2019 every version affected',
  ])
})

test('msrc-sug: an article is an update with its build', async () => {
  const article = {
    articleName: '5053594',
    fixedBuildNumber: '10.0.17763.7009',
    supercedence: '5052000',
    downloadName: 'Security Update',
  }
  const items = await read('product', { ...product, kbArticles: [article] })
  assert.deepEqual(claimLines(items), ['CVE-2025-21384 msrc:windows server 2019 < 10.0.17763.7009 affected'])
  assert.deepEqual(ofKind(items, 'update'), [
    { kind: 'update', id: '5053594', product: 'msrc:windows server 2019', supersedes: ['5052000'], build: '10.0.17763.7009' },
  ])
})

test('msrc-sug: a day before the guide is a slip, the update stays', async () => {
  const update = { articleName: '3147461', product: 'Windows 10 for x64-based Systems', supercedence: '3140745' }
  const days = await Promise.all(
    ['2002-04-12T07:00:00Z', '2016-04-12T07:00:00Z'].map(async (releaseDate) =>
      ofKind(await read('deployment', { ...update, releaseDate }), 'update').map(({ releasedAt }) => releasedAt),
    ),
  )
  assert.deepEqual(days, [[undefined], ['2016-04-12']])
})
