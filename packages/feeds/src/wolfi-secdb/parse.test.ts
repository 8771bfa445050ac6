import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = async (reponame: unknown, secfixes: unknown) =>
  parsed(feed, 'wolfi/os/security.json', JSON.stringify({ reponame, packages: [{ pkg: { name: 'a', secfixes } }] }))

test('wolfi-secdb: one line that rolls; "0" was never affected', async () => {
  assert.deepEqual(claimLines(await read('os', { '0': ['CVE-2016-2781'], '1.2-r3': ['CVE-2022-0001', 'GHSA-xvch-5gv4-984h'] })), [
    'CVE-2016-2781 apk:wolfi:rolling:a every version notAffected',
    'CVE-2022-0001 apk:wolfi:rolling:a < 1.2-r3 affected',
    'GHSA-xvch-5gv4-984h apk:wolfi:rolling:a < 1.2-r3 affected',
  ])
})

test('wolfi-secdb: the database of another repository is not taken for this one', async () => {
  for (const reponame of ['chainguard', 'main', undefined, 1])
    assert.deepEqual(
      (await read(reponame, { '1-r0': ['CVE-2022-0001'] })).map(({ kind }) => kind),
      ['rejection'],
    )
})
