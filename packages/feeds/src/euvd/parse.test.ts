import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { euvdInstant, europeanDay } from './day.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

for (const [text, expected] of [
  ['Aug 7, 2025, 7:05:08 PM', '2025-08-07T19:05:08Z'],
  ['Feb 4, 2000, 5:00:00 AM', '2000-02-04T05:00:00Z'],
  ['Jan 31, 2025, 12:00:00 AM', '2025-01-31T00:00:00Z'],
  ['Jan 31, 2025, 12:30:00\u202fPM', '2025-01-31T12:30:00Z'],
  ['Foo 1, 2025, 1:00:00 AM', undefined],
  ['', undefined],
  ['-', undefined],
] as const)
  test(`euvd: the instant ${JSON.stringify(text)}`, () => assert.equal(euvdInstant(text), expected))

for (const [text, expected] of [
  ['17/01/25', '2025-01-17'],
  ['2026-09-09', '2026-09-09'],
  ['32/01/25', undefined],
  ['-', undefined],
  ['tbc', undefined],
] as const)
  test(`euvd: the day ${text}`, () => assert.equal(europeanDay(text), expected))

const entry = {
  id: 'EUVD-2025-1',
  description: 'A flaw',
  aliases: 'CVE-2025-1234\nGHSA-926f-mjrv-g5m6\n',
  references: 'https://x.example/\n',
  epss: 72.95,
  baseScore: 0,
  baseScoreVersion: '',
  baseScoreVector: 'AV:N',
  datePublished: '',
  dateUpdated: 'Aug 9, 2025, 4:52:57 AM',
}
const read = (more: object = {}) =>
  gather(feed, 'euvd/api.zip!items/2025/EUVD-2025-1.json', JSON.stringify({ ...entry, ...more }))

test('euvd: lines are split, EPSS in per cent and a score of 0 are not taken', async () => {
  const items = await read()
  assert.deepEqual(items, [
    {
      kind: 'vulnerability',
      id: 'EUVD-2025-1',
      aliases: ['CVE-2025-1234', 'GHSA-926f-mjrv-g5m6'],
      description: 'A flaw',
      modifiedAt: '2025-08-09T04:52:57Z',
      references: ['https://x.example/'],
    },
    { kind: 'stated', at: '2025-08-09T04:52:57Z' },
  ])
})

test('euvd: a score has its version', async () => {
  const [score] = ofKind(await read({ baseScore: 5.2, baseScoreVersion: '3.1', baseScoreVector: 'CVSS:3.1/x' }), 'score')
  assert.deepEqual(score, {
    kind: 'score',
    vulnerability: 'EUVD-2025-1',
    origin: 'euvd',
    system: 'cvss3.1',
    vector: 'CVSS:3.1/x',
    score: 5.2,
  })
})

test('euvd: rejected is told by the description alone', async () => {
  for (const description of ['** REJECT ** DO NOT USE', 'Rejected reason: a duplicate'])
    assert.equal(
      ofKind(await read({ description, baseScore: 5, baseScoreVersion: '3.1' }), 'vulnerability')[0]?.withdrawnWhy,
      description,
    )
})

test('euvd: pages have their entries below items, an empty page is no error', async () => {
  assert.equal(
    ofKind(await gather(feed, 'euvd/api.zip!list/0_100.json', JSON.stringify({ items: [entry, {}], total: 2 })), 'vulnerability')
      .length,
    1,
  )
  assert.deepEqual(await gather(feed, 'euvd/api.zip!list/1_100.json', '{"items":[],"total":450486}'), [])
  assert.equal(ofKind(await gather(feed, 'euvd/list/last.json', JSON.stringify([entry])), 'vulnerability').length, 1)
})

test('euvd: EU KEV by its list and by the interface, under both labels', async () => {
  const list = [{ cveID: 'CVE-2024-9380', euvdID: 'EUVD-2024-49898', dateReported: '17/01/25', notes: '-', patchedSince: 'tbc' }]
  assert.deepEqual(await gather(feed, 'euvd/eukev/eukev.json', JSON.stringify(list)), [
    {
      kind: 'exploitation',
      vulnerability: 'CVE-2024-9380',
      level: 'known',
      catalogue: 'eu-kev',
      addedAt: '2025-01-17',
      reference: 'https://euvd.enisa.europa.eu/vulnerability/EUVD-2024-49898',
    },
    { kind: 'stated', at: '2025-01-17' },
  ])
  const dump = [
    { cveId: 'CVE-2026-0001', dateAdded: '2026-09-01', sources: ['eukev_kev'] },
    { cveId: 'CVE-2026-0002', dateAdded: '2026-09-02', sources: ['cisa_kev', 'eu_kev'] },
    { cveId: 'CVE-2026-0003', dateAdded: '2026-09-03', sources: ['cisa_kev'] },
    { euvdId: 'EUVD-2026-4', dateAdded: '2026-09-04', sources: ['eu_kev'] },
  ]
  assert.deepEqual(
    ofKind(await gather(feed, 'euvd/kev/dump.json', JSON.stringify(dump)), 'exploitation').map(
      ({ vulnerability, addedAt }) => `${vulnerability} ${addedAt}`,
    ),
    ['CVE-2026-0001 2026-09-01', 'CVE-2026-0002 undefined', 'EUVD-2026-4 2026-09-04'],
  )
})
