import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

for (const [name, path, content, expected] of [
  [
    '2021-04, no percentile, the day from the name',
    'epss/epss_scores-2021-04-14.csv.gz',
    'cve,epss\nCVE-2020-5902,0.65117\n',
    { vulnerability: 'CVE-2020-5902', score: 0.65117, scoredAt: '2021-04-14' },
  ],
  [
    '2021-09, percentile with 16 decimals',
    'epss/epss_scores-2021-09-01.csv.gz',
    'cve,epss,percentile\nCVE-2020-5902,0.65117,0.9981063485700858\n',
    { vulnerability: 'CVE-2020-5902', score: 0.65117, percentile: 0.9981063485700858, scoredAt: '2021-09-01' },
  ],
  [
    'since 2022, model and day from the comment, not from the name',
    'epss/epss_scores-current.csv.gz',
    '#model_version:v2023.03.01,score_date:2024-01-13T00:00:00+0000\r\ncve,epss,percentile\r\nCVE-1999-0001,0.01167,0.83393\r\n',
    { vulnerability: 'CVE-1999-0001', score: 0.01167, percentile: 0.83393, model: 'v2023.03.01', scoredAt: '2024-01-13' },
  ],
  [
    'the interface, numbers as text, no model',
    'epss/api/offset-0.json',
    '{"total":1,"data":[{"cve":"CVE-2024-20433","epss":"0.000460000","percentile":"0.190360000","date":"2025-01-14"}]}',
    { vulnerability: 'CVE-2024-20433', score: 0.00046, percentile: 0.19036, scoredAt: '2025-01-14' },
  ],
] as const)
  test(`epss: ${name}`, async () => {
    const items = await gather(feed, path, content)
    assert.deepEqual(ofKind(items, 'epss'), [{ kind: 'epss', ...expected }])
    assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: expected.scoredAt }])
    assert.deepEqual(ofKind(items, 'rejection'), [])
  })

test('epss: an answer without data is neither a score nor an error', async () => {
  assert.deepEqual(await gather(feed, 'epss/api/offset-0.json', '{"status":"OK","total":0,"data":[]}'), [])
})

test('epss: a table whose day is nowhere is refused, and so is a value out of range', async () => {
  const dateless = await gather(feed, 'epss/epss_scores-current.csv', 'cve,epss\nCVE-2020-5902,0.65\n')
  assert.deepEqual(
    dateless.map(({ kind }) => kind),
    ['rejection'],
  )
  for (const value of ['1.5', '-0.1', '72.95', '', 'NaN', '0x1', '1e3']) {
    const items = await gather(feed, 'epss/epss_scores-2021-04-14.csv', `cve,epss\nCVE-2020-5902,${value}\nCVE-2020-5903,0.5\n`)
    assert.equal(ofKind(items, 'epss').length, 1, value)
    assert.equal(ofKind(items, 'rejection')[0]?.error.at, 'line 2', value)
  }
})
