import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseSpdx } from './json.ts'
import { parseSpdxTagValue } from './tag-value.ts'

const PACKAGE = {
  SPDXID: 'SPDXRef-acl',
  name: 'acl',
  versionInfo: '2.3.1-4.el9',
  supplier: 'Organization: Red Hat, Inc.',
  originator: 'NOASSERTION',
  externalRefs: [
    { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a:acl:acl:2.3.1:*:*:*:*:*:*:*' },
    { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:rpm/redhat/acl@2.3.1-4.el9' },
  ],
  checksums: [{ algorithm: 'SHA256', checksumValue: 'aa' }],
}
const JSON_DOCUMENT = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'image',
  documentNamespace: 'https://example.org/image',
  creationInfo: { created: '2024-01-01T00:00:00Z', creators: ['Tool: syft-1.0'] },
  packages: [PACKAGE, { SPDXID: 'SPDXRef-libacl', name: 'libacl' }],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-acl' },
    { spdxElementId: 'SPDXRef-acl', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-libacl' },
    { spdxElementId: 'SPDXRef-acl', relationshipType: 'CONTAINS', relatedSpdxElement: 'SPDXRef-File-1' },
  ],
}
const TAG_VALUE = `SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
DocumentName: image
DocumentNamespace: https://example.org/image
Creator: Tool: syft-1.0
Created: 2024-01-01T00:00:00Z
DocumentComment: <text>two
lines: here</text>

##### a package
PackageName: acl
SPDXID: SPDXRef-acl
PackageVersion: 2.3.1-4.el9
PackageSupplier: Organization: Red Hat, Inc.
PackageOriginator: NOASSERTION
PackageChecksum: SHA256: aa
ExternalRef: SECURITY cpe23Type cpe:2.3:a:acl:acl:2.3.1:*:*:*:*:*:*:*
ExternalRef: PACKAGE-MANAGER purl pkg:rpm/redhat/acl@2.3.1-4.el9
FileName: ./a
SPDXID: SPDXRef-File-1
PackageName: libacl
SPDXID: SPDXRef-libacl
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-acl
Relationship: SPDXRef-acl DEPENDS_ON SPDXRef-libacl
Relationship: SPDXRef-acl CONTAINS SPDXRef-File-1
`
const GRAPH = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'CreationInfo', '@id': '_:c', created: '2024-01-01T00:00:00Z', createdBy: ['urn:o'], createdUsing: ['urn:t'] },
    { type: 'Organization', spdxId: 'urn:o', name: 'Red Hat, Inc.' },
    { type: 'SpdxDocument', spdxId: 'urn:d', name: 'image', rootElement: ['urn:acl'] },
    {
      type: 'software_Package',
      spdxId: 'urn:acl',
      name: 'acl',
      software_packageVersion: '2.3.1-4.el9',
      software_packageUrl: 'pkg:rpm/redhat/acl@2.3.1-4.el9',
      software_primaryPurpose: 'operatingSystem',
      suppliedBy: 'urn:o',
      externalIdentifier: [
        { type: 'ExternalIdentifier', externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:a:acl:acl:2.3.1:*:*:*:*:*:*:*' },
      ],
      verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'aa' }],
    },
    { type: 'software_Package', spdxId: 'urn:libacl', name: 'libacl' },
    { type: 'Relationship', spdxId: 'urn:r', from: 'urn:acl', relationshipType: 'dependsOn', to: ['urn:libacl', 'urn:file'] },
  ],
}

test('spdx 2.3 JSON: packages, identifiers and relations between packages', () => {
  const read = parseSpdx(JSON_DOCUMENT)
  assert.ok(read.ok)
  const { document, problems } = read.value
  assert.deepEqual(problems, [])
  const [acl] = document.packages
  assert.deepEqual([acl?.version, acl?.supplier, acl?.originator], ['2.3.1-4.el9', 'Red Hat, Inc.', undefined])
  assert.deepEqual(acl?.purls, ['pkg:rpm/redhat/acl@2.3.1-4.el9'])
  assert.deepEqual(
    document.relationships.map(({ from, type, to }) => `${from} ${type} ${to}`),
    ['SPDXRef-DOCUMENT DESCRIBES SPDXRef-acl', 'SPDXRef-acl DEPENDS_ON SPDXRef-libacl'],
  )
})

test('spdx reads the same from tag-value as from JSON', () => {
  const [fromJson, fromText] = [parseSpdx(JSON_DOCUMENT), parseSpdxTagValue(TAG_VALUE)]
  assert.ok(fromJson.ok && fromText.ok)
  const plain = (value: object): unknown =>
    JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === 'at' ? undefined : member)))
  assert.deepEqual(plain(fromText.value), plain(fromJson.value))
})

test('spdx 3.0 JSON-LD: packages, suppliers by reference and relations', () => {
  const read = parseSpdx(GRAPH)
  assert.ok(read.ok)
  const { document, problems } = read.value
  assert.deepEqual(problems, [])
  const [acl] = document.packages
  assert.equal(acl?.supplier, 'Red Hat, Inc.')
  assert.equal(acl?.purpose, 'OPERATING-SYSTEM')
  assert.deepEqual([acl?.purls, acl?.cpes.length, acl?.hashes.length], [['pkg:rpm/redhat/acl@2.3.1-4.el9'], 1, 1])
  assert.deepEqual(
    document.relationships.map(({ from, type, to }) => `${from} ${type} ${to}`),
    ['urn:d DESCRIBES urn:acl', 'urn:acl DEPENDS_ON urn:libacl'],
  )
})

test('spdx refuses what is no SPDX document', () => {
  for (const value of [
    null,
    [],
    {},
    { spdxVersion: 'SPDX-1.2' },
    { '@context': 'https://example.org/other' },
    { '@context': ['https://spdx.org/rdf/3.0.1/spdx-context.jsonld'] },
  ])
    assert.equal(parseSpdx(value).ok, false)
  for (const text of ['', 'hello', 'PackageName: a', 'SPDXVersion: SPDX-3.0']) assert.equal(parseSpdxTagValue(text).ok, false)
})

test('spdx tag-value notes what it cannot read', () => {
  const read = parseSpdxTagValue('SPDXVersion: SPDX-2.2\nwhat is this\nPackageName: a\nPackageComment: <text>never closed\n')
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.problems.map(({ code, at }) => `${code} ${at}`),
    ['spdx-line line 2', 'spdx-line line 4', 'spdx-package line 3'],
  )
})

test('spdx never throws, whatever stands anywhere', () => {
  const junk = fc.jsonValue()
  const member = (known: object) => fc.dictionary(fc.constantFrom(...Object.keys(known)), fc.oneof(junk, fc.string()))
  fc.assert(
    fc.property(
      fc.oneof(junk, fc.array(fc.oneof(junk, member(PACKAGE)))),
      junk,
      fc.array(fc.oneof(junk, member(GRAPH['@graph'][3] ?? {}))),
      (packages, relationships, graph) => {
        parseSpdx({ ...JSON_DOCUMENT, packages, relationships })
        parseSpdx({ ...GRAPH, '@graph': [...graph, { ...GRAPH['@graph'][3], verifiedUsing: relationships }] })
        parseSpdx(packages)
      },
    ),
  )
  fc.assert(
    fc.property(
      fc.nat(TAG_VALUE.length),
      fc.nat(60),
      fc.string(),
      (start, length, put) => void parseSpdxTagValue(TAG_VALUE.slice(0, start) + put + TAG_VALUE.slice(start + length)),
    ),
  )
})
