import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { readFeed } from '../read-feed.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const HEAD =
  '"DatePosted","CVE","BulletinKB","Title","AffectedProduct","AffectedComponent","Severity","Impact","Supersedes","Exploits"\r\n'
const row = (day: string, cve: string, kb: string, product: string, component = '', supersedes = '', severity = 'Critical') =>
  `"${day}","${cve}","${kb}","a, ""title""","${product}","${component}","${severity}","","${supersedes}",""\r\n`
const read = (...rows: readonly string[]) => gather(feed, 'wesng/definitions.zip!CVEs_20260628.csv', HEAD + rows.join(''))

test('wesng: a row that repeats another, and one without its update, say nothing more', async () => {
  const one = row('20240813', 'CVE-2024-38063', '5041578', 'Windows Server 2019', 'Windows TCP/IP', '5040430')
  const items = await read(one, row('20240813', 'CVE-2024-38063', '', 'Windows Server 2019'), one)
  assert.equal(ofKind(items, 'claim').length, 1)
  assert.deepEqual(ofKind(items, 'update'), [
    {
      kind: 'update',
      id: '5041578',
      product: 'msrc:windows server 2019',
      supersedes: ['5040430'],
      releasedAt: '2024-08-13',
    },
  ])
})

test('wesng: an update is of the day on which most of its vulnerabilities are', async () => {
  const items = await read(
    row('20240813', 'CVE-2024-38063', '5043050', 'Windows Server 2019'),
    row('20240910', 'CVE-2024-21416', '5043050', 'Windows Server 2019'),
    row('20240910', 'CVE-2024-30073', '5043050', 'Windows Server 2019'),
  )
  assert.deepEqual(
    ofKind(items, 'update').map(({ id, releasedAt }) => [id, releasedAt]),
    [['5043050', '2024-09-10']],
  )
})

test('wesng: an update that replaces itself replaces the others of its list alone', async () => {
  const [update] = ofKind(await read(row('20220510', 'CVE-2022-24472', '5002191', 'A', '', '5002191;5002135')), 'update')
  assert.deepEqual(update?.supersedes, ['5002135'])
})

test('wesng: what mends a month and replaces something is a rollup, on Windows 7 to 8.1', async () => {
  const month = (kb: string, product: string, supersedes: string): readonly string[] =>
    [1, 2, 3, 4, 5].map((number) => row('20191008', `CVE-2019-100${number}`, kb, product, '', supersedes))
  const items = await read(
    ...month('4520005', 'Windows Server 2012 R2', '4524156'),
    ...month('4519990', 'Windows Server 2012 R2', ''),
    ...month('4519338', 'Windows Server 2019', '4512578'),
    row('20191008', 'CVE-2019-1001', '4520006', 'Windows Server 2012 R2', '', '4516655'),
  )
  assert.deepEqual(
    ofKind(items, 'update').map(({ id, lane }) => [id, lane]),
    [
      ['4520005', 'cumulative'],
      ['4519990', undefined],
      ['4519338', undefined],
      ['4520006', undefined],
    ],
  )
})

test('wesng: rows without a vulnerability and those of service packs are updates and no claims', async () => {
  const items = await read(
    row('20170314', '', '4014329', 'Windows Server 2012', 'Adobe Flash Player', '4010250'),
    row('20150407', 'SP81U1X64', '2919355', 'Windows 8.1 for x64-based Systems'),
    row('20130827', 'SP81X64', 'SP81X64', 'Windows 8 for x64-based Systems'),
  )
  assert.deepEqual(
    items.map((item) => (item.kind === 'update' ? `${item.id} ${item.product}` : item.kind)),
    ['4014329 msrc:adobe flash player on windows server 2012', '2919355 msrc:windows 8.1 for x64-based systems', 'stated'],
  )
})

test('wesng: names of packages and words are no updates; ids that are none are rejected', async () => {
  const items = await read(
    row('20240813', 'CVE-2024-1234', 'Click to Run', 'Microsoft Office 2019 for 32-bit editions'),
    row('20240813', 'CVE-2024-1234', 'kernel', 'CBL Mariner 2.0 x64', 'Mariner'),
    row('20240813', 'CVE20163247', '3185319', 'Windows 7'),
    row('2024-8-13', 'CVE-2024-1234', '3185319', 'Windows 7'),
  )
  assert.deepEqual(
    items.map((item) => (item.kind === 'rejection' ? item.error.code : item.kind)),
    ['wesng-id', 'wesng-row', 'stated'],
  )
})

test('wesng: a grade that is none is left out', async () => {
  const [claim] = ofKind(
    await read(
      row(
        '20190212',
        'CVE-2019-0626',
        '4486996',
        'Windows Server, version 1709 (Server Core Installation)',
        '',
        '',
        'System.Object[]',
      ),
    ),
    'claim',
  )
  assert.equal(claim?.grade, undefined)
})

const mirror = fileURLToPath(new URL('../../../../../shared/mirror/', import.meta.url))

test('wesng: the whole table', { skip: existsSync(`${mirror}wesng`) ? false : 'no mirror beside the repository' }, async () => {
  const reading = readFeed(feed, mirror)
  const counts = { claim: 0, update: 0, old: 0, rollup: 0 }
  for await (const { item } of reading.items) {
    if (item.kind === 'claim') counts.claim += 1
    if (item.kind === 'update') counts.update += 1
    if (item.kind === 'update' && item.lane === 'cumulative') counts.rollup += 1
    if (item.kind === 'claim' && /windows (?:xp|server 2003)\b/.test(item.product)) counts.old += 1
  }
  assert.equal(reading.state().rejected, 108)
  assert.ok(counts.claim > 300_000 && counts.claim < 330_000, `${counts.claim} claims`)
  assert.ok(counts.update > 35_000 && counts.update < 50_000, `${counts.update} updates`)
  assert.ok(counts.rollup > 1_000, `${counts.rollup} rollups`)
  assert.ok(counts.old > 8_000, `${counts.old} claims on XP and Server 2003`)
})
