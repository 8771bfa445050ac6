import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const JSON_PATH = 'kev/known_exploited_vulnerabilities.json'
const read = (entry: object) =>
  gather(feed, JSON_PATH, JSON.stringify({ dateReleased: '2026-10-30T17:00:00Z', vulnerabilities: [entry] }))
const entry = { cveID: 'CVE-2024-0001', dateAdded: '2024-05-01', dueDate: '2024-05-22' }

test('kev: the day of the catalogue is stated, the field of 2026 is read', async () => {
  const items = await read({ ...entry, forensicTriage: 'No', knownRansomwareCampaignUse: 'Known' })
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2026-10-30T17:00:00Z' }])
  assert.deepEqual(ofKind(items, 'exploitation'), [
    {
      kind: 'exploitation',
      vulnerability: 'CVE-2024-0001',
      level: 'known',
      catalogue: 'cisa-kev',
      addedAt: '2024-05-01',
      dueAt: '2024-05-22',
      ransomware: true,
      forensicTriage: false,
    },
  ])
})

test('kev: ransomware use "Unknown" says nothing; absent and empty cwes are none', async () => {
  for (const cwes of [undefined, []]) {
    const items = await read({ ...entry, cwes, knownRansomwareCampaignUse: 'Unknown' })
    assert.equal(ofKind(items, 'exploitation')[0]?.ransomware, undefined)
    assert.equal(ofKind(items, 'vulnerability')[0]?.weaknesses, undefined)
  }
})

test('kev: a due day before the day of listing is kept as given', async () => {
  const [record] = ofKind(await read({ ...entry, dueDate: '2021-11-17' }), 'exploitation')
  assert.equal(record?.dueAt, '2021-11-17')
})

test('kev: links are taken out of notes, prose or not', async () => {
  const [record] = ofKind(
    await read({ ...entry, notes: 'See https://a.example/x ; https://b.example/y;https://c.example/z' }),
    'vulnerability',
  )
  assert.deepEqual(record?.references, ['https://a.example/x', 'https://b.example/y', 'https://c.example/z'])
})

test('kev: JSON and CSV say the same, a CSV without cwes too', async () => {
  const text = { vulnerabilityName: 'A, "B"', shortDescription: 'x', requiredAction: 'y', cwes: ['CWE-59', 'CWE-436'] }
  const json = (await read({ ...entry, ...text })).filter(({ kind }) => kind !== 'stated')
  const csv = await gather(
    feed,
    'kev/known_exploited_vulnerabilities.csv.gz',
    'cveID,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,cwes\n' +
      'CVE-2024-0001,"A, ""B""",2024-05-01,x,y,2024-05-22,"CWE-59, CWE-436"\n',
  )
  assert.deepEqual(csv, json)
  const older = await gather(feed, 'kev/known_exploited_vulnerabilities.csv', 'cveID,dateAdded\nCVE-2024-0001,2024-05-01\n')
  assert.equal(ofKind(older, 'exploitation').length, 1)
})

test('kev: an entry without id or day rejects itself', async () => {
  for (const broken of [
    { ...entry, cveID: 'x' },
    { ...entry, dateAdded: 'soon' },
  ]) {
    const items = await read(broken)
    assert.equal(ofKind(items, 'exploitation').length, 0)
    assert.equal(ofKind(items, 'rejection')[0]?.error.at, 'vulnerabilities/0')
  }
})

test('kev: the schema beside the catalogue is left alone', () => {
  assert.equal(feed.accepts('kev/known_exploited_vulnerabilities_schema.json'), false)
  assert.equal(feed.accepts('kev/history/known_exploited_vulnerabilities-2025-01-27.json.gz'), true)
})
