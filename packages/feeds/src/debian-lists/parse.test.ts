import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { claimLines, parsed, testFeed } from '../feed.suite.ts'
import { readFeed } from '../read-feed.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const PATH = 'debian/security-tracker/data/DSA/list'

test('debian-lists: an advisory without revision, several packages of one release', async () => {
  const text =
    '[30 Jul 2002] DSA-136 openssl - exploits\n\t{CVE-2002-0655}\n\t[woody] - openssl094 0.9.4-6.woody.2\n\t[woody] - openssl 0.9.6c-2.woody.1\n'
  const items = await parsed(feed, PATH, text)
  assert.deepEqual(claimLines(items), [
    'CVE-2002-0655 deb:debian:3.0:openssl094 < 0.9.4-6.woody.2 affected',
    'CVE-2002-0655 deb:debian:3.0:openssl < 0.9.6c-2.woody.1 affected',
  ])
  assert.deepEqual(items.at(-1), { kind: 'stated', at: '2002-07-30' })
  assert.equal(items.find((item) => item.kind === 'claim')?.advisory, 'DSA-136')
})

test('debian-lists: states in place of versions, notes, blanks for a tab, CRLF', async () => {
  const text = [
    '[August 26th, 2005] DTSA-1-1 x - y (z)',
    '        {CVE-2005-2626 CVE-2005-2627 }',
    '\t[etch] - kismet <not-affected> (no SPF support)',
    '        [sarge] - kismet <end-of-life>',
    '\t[woody] - kismet <unfixed> (high)',
    '\t[wheezy] - curl  7.26.0-1+wheezy5',
    '\tNOTE: <unfixed> says nothing here',
  ].join('\r\n')
  const items = await parsed(feed, PATH, text)
  assert.deepEqual(
    claimLines(items).filter((line) => line.startsWith('CVE-2005-2626')),
    [
      'CVE-2005-2626 deb:debian:4.0:kismet every version notAffected',
      'CVE-2005-2626 deb:debian:3.1:kismet every version endOfLife',
      'CVE-2005-2626 deb:debian:3.0:kismet every version affected',
      'CVE-2005-2626 deb:debian:7:curl < 7.26.0-1+wheezy5 affected',
    ],
  )
  assert.deepEqual(items.at(-1), { kind: 'stated', at: '2005-08-26' })
})

test('debian-lists: an advisory without CVE is a vulnerability of its own name, unless it is none', async () => {
  const flaw = '[19 Sep 2019] DSA-4528-1 bird - security update\n\t[buster] - bird 1.6.6-1+deb10u1\n'
  assert.deepEqual(claimLines(await parsed(feed, PATH, flaw)), ['DSA-4528-1 deb:debian:10:bird < 1.6.6-1+deb10u1 affected'])
  for (const title of ['DSA-5843-2 rsync - regression update', 'DLA-3972-1 tzdata - new timezone database']) {
    const items = await parsed(feed, PATH, `[16 Jan 2025] ${title}\n\t[bookworm] - rsync 3.2.7-1+deb12u2\n`)
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['advisory', 'stated'],
    )
  }
})

test('debian-lists: an announced end of support is a lifecycle, no finding', async () => {
  const items = await parsed(
    feed,
    PATH,
    '[25 Oct 2016] DSA-3699-1 virtualbox - end of life\n\t[jessie] - virtualbox <end-of-life>\n',
  )
  assert.deepEqual(
    items.filter(({ kind }) => kind === 'lifecycle'),
    [
      {
        kind: 'lifecycle',
        product: 'debian',
        cycle: '8',
        package: 'virtualbox',
        phases: [{ phase: 'security', ends: { on: '2016-10-25' }, conditional: false }],
        reference: 'https://security-tracker.debian.org/tracker/DSA-3699-1',
        note: 'support ended by DSA-3699-1',
      },
    ],
  )
  assert.deepEqual(claimLines(items), [])
})

test('debian-lists: a broken line rejects itself, the advisory stays', async () => {
  const text =
    '[01 Jan 2026] DSA-9000-1 a - b\n\t{CVE-2026-0001 bogus}\n\t[narnia] - a 1\n\t[trixie] - a <lost>\n\t[trixie] - a 1-1\n[oops\n\t[trixie] - b 1\n'
  const items = await parsed(feed, PATH, text)
  assert.deepEqual(claimLines(items), ['CVE-2026-0001 deb:debian:13:a < 1-1 affected'])
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'rejection' ? [`${item.error.code} ${item.error.at}`] : [])),
    ['debian-advisory-line line 2', 'debian-advisory-line line 3', 'debian-advisory-line line 4', 'debian-advisory line 6'],
  )
})

const mirror = fileURLToPath(new URL('../../../../../shared/mirror', import.meta.url))
test(
  'debian-lists: the whole lists are read without a rejection',
  { skip: existsSync(mirror) ? false : 'the mirror is absent' },
  async () => {
    const read = readFeed(feed, mirror)
    let claims = 0
    let advisories = 0
    for await (const { item } of read.items) {
      if (item.kind === 'claim') claims += 1
      if (item.kind === 'advisory') advisories += 1
    }
    const { files, rejected } = read.state()
    assert.deepEqual({ files, rejected, advisories }, { files: 3, rejected: 0, advisories: 11_583 })
    assert.ok(claims > 60_000)
  },
)
