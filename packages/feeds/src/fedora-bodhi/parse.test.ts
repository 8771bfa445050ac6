import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const read = (more: object, wrap: (update: object) => unknown = (update) => ({ updates: [update], total: 1, page: 1 })) =>
  gather(
    feed,
    'fedora/bodhi/F43/page-1.json',
    JSON.stringify(
      wrap({
        alias: 'FEDORA-2025-4a08954c02',
        type: 'security',
        status: 'stable',
        severity: 'unspecified',
        title: 'kernel-tools-6.6.2-100.fc43',
        date_modified: '2025-11-24 17:16:14',
        release: { long_name: 'Fedora 43' },
        builds: [{ nvr: 'kernel-tools-6.6.2-100.fc43', type: 'rpm', epoch: 2 }],
        bugs: [{ title: 'CVE-2025-0001 kernel: race [fedora-all]', security: true }],
        ...more,
      }),
    ),
  )
const shown = async (more: object) =>
  (await read(more)).flatMap((item) =>
    item.kind === 'claim'
      ? [
          `${item.vulnerability} ${item.product} ${item.range.intervals[0]?.to?.version}${item.note === undefined ? '' : ` (${item.note})`}`,
        ]
      : item.kind === 'rejection'
        ? [item.error.code]
        : [],
  )

test('fedora-bodhi: the name of a build is cut from its end, and its epoch stands beside it', async () => {
  assert.deepEqual(await shown({}), ['CVE-2025-0001 srpm:fedora:43:kernel-tools 2:6.6.2-100.fc43'])
  assert.equal(ofKind(await read({}, (update) => [update]), 'claim').length, 1)
})

test('fedora-bodhi: a fix in testing is one, with a note; what was taken back is none', async () => {
  assert.deepEqual(await shown({ status: 'testing' }), [
    'CVE-2025-0001 srpm:fedora:43:kernel-tools 2:6.6.2-100.fc43 (the fix is in updates-testing, not yet for everybody)',
  ])
  for (const status of ['obsolete', 'unpushed', 'pending', null])
    assert.deepEqual(
      ofKind(await read({ status, bugs: [] }), 'claim').map(({ vulnerability }) => vulnerability),
      [],
    )
})

test('fedora-bodhi: modules and flatpaks are no packages of the release', async () => {
  assert.deepEqual(await shown({ builds: [{ nvr: 'nginx-mainline-3820240218193500.f38', type: 'module', epoch: null }] }), [
    'bodhi-build',
  ])
  assert.deepEqual(await shown({ release: { long_name: 'Fedora 43 Flatpaks' } }), ['fedora-release'])
})
