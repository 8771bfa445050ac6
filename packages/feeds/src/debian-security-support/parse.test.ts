import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

test('debian-security-support: patterns, tabs, a release from the file name', async () => {
  const [item] = await parsed(
    feed,
    'debian/security-support/security-support-ended.deb12',
    'php-horde.*\t0\t\t2025-03-22  \thttps://x.example/1; incompatible\n',
  )
  assert.deepEqual(item, {
    kind: 'lifecycle',
    product: 'debian',
    cycle: '12',
    package: 'php-horde*',
    reference: 'https://x.example/1',
    phases: [{ phase: 'security', ends: { on: '2025-03-22' }, conditional: false }],
    note: 'https://x.example/1; incompatible',
  })
})

test('debian-security-support: limits without a release are for every cycle; comments and blank lines say nothing', async () => {
  const items = await parsed(feed, 'debian/security-support/security-support-limited', '# c\n\n  \ngolang.*        See notes\n')
  assert.deepEqual(items, [
    {
      kind: 'lifecycle',
      product: 'debian',
      cycle: '*',
      package: 'golang*',
      phases: [{ phase: 'limited', ends: 'not-over', conditional: false }],
      note: 'See notes',
    },
  ])
})

test('debian-security-support: the list of ended packages of an unknown release is left alone', () => {
  assert.equal(feed.accepts('debian/security-support/security-support-ended'), false)
  assert.equal(feed.accepts('debian/security-support/security-support-ended.deb9'), true)
})
