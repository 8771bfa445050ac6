import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { claimLines, testFeed } from '../feed.suite.ts'
import { ofKind } from '../fields/gather.ts'
import { readFeed } from '../read-feed.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const sample = fileURLToPath(new URL('./sample/', import.meta.url))

test("msrc-bulletins: the component's update counts, the day is a serial number, heads hold line breaks", async () => {
  const items = (await Array.fromAsync(readFeed(feed, sample).items)).map(({ item }) => item)
  assert.deepEqual(claimLines(items), [
    'CVE-2007-0099 msrc:microsoft xml core services 3.0 on windows 2000 service pack 4 every version affected (Critical)',
    'CVE-2008-4029 msrc:microsoft xml core services 3.0 on windows 2000 service pack 4 every version affected (Critical)',
    'CVE-2008-4033 msrc:microsoft xml core services 3.0 on windows 2000 service pack 4 every version affected (Critical)',
  ])
  assert.deepEqual(
    ofKind(items, 'update').map(({ id, supersedes, releasedAt }) => [id, supersedes, releasedAt]),
    [
      ['4014329', ['4010250'], '2017-03-14'],
      ['955069', ['936021'], '2008-11-11'],
    ],
  )
})

const mirror = fileURLToPath(new URL('../../../../../shared/mirror/', import.meta.url))

test(
  'msrc-bulletins: both lists of the mirror',
  { skip: existsSync(`${mirror}msrc/bulletin`) ? false : 'no mirror beside the repository' },
  async () => {
    const reading = readFeed(feed, mirror)
    for await (const { item } of reading.items) assert.notEqual(item.kind, 'rejection')
    assert.equal(reading.state().files, 2)
  },
)
