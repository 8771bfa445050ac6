import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const PATH = 'nvd-overrides/nvd-data-overrides.tar.gz!data/2024/CVE-2024-1234.json'

test('nvd-overrides: claims say why they were made, and nothing else is said', async () => {
  const cpeMatch = [{ vulnerable: true, criteria: 'cpe:2.3:a:m:p:*:*:*:*:*:*:*:*' }]
  const items = await gather(
    feed,
    PATH,
    JSON.stringify({
      _annotation: { cve_id: 'CVE-2024-1234', reason: 'Not yet analysed' },
      cve: { configurations: [{ nodes: [{ negate: false, operator: 'OR', cpeMatch }] }] },
    }),
  )
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['claim'],
  )
  assert.equal(ofKind(items, 'claim')[0]?.note, 'Not yet analysed')
})

test('nvd-overrides: the id is that of the annotation; without it the file is refused', async () => {
  const items = await gather(feed, PATH, JSON.stringify({ cve: { configurations: [] } }))
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['rejection'],
  )
})
