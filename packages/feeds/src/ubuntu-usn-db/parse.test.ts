import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

test('ubuntu-usn-db: addresses of bugs are no vulnerabilities; seconds become a date', async () => {
  const notice = {
    cves: ['https://launchpad.net/bugs/1', 'CVE-2009-0698'],
    timestamp: 1240263290.175942,
    title: 't',
    releases: { hardy: { sources: { a: { version: '1-1' } } }, atlantis: { sources: { a: { version: '1' } } } },
  }
  const items = await parsed(feed, 'x', JSON.stringify({ '763-1': notice, oops: {} }))
  assert.deepEqual(claimLines(items), ['CVE-2009-0698 deb:ubuntu:8.04:a < 1-1 affected'])
  assert.deepEqual(items.at(-1), { kind: 'stated', at: '2009-04-20T21:34:50Z' })
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'rejection' ? [item.error.code] : [])),
    ['ubuntu-state', 'ubuntu-notice'],
  )
})

test('ubuntu-usn-db: a notice without CVE keeps its own name', async () => {
  assert.deepEqual(
    claimLines(
      await parsed(
        feed,
        'x',
        JSON.stringify({ '1-1': { cves: [], releases: { hardy: { sources: { a: { version: '1-1' } } } } } }),
      ),
    ),
    ['USN-1-1 deb:ubuntu:8.04:a < 1-1 affected'],
  )
})
