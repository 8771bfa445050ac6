import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

type Told = Readonly<Record<string, unknown>>
const PATH = 'nvd/legacy-1.1/nvdcve-1.1-2022.json.gz'

function read(description: string, rest: Told = {}) {
  const item = {
    cve: { CVE_data_meta: { ID: 'CVE-2022-1234' }, description: { description_data: [{ lang: 'en', value: description }] } },
    publishedDate: '2022-02-11T18:15Z',
    lastModifiedDate: '2022-02-12T18:15Z',
    ...rest,
  }
  return gather(feed, PATH, JSON.stringify({ CVE_data_timestamp: '2022-10-20T07:00Z', CVE_Items: [item] }))
}

const nodes = [
  {
    operator: 'OR',
    children: [],
    cpe_match: [{ vulnerable: true, cpe23Uri: 'cpe:2.3:a:m:p:*:*:*:*:*:*:*:*', versionEndExcluding: '2' }],
  },
]

test('nvd 1.1: rejected is told by the description alone', async () => {
  const items = await read('** REJECT ** DO NOT USE', { configurations: { nodes } })
  assert.equal(ofKind(items, 'vulnerability')[0]?.withdrawnAt, '2022-02-12T18:15Z')
  assert.deepEqual(ofKind(items, 'claim'), [])
  assert.equal(ofKind(await read('** DISPUTED ** It is', { configurations: { nodes } }), 'claim').length, 1)
})

test('nvd 1.1: no nodes and no impact are no claim and no score', async () => {
  const items = await read('A flaw', { configurations: { CVE_data_version: '4.0', nodes: [] }, impact: {} })
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['stated', 'vulnerability'],
  )
})

test('nvd 1.1: versions of CVSS 3 are told apart, severity of 2.0 stands outside', async () => {
  const items = await read('A flaw', {
    impact: {
      baseMetricV3: { cvssV3: { version: '3.0', vectorString: 'CVSS:3.0/x', baseScore: 9.8, baseSeverity: 'CRITICAL' } },
      baseMetricV2: { cvssV2: { version: '2.0', vectorString: 'AV:N', baseScore: 7.5 }, severity: 'HIGH' },
    },
  })
  assert.deepEqual(
    ofKind(items, 'score').map(({ origin, system, score, severity }) => `${origin} ${system} ${score} ${severity}`),
    ['nvd cvss3.0 9.8 CRITICAL', 'nvd cvss2 7.5 HIGH'],
  )
})

test('nvd 1.1: the .meta beside a file is left alone', () => {
  assert.equal(feed.accepts('nvd/legacy-1.1/nvdcve-1.1-2022.meta'), false)
  assert.equal(feed.accepts(PATH), true)
})
