import assert from 'node:assert/strict'
import { test } from 'node:test'
import { claimLines, testFeed } from '../feed.suite.ts'
import { gather, ofKind } from '../fields/gather.ts'
import { feed } from './feed.ts'

testFeed(feed, import.meta.url)

const statements = (more: object) => gather(feed, 'openssl/secjson/statements.json', JSON.stringify(more))
const record = (product: object) =>
  gather(
    feed,
    'openssl/secjson/cve-2024-0001.json',
    JSON.stringify({
      dataType: 'CVE_RECORD',
      dataVersion: '5.1',
      cveMetadata: { cveId: 'CVE-2024-0001', state: 'PUBLISHED' },
      containers: {
        cna: {
          providerMetadata: { shortName: 'openssl' },
          affected: [
            {
              defaultStatus: 'unaffected',
              ...product,
              versions: [{ version: '1.0.2', lessThan: '1.0.2za', status: 'affected', versionType: 'custom' }],
            },
          ],
        },
      },
    }),
  )

test('openssl-secjson: the vendor own product has its name, another product has none', async () => {
  assert.deepEqual(claimLines(await record({ vendor: 'OpenSSL', product: 'OpenSSL' })), [
    'CVE-2024-0001 cpe:a:openssl:openssl >= 1.0.2 and < 1.0.2za affected',
  ])
  assert.deepEqual(claimLines(await record({ vendor: 'OpenSSL', product: 'OpenSSL FIPS Object Module' })), [])
})

test('openssl-secjson: only what is disputed for every line is "not affected"', async () => {
  const disputed = [
    { base: 'none', cve: 'CVE-2002-20001', text: 'We do not consider this to be a vulnerability in OpenSSL' },
    { base: 'fips', cve: 'CVE-2007-6755', text: 'Only the FIPS module.' },
    { base: '0.9.8', cve: 'x', text: '' },
  ]
  assert.deepEqual(
    (await statements({ disputed })).map((item) =>
      item.kind === 'claim'
        ? claimLines([item])[0]
        : item.kind === 'vulnerability'
          ? `${item.id} ${item.tags?.join()}`
          : item.kind,
    ),
    [
      'CVE-2002-20001 disputed',
      'CVE-2002-20001 cpe:a:openssl:openssl every version notAffected',
      'CVE-2007-6755 disputed',
      'rejection',
    ],
  )
})

test('openssl-secjson: ends with and without a day, support that is paid for', async () => {
  const items = await statements({
    statements: [
      { base: 'none', text: 'All versions before 1.1.1 are out of support.' },
      { base: '0.9.7', text: 'OpenSSL 0.9.7 is out of support and no longer receiving updates.' },
      { base: '1.0.2', text: 'OpenSSL 1.0.2 is out of support since 1st January 2020. Extended support is available from us.' },
      { base: '3.0', text: 'OpenSSL 3.0 is fine.' },
    ],
  })
  assert.deepEqual(
    ofKind(items, 'lifecycle').map(({ cycle, phases }) => [
      cycle,
      ...phases.map(({ phase, ends }) => `${phase} ${JSON.stringify(ends)}`),
    ]),
    [
      ['0.9.7', 'security "over"'],
      ['1.0.2', 'security {"on":"2020-01-01"}', 'extended "not-over"'],
    ],
  )
  assert.equal(ofKind(items, 'rejection').length, 1)
})
