import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainRange } from '@hygie/versions/contains'
import { testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

type Told = Readonly<Record<string, unknown>>

function read(cve: Told) {
  const page = {
    resultsPerPage: 1,
    totalResults: 1,
    timestamp: '2026-06-17T07:43:17.830',
    vulnerabilities: [
      { cve: { id: 'CVE-2024-1234', published: '2024-05-01T10:15:00.000', lastModified: '2024-05-02T10:15:00.000', ...cve } },
    ],
  }
  return gather(feed, 'nvd/api-2.0/cves-startIndex-0.json.gz', JSON.stringify(page))
}

const english = (value: string): readonly Told[] => [
  { lang: 'es', value: 'no' },
  { lang: 'en', value },
]
const cvss = (source: string, type: string, baseScore: number): Told => ({
  source,
  type,
  cvssData: { version: '3.1', vectorString: 'CVSS:3.1/x', baseScore, baseSeverity: 'HIGH' },
})

test('nvd: dates without zone are UTC, the time of the page is stated', async () => {
  const items = await read({ vulnStatus: 'Analyzed', descriptions: english('A flaw') })
  assert.deepEqual(ofKind(items, 'vulnerability'), [
    {
      kind: 'vulnerability',
      id: 'CVE-2024-1234',
      description: 'A flaw',
      publishedAt: '2024-05-01T10:15:00.000Z',
      modifiedAt: '2024-05-02T10:15:00.000Z',
    },
  ])
  assert.deepEqual(ofKind(items, 'stated'), [{ kind: 'stated', at: '2026-06-17T07:43:17.830Z' }])
})

for (const vulnStatus of ['Received', 'Awaiting Analysis', 'Undergoing Analysis', 'Deferred'])
  test(`nvd: ${vulnStatus} without configurations is not analysed: no claim, also not "not affected"`, async () => {
    assert.deepEqual(ofKind(await read({ vulnStatus }), 'claim'), [])
  })

test('nvd: a rejected CVE is withdrawn and claims nothing', async () => {
  const items = await read({
    vulnStatus: 'Rejected',
    descriptions: english('Rejected reason: a duplicate'),
    configurations: [
      { nodes: [{ operator: 'OR', cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:a:m:p:1:*:*:*:*:*:*:*' }] }] },
    ],
  })
  assert.equal(ofKind(items, 'vulnerability')[0]?.withdrawnWhy, 'Rejected reason: a duplicate')
  assert.equal(ofKind(items, 'vulnerability')[0]?.withdrawnAt, '2024-05-02T10:15:00.000Z')
  assert.deepEqual(ofKind(items, 'claim'), [])
})

test('nvd: every score stands with its source and version', async () => {
  const items = await read({
    metrics: {
      cvssMetricV40: [
        { source: 'security@maker.example', type: 'Secondary', cvssData: { vectorString: 'CVSS:4.0/x', baseScore: 9.3 } },
      ],
      cvssMetricV31: [
        cvss('nvd@nist.gov', 'Primary', 9.8),
        cvss('security@maker.example', 'Secondary', 7.5),
        cvss('134c704f-9b21-4f2e-91b3-4a467353bcc0', 'Secondary', 8.1),
      ],
      cvssMetricV2: [
        { source: 'nvd@nist.gov', type: 'Primary', cvssData: { vectorString: 'AV:N', baseScore: 10 }, baseSeverity: 'HIGH' },
      ],
    },
  })
  assert.deepEqual(
    ofKind(items, 'score').map(({ origin, system, score, severity }) => `${origin} ${system} ${score} ${severity}`),
    [
      'cna:security@maker.example cvss4.0 9.3 undefined',
      'nvd cvss3.1 9.8 HIGH',
      'cna:security@maker.example cvss3.1 7.5 HIGH',
      'cisa-adp cvss3.1 8.1 HIGH',
      'nvd cvss2 10 HIGH',
    ],
  )
})

test('nvd: keys that are new are read or passed over', async () => {
  const items = await read({
    cisaExploitAdd: '2021-12-10',
    affected: [{ source: 'x', affectedData: [{ versions: [{ version: '0', lessThan: 'log4j-core*' }] }] }],
    metrics: {
      ssvcV203: [
        {
          source: '134c704f-9b21-4f2e-91b3-4a467353bcc0',
          ssvcData: {
            timestamp: '2025-02-04T14:25:34.416117Z',
            options: [{ exploitation: 'active' }, { automatable: 'yes' }, { technicalImpact: 'total' }],
            version: '2.0.3',
          },
        },
      ],
    },
  })
  assert.deepEqual(ofKind(items, 'rejection'), [])
  assert.deepEqual(ofKind(items, 'exploitation'), []) // CISA's catalogue is a feed of its own
  assert.deepEqual(
    ofKind(items, 'ssvc').map(({ origin, exploitation, automatable, technicalImpact }) => [
      origin,
      exploitation,
      automatable,
      technicalImpact,
    ]),
    [['cisa-adp', 'active', 'yes', 'total']],
  )
})

test('nvd: weaknesses that are none, tags, and links tagged "Exploit"', async () => {
  const items = await read({
    weaknesses: [{ description: [{ value: 'NVD-CWE-noinfo' }, { value: 'CWE-79' }, { value: 'NVD-CWE-Other' }] }],
    cveTags: [{ sourceIdentifier: 'x', tags: ['unsupported-when-assigned', 'disputed'] }],
    references: [{ url: 'https://x.example/', tags: ['Exploit'] }, { url: 'https://x.example/' }],
  })
  const [record] = ofKind(items, 'vulnerability')
  assert.deepEqual(record?.weaknesses, ['CWE-79'])
  assert.deepEqual(record?.tags, ['unsupported-when-assigned', 'disputed'])
  assert.deepEqual(record?.references, ['https://x.example/'])
  assert.deepEqual(ofKind(items, 'exploitation'), [])
})

test('nvd: a name that cannot be read is refused with its place, the others stand', async () => {
  const items = await read({
    configurations: [
      {
        nodes: [
          {
            operator: 'OR',
            negate: false,
            cpeMatch: [
              { vulnerable: true, criteria: 'cpe:2.3:a:x' },
              { vulnerable: true, criteria: 'cpe:2.3:a:m:p:*:*:*:*:*:*:*:*', versionEndExcluding: '2' },
            ],
          },
        ],
      },
    ],
  })
  assert.deepEqual(
    ofKind(items, 'claim').map(({ product, range, statedAt }) => `${product} ${explainRange(range)} ${statedAt}`),
    ['cpe:a:m:p < 2 2024-05-02T10:15:00.000Z'],
  )
  assert.equal(ofKind(items, 'rejection')[0]?.error.at, 'vulnerabilities/0 CVE-2024-1234.configurations[0].nodes[0]')
})

test('nvd: an empty page is no error', async () => {
  const items = await gather(
    feed,
    'nvd/api-2.0/cves-startIndex-0.json',
    '{"totalResults":0,"timestamp":"2026-01-01T00:00:00.000","vulnerabilities":[]}',
  )
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['stated'],
  )
})

test('nvd: other answers of the interface are left alone', () => {
  for (const path of ['nvd/api-2.0/cpes/0-3.json', 'nvd/api-2.0/cpematch/0-3.json', 'nvd/api-2.0/cvehistory/0-3.json'])
    assert.equal(feed.accepts(path), false)
  for (const path of [
    'nvd/api-2.0/page-as-served.json',
    'nvd/api-2.0/cves-startIndex-50.json.gz',
    'nvd/api-2.0/cves/0-2000.json',
  ])
    assert.equal(feed.accepts(path), true)
})
