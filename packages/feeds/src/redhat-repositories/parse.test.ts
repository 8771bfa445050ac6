import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

test('redhat-repositories: an entry without CPEs rejects itself', async () => {
  const data = { a: { cpes: ['cpe:/o:redhat:enterprise_linux:9::baseos'] }, b: { cpes: [] }, c: { cpes: ['x'] }, d: 1 }
  const items = await gather(
    feed,
    'redhat/repository-to-cpe.json.gz',
    JSON.stringify({ data, last_updated: '2023-10-25T00:44:58' }),
  )
  assert.deepEqual(ofKind(items, 'repository'), [
    { kind: 'repository', name: 'a', cpes: ['cpe:/o:redhat:enterprise_linux:9::baseos'] },
  ])
  assert.deepEqual(
    ofKind(items, 'rejection').map(({ error }) => error.at),
    ['data/b', 'data/c', 'data/d'],
  )
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2023-10-25T00:44:58Z' }])
})
