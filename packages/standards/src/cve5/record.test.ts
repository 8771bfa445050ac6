import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail, ok } from '@hygie/versions/result'
import type { Order, Scheme } from '@hygie/versions/scheme'
import * as fc from 'fast-check'
import type { CveVersion } from './affected.ts'
import { piecesOf } from './ranges.ts'
import { parseCve } from './record.ts'

const CNA = {
  providerMetadata: { shortName: 'maker', orgId: 'x' },
  title: 'A title',
  descriptions: [
    { lang: 'fr', value: 'Bonjour' },
    { lang: 'en-US', value: 'Hello' },
  ],
  affected: [
    {
      vendor: 'Maker',
      product: 'Pump',
      cpes: ['cpe:2.3:a:maker:pump:*:*:*:*:*:*:*:*'],
      defaultStatus: 'unaffected',
      versions: [
        { version: '1', status: 'affected', versionType: 'custom', lessThan: '5', changes: [{ at: '3', status: 'unaffected' }] },
      ],
    },
  ],
  cpeApplicability: [
    {
      operator: 'AND',
      nodes: [
        {
          operator: 'OR',
          negate: false,
          cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:a:m:p:*', versionEndExcluding: '5' }],
        },
      ],
    },
  ],
  problemTypes: [
    {
      descriptions: [
        { lang: 'en', description: 'CWE-79 XSS' },
        { lang: 'en', cweId: 'CWE-20', description: 'x' },
      ],
    },
  ],
  references: [{ url: 'https://maker.example/1', tags: ['patch'] }],
  metrics: [
    {
      format: 'CVSS',
      cvssV3_1: { vectorString: 'CVSS:3.1/AV:N', baseScore: 9.8, baseSeverity: 'CRITICAL' },
      cvssV4_0: { vectorString: 'CVSS:4.0/AV:N', baseScore: 9 },
    },
  ],
}
const CISA = {
  providerMetadata: { shortName: 'CISA-ADP' },
  metrics: [
    {
      other: {
        type: 'ssvc',
        content: {
          options: [{ Exploitation: 'Active' }, { Automatable: 'no' }, { 'Technical Impact': 'total' }],
          version: '2.0.3',
          timestamp: 't',
        },
      },
    },
    { other: { type: 'kev', content: { dateAdded: '2022-03-03', reference: 'r' } } },
  ],
}
const RECORD = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: 'CVE-2024-1234', state: 'PUBLISHED', assignerShortName: 'maker', datePublished: '2024-01-01T00:00:00Z' },
  containers: { cna: CNA, adp: [CISA] },
}

function read(value: unknown) {
  const result = parseCve(value)
  assert.ok(result.ok, result.ok ? '' : result.error.message)
  return result.value
}

test('cve reads the CNA container', () => {
  const { record, problems } = read(RECORD)
  assert.deepEqual(problems, [])
  const [cna] = record.containers
  assert.equal(cna?.description, 'Hello')
  assert.deepEqual(cna?.cwes, ['CWE-79', 'CWE-20'])
  assert.equal(cna?.affected[0]?.versions[0]?.lessThan, '5')
  assert.deepEqual(
    cna?.metrics.cvss.map(({ version, baseScore }) => `${version} ${baseScore}`),
    ['4.0 9', '3.1 9.8'],
  )
  assert.deepEqual(cna?.applicability, [
    {
      operator: 'AND',
      negate: false,
      nodes: [{ operator: 'OR', negate: false, matches: [{ vulnerable: true, criteria: 'cpe:2.3:a:m:p:*', endExcluding: '5' }] }],
    },
  ])
})

test('cve keeps what CISA says apart, in lower case', () => {
  const { record } = read(RECORD)
  const cisa = record.containers[1]
  assert.equal(cisa?.provider, 'CISA-ADP')
  assert.deepEqual(cisa?.metrics.ssvc, [
    { exploitation: 'active', automatable: 'no', technicalImpact: 'total', version: '2.0.3', timestamp: 't' },
  ])
  assert.deepEqual(cisa?.metrics.kev, [{ dateAdded: '2022-03-03', reference: 'r' }])
})

test('cve reads a rejected record', () => {
  const { record } = read({
    ...RECORD,
    cveMetadata: { cveId: 'CVE-2024-1234', state: 'REJECTED', dateRejected: 'd' },
    containers: { cna: { rejectedReasons: [{ lang: 'en', value: 'a duplicate' }], replacedBy: ['CVE-2024-1'] } },
  })
  assert.equal(record.state, 'rejected')
  assert.equal(record.rejectedReason, 'a duplicate')
  assert.deepEqual(record.replacedBy, ['CVE-2024-1'])
})

test('cve refuses what is no record', () => {
  for (const value of [
    null,
    [],
    {},
    { ...RECORD, dataVersion: '4.0' },
    { ...RECORD, cveMetadata: { cveId: 'CVE-1', state: 'PUBLISHED' } },
    { ...RECORD, cveMetadata: { cveId: 'CVE-2024-1234', state: 'X' } },
  ])
    assert.equal(parseCve(value).ok, false)
})

test('cve never throws, whatever stands in a container', () => {
  const junk = fc.jsonValue()
  const container = fc.dictionary(
    fc.constantFrom(...Object.keys(CNA)),
    fc.oneof(junk, fc.array(fc.dictionary(fc.constantFrom('versions', 'nodes', 'descriptions', 'other', 'cvssV3_1'), junk))),
  )
  fc.assert(
    fc.property(fc.oneof(junk, container), fc.oneof(junk, fc.array(container)), (cna, adp) => {
      parseCve({ ...RECORD, containers: { cna, adp } })
    }),
  )
})

const whole: Scheme<bigint> = {
  name: 'generic',
  parse: (text) => (/^\d{1,9}$/.test(text) ? ok(BigInt(text)) : fail('version-malformed', `Cannot read "${text}"`)),
  compare: (left, right): Order => (left < right ? -1 : left > right ? 1 : 0),
}
const entry = (known: Partial<CveVersion>): CveVersion => ({ at: '$', version: '0', status: 'affected', changes: [], ...known })

for (const [known, expected] of [
  [{ version: '4' }, 'affected 4'],
  [{ version: '*' }, 'affected [,)'],
  [{ version: '0', lessThan: '5' }, 'affected [,5)'],
  [{ version: '2', lessThanOrEqual: '5' }, 'affected [2,5]'],
  [{ version: '2', lessThan: '*' }, 'affected [2,)'],
  [
    {
      version: '1',
      lessThan: '9',
      changes: [
        { at: '7', status: 'affected' },
        { at: '3', status: 'unaffected' },
      ],
    },
    'affected [1,3) unaffected [3,7) affected [7,9)',
  ],
  [
    {
      version: '5',
      lessThan: '9',
      changes: [
        { at: '3', status: 'unaffected' },
        { at: '12', status: 'unknown' },
      ],
    },
    'unaffected [5,9)',
  ],
  [{ version: 'n/a' }, 'cve-version-none'],
  [{ version: '0', lessThan: '2.13*' }, 'cve-version-none'],
  [{ version: '0', lessThan: 'next' }, 'version-malformed'],
] as const satisfies readonly (readonly [Partial<CveVersion>, string])[])
  test(`cve version ${JSON.stringify(known)} is ${expected}`, () => {
    const pieces = piecesOf(entry(known), whole)
    const shown = pieces.ok
      ? pieces.value
          .map((piece) =>
            piece.kind === 'version'
              ? `${piece.status} ${piece.version}`
              : `${piece.status} [${piece.interval.from?.version ?? ''},${piece.interval.to?.version ?? ''}${piece.interval.to?.inclusive === true ? ']' : ')'}`,
          )
          .join(' ')
      : pieces.error.code
    assert.equal(shown, expected)
  })
