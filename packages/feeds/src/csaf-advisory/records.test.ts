/** Traps of makers' advisories, each by the smallest document that holds it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { StatedAt } from '@hygie/core/knowledge/feed'
import { ok } from '@hygie/versions/result'
import { claimLines } from '../feed.suite.ts'
import { bytesOf } from '../reading/samples.ts'
import { ciscoDialect } from './cisco.ts'
import { cvrfRecords } from './cvrf.ts'
import type { CsafDialect } from './dialect.ts'
import { fortinetDialect } from './fortinet.ts'
import { documentRecords } from './records.ts'

const plain: CsafDialect = { publisher: 'Acme', origin: 'acme', ids: /^ACME-\d$/, language: 'en' }

type Leaf = { readonly id: string; readonly name: string; readonly version?: string; readonly helper?: object }
type Said = {
  readonly vendor?: string
  readonly leaves: readonly Leaf[]
  readonly status: Readonly<Record<string, readonly string[]>>
  readonly remediations?: readonly object[]
  readonly relationships?: readonly object[]
  readonly cve?: string
  readonly id?: string
}

function records(said: Said, dialect: CsafDialect = plain): readonly (KnowledgeRecord | Rejection | StatedAt)[] {
  const { vendor = 'Acme', leaves, status, remediations = [], relationships = [], cve = 'CVE-2024-0001', id = 'ACME-1' } = said
  const document = {
    document: { csaf_version: '2.0', title: 'x', tracking: { id, current_release_date: '2024-01-02T00:00:00Z' } },
    product_tree: {
      relationships,
      branches: [
        {
          category: 'vendor',
          name: vendor,
          branches: leaves.map(({ id: product_id, name, version, helper }) => {
            const product = { product_id, name, ...(helper !== undefined && { product_identification_helper: helper }) }
            return version === undefined
              ? { category: 'product_name', name, product }
              : { category: 'product_name', name, branches: [{ category: 'product_version_range', name: version, product }] }
          }),
        },
      ],
    },
    vulnerabilities: [{ ...(cve !== '' && { cve }), product_status: status, remediations }],
  }
  return [...documentRecords(ok(document), dialect)]
}

const lines = (said: Said, dialect?: CsafDialect): readonly string[] =>
  claimLines(records(said, dialect)).map((line) => line.replace('CVE-2024-0001 ', ''))
const one = (version: string): Said => ({ leaves: [{ id: '1', name: 'Pump', version }], status: { known_affected: ['1'] } })
const fault = (category: string, details: string): Said => ({
  ...one('vers:all/*'),
  remediations: [{ category, details, product_ids: ['1'] }],
})

test('csaf advisory: a range is a claim, words are unclear and never every version', () => {
  assert.deepEqual(lines(one('<4.1')), ['device:acme:pump < 4.1 affected'])
  assert.deepEqual(lines(one('All versions with U-Boot')), [
    'device:acme:pump = All versions with U-Boot affected',
    'device:acme:pump every version unclear',
  ])
  assert.deepEqual(lines(one('< April 2018')), ['device:acme:pump every version unclear'])
})

test('csaf advisory: the words of what is unclear are its note', () => {
  const claim = records(one('< April 2018')).find((item) => item.kind === 'claim')
  assert.equal(claim?.note, '< April 2018')
})

test('csaf advisory: a product without a version is unclear, not affected in every version', () => {
  assert.deepEqual(lines({ leaves: [{ id: '1', name: 'Pump' }], status: { known_affected: ['1'] } }), [
    'device:acme:pump every version unclear',
  ])
})

test('csaf advisory: a copy of what others say makes no claim out of words', () => {
  const copy: CsafDialect = { ...plain, isCopy: true }
  assert.deepEqual(lines(one('on Cloud Pak for Data'), copy), [])
  assert.deepEqual(lines(one('<4.1'), copy), ['device:acme:pump < 4.1 affected'])
})

test('csaf advisory: no fix planned is "will not fix", and end of life in its words', () => {
  assert.deepEqual(lines(fault('no_fix_planned', 'No fix is planned.')), ['device:acme:pump every version willNotFix'])
  assert.deepEqual(lines(fault('no_fix_planned', 'The product is end of life.')), ['device:acme:pump every version endOfLife'])
  assert.deepEqual(lines(fault('none_available', 'No fix is available.')), ['device:acme:pump every version affected'])
})

test('csaf advisory: several upper ends are sure below the lowest only', () => {
  const leaves = [
    { id: '1', name: 'Pump', version: '<11.2.4' },
    { id: '2', name: 'Pump', version: '<=12.0.4' },
  ]
  assert.deepEqual(lines({ leaves, status: { known_affected: ['1', '2'] } }), [
    'device:acme:pump < 11.2.4, or = 12.0.4 affected',
    'device:acme:pump >= 11.2.4 and <= 12.0.4 unclear',
  ])
})

test('csaf advisory: many leaves that agree are one claim; the fixed version is its fix', () => {
  const leaves = [
    { id: '1', name: 'Pump', version: '1.1' },
    { id: '2', name: 'Pump', version: '1.2' },
    { id: '3', name: 'Pump', version: '1.3' },
  ]
  const found = records({ leaves, status: { known_affected: ['1', '2'], fixed: ['3'] } }).filter((item) => item.kind === 'claim')
  assert.deepEqual(claimLines(found), [
    'CVE-2024-0001 device:acme:pump = 1.1, or = 1.2 affected',
    'CVE-2024-0001 device:acme:pump = 1.3 notAffected',
  ])
  assert.deepEqual(found[0]?.fixedIn, ['1.3'])
})

test('csaf advisory: firmware on a device is the version of the device, a library inside is not', () => {
  const relation = (name: string): Said => ({
    leaves: [
      { id: 'part', name, version: '<2.0' },
      { id: 'pump', name: 'Pump', helper: { model_numbers: ['8713'] } },
    ],
    relationships: [
      {
        category: 'installed_on',
        product_reference: 'part',
        relates_to_product_reference: 'pump',
        full_product_name: { product_id: 'both', name: 'both' },
      },
    ],
    status: { known_affected: ['both'] },
  })
  assert.deepEqual(lines(relation('Pump firmware')), ['device:acme:pump < 2.0 affected'])
  assert.deepEqual(lines(relation('OpenSSL')), [
    'device:acme:pump = with OpenSSL <2.0 affected',
    'device:acme:pump every version unclear',
  ])
  const device = records(relation('OpenSSL')).find((item) => item.kind === 'device' && item.name === 'Pump')
  assert.deepEqual(device?.kind === 'device' && device.models, ['8713'])
})

test('csaf advisory: what has no CVE goes by the id of its advisory', () => {
  assert.deepEqual(claimLines(records({ ...one('<4.1'), cve: '' })), ['ACME-1 device:acme:pump < 4.1 affected'])
})

test('csaf advisory: garbled names are turned back', () => {
  const device = records({ ...one('<4.1'), vendor: 'Innokas YhtymÃ¤ Oy' }).find((item) => item.kind === 'device')
  assert.deepEqual(device, { kind: 'device', product: 'device:innokas yhtyma:pump', maker: 'Innokas Yhtymä Oy', name: 'Pump' })
})

test('csaf advisory: CPE names and package URLs of the helper are keys too', () => {
  const helper = { cpe: 'cpe:2.3:a:acme:pump:1.0:*:*:*:*:*:*:*', purl: 'pkg:npm/pump' }
  const leaves = [{ id: '1', name: 'Pump', version: '<1.1', helper }]
  assert.deepEqual(lines({ leaves, status: { known_affected: ['1'] } }), [
    'device:acme:pump < 1.1 affected',
    'cpe:a:acme:pump < 1.1 affected',
    'npm:pump < 1.1 affected',
  ])
})

test('cisco: releases are a list under the CPE of their system; without a release its CPE is left to others', () => {
  const ios = {
    id: 'cisco-sa-x',
    vendor: 'Cisco',
    leaves: [{ id: '1', name: 'Cisco IOS XE Software', version: '17.16.1a' }],
    status: { known_affected: ['1'] },
  }
  assert.deepEqual(lines(ios, ciscoDialect), [
    'device:cisco:ios xe software = 17.16.1a affected',
    'cpe:o:cisco:ios_xe = 17.16.1a affected',
  ])
  assert.deepEqual(lines({ ...ios, leaves: [{ id: '1', name: 'Cisco IOS XR Software' }] }, ciscoDialect), [
    'device:cisco:ios xr software every version unclear',
  ])
})

test('fortinet: "and above" ends with its branch, and each branch has its own fix', () => {
  const found = records(
    {
      id: 'FG-IR-24-385',
      vendor: 'Fortinet PSIRT',
      leaves: [
        { id: '1', name: 'FortiOS', version: 'FortiOS/>=7.4.0|<=7.4.7' },
        { id: '2', name: 'FortiOS', version: 'FortiOS/7.0.6 and above' },
      ],
      status: { known_affected: ['1', '2'], known_not_affected: ['FortiOS-7.4.8'] },
      remediations: [
        {
          category: 'vendor_fix',
          details: 'FortiOS 7.4: Upgrade to 7.4.8 or above\nFortiOS 7.0: Migrate to a fixed release',
          product_ids: ['FortiOS'],
        },
      ],
    },
    fortinetDialect,
  ).filter((item) => item.kind === 'claim' && item.product.startsWith('cpe:'))
  assert.deepEqual(claimLines(found), [
    'CVE-2024-0001 cpe:o:fortinet:fortios >= 7.4.0 and <= 7.4.7 affected',
    'CVE-2024-0001 cpe:o:fortinet:fortios >= 7.0.6 and <= 7.0.999999999999 affected',
    'CVE-2024-0001 cpe:o:fortinet:fortios = 7.4.8 notAffected',
  ])
  assert.deepEqual(
    found.map((item) => (item.kind === 'claim' ? [item.fixedIn, item.note] : [])),
    [
      [['7.4.8'], 'FortiOS 7.4: Upgrade to 7.4.8 or above'],
      [undefined, 'FortiOS 7.0: Migrate to a fixed release'],
      [undefined, undefined],
    ],
  )
})

test('palo alto networks: ends without a start count in their own branch', () => {
  const dialect: CsafDialect = { ...plain, endsOfBranches: true }
  const leaves = [
    { id: '1', name: 'PAN-OS', version: 'vers:generic/PAN-OS<11.0.2' },
    { id: '2', name: 'PAN-OS', version: 'vers:generic/PAN-OS<10.1.14-h11' },
  ]
  assert.deepEqual(lines({ leaves, status: { known_affected: ['1', '2'] } }, dialect), [
    'device:acme:pan os >= 11.0 and < 11.0.2, or >= 10.1 and < 10.1.14-h11 affected',
  ])
})

test('cvrf: elements are taken by local name, statuses and scores as in CSAF; another root is refused', async () => {
  const read = async (xml: string): Promise<readonly unknown[]> =>
    Array.fromAsync(cvrfRecords({ path: 'x.xml', bytes: () => bytesOf(xml) }, fortinetDialect))
  const items = await read(`<c:cvrfdoc xmlns:c="urn:c"><c:DocumentTitle>t</c:DocumentTitle>
    <c:DocumentTracking><c:Identification><c:ID>FG-IR-13-001</c:ID></c:Identification></c:DocumentTracking>
    <ProductTree><Branch Type="Vendor" Name="Fortinet"><Branch Type="Product Name" Name="FortiMail">
      <Branch Type="Product Version" Name="5.0.1"><FullProductName ProductID="a">FortiMail 5.0.1</FullProductName></Branch>
    </Branch></Branch></ProductTree>
    <Vulnerability><CVE>CVE-2013-0001</CVE><ProductStatuses><Status Type="Known Affected"><ProductID>a</ProductID></Status></ProductStatuses>
      <CVSSScoreSets><ScoreSetV2><BaseScore>7.5</BaseScore><Vector>AV:N/AC:L/Au:N/C:P/I:P/A:P</Vector></ScoreSetV2></CVSSScoreSets>
    </Vulnerability></c:cvrfdoc>`)
  assert.deepEqual(claimLines(items as readonly KnowledgeRecord[]), [
    'CVE-2013-0001 device:fortinet:fortimail = 5.0.1 affected',
    'CVE-2013-0001 cpe:a:fortinet:fortimail = 5.0.1 affected',
  ])
  assert.deepEqual(
    (await read('<html/>')).map((item) => (item as Rejection).error.code),
    ['cvrf-document'],
  )
})
