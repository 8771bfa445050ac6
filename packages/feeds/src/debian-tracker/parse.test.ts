import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

async function claims(state: object, id = 'CVE-2024-0001'): Promise<readonly string[]> {
  const items = await parsed(
    feed,
    'debian/security-tracker/data/json',
    JSON.stringify({ a: { [id]: { releases: { bookworm: state } } } }),
  )
  return [...claimLines(items), ...items.flatMap((item) => (item.kind === 'rejection' ? [item.error.code] : []))]
}

const states: readonly (readonly [string, object, string])[] = [
  [
    'resolved at "0" was never affected',
    { status: 'resolved', fixed_version: '0', urgency: 'unimportant' },
    'every version notAffected (unimportant)',
  ],
  [
    'resolved with an epoch',
    { status: 'resolved', fixed_version: '2:1.20.11-1+deb11u6', urgency: 'low**' },
    '< 2:1.20.11-1+deb11u6 affected (low**)',
  ],
  ['open has no fixed version', { status: 'open', urgency: 'not yet assigned' }, 'every version affected'],
  ['open at its end of life', { status: 'open', urgency: 'end-of-life' }, 'every version endOfLife'],
  [
    'open without advisory',
    { status: 'open', urgency: 'not yet assigned', nodsa: 'Minor issue', nodsa_reason: '' },
    'every version affected (no-dsa: Minor issue)',
  ],
  [
    'open and postponed',
    { status: 'open', urgency: 'not yet assigned', nodsa: 'Later', nodsa_reason: 'postponed' },
    'every version affected (postponed: Later)',
  ],
  [
    'open and ignored',
    { status: 'open', urgency: 'low', nodsa: 'Too intrusive', nodsa_reason: 'ignored' },
    'every version willNotFix (low)',
  ],
  ['undetermined', { status: 'undetermined', urgency: 'not yet assigned' }, 'every version underInvestigation'],
]
for (const [what, state, expected] of states)
  test(`debian-tracker: ${what}`, async () => {
    assert.deepEqual(await claims(state), [`CVE-2024-0001 deb:debian:12:a ${expected}`])
  })

test('debian-tracker: ids without CVE are kept, foreign ones and unknown states refused', async () => {
  assert.deepEqual(await claims({ status: 'open' }, 'TEMP-0000000-A2EE6F'), [
    'TEMP-0000000-A2EE6F deb:debian:12:a every version affected',
  ])
  assert.deepEqual(await claims({ status: 'open' }, 'XYZ-1'), ['debian-entry'])
  assert.deepEqual(await claims({ status: 'fine' }), ['debian-state'])
  assert.deepEqual(await claims({ status: 'resolved', fixed_version: '1.0 (maybe)' }), ['debian-version'])
})

test('debian-tracker: sid stands for itself, an unknown codename is refused', async () => {
  const items = await parsed(
    feed,
    'x',
    '{"a":{"CVE-2024-0001":{"releases":{"sid":{"status":"open"},"warbler":{"status":"open"}}}}}',
  )
  assert.deepEqual(claimLines(items), ['CVE-2024-0001 deb:debian:sid:a every version affected'])
  assert.equal(items.filter((item) => item.kind === 'rejection').length, 1)
})
