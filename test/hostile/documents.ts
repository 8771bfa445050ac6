/** Small whole documents of each form that a target can have, made here. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('../..', import.meta.url))
const probe = (name: string): string => readFileSync(`${root}/packages/collectors/src/linux/${name}/sample.txt`, 'utf8')

const PROBES = ['os-release', 'dpkg', 'rpm', 'apk', 'kernel', 'accounts', 'ssh', 'ports']
const evidenceJson = Buffer.from(
  JSON.stringify({
    format: 'hygie.evidence/1',
    collectedAt: '2026-11-24T10:00:00Z',
    collector: { name: 'hygie', version: '0.1.0' },
    target: 'ward-7',
    probes: PROBES.map((name) => ({
      probe: `linux.${name}`,
      status: 'ok',
      durationMs: 12,
      output: probe(name).slice(0, 6_000),
    })),
  }),
)
export const evidence: readonly Uint8Array[] = [evidenceJson, gzipSync(evidenceJson)]

const cycloneDx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  metadata: {
    timestamp: '2026-11-24T10:00:00Z',
    component: { type: 'container', name: 'app', version: '1' },
    properties: [{ name: 'syft:distro:id', value: 'debian' }],
  },
  components: [
    { type: 'operating-system', name: 'debian', version: '12' },
    {
      type: 'library',
      'bom-ref': 'a',
      name: 'openssl',
      version: '3.0.11-1~deb12u2',
      purl: 'pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=amd64&distro=debian-12',
      cpe: 'cpe:2.3:a:openssl:openssl:3.0.11:*:*:*:*:*:*:*',
      licenses: [{ license: { id: 'Apache-2.0' } }],
      components: [{ type: 'library', name: 'inner', version: '1.10' }],
    },
    { type: 'library', name: 'lodash', version: '4.17.20', purl: 'pkg:npm/lodash@4.17.20' },
  ],
  dependencies: [{ ref: 'a', dependsOn: ['b'] }],
  vulnerabilities: [{ id: 'CVE-2024-1', ratings: [{ score: 9.8, severity: 'critical' }], affects: [{ ref: 'a' }] }],
}

const cycloneDxXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><metadata><timestamp>2026-11-24T10:00:00Z</timestamp></metadata>
<components><component type="library" bom-ref="a"><name>openssl</name><version>3.0.11-1</version>
<purl>pkg:deb/debian/openssl@3.0.11-1?distro=debian-12</purl></component>
<component type="library"><name>b &amp; c</name><version>1.10</version></component></components></bom>
`

const spdxPackage = {
  SPDXID: 'SPDXRef-a',
  name: 'openssl',
  versionInfo: '3.0.11-1',
  downloadLocation: 'NOASSERTION',
  supplier: 'Organization: Debian',
  externalRefs: [
    {
      referenceCategory: 'PACKAGE-MANAGER',
      referenceType: 'purl',
      referenceLocator: 'pkg:deb/debian/openssl@3.0.11-1?distro=debian-12',
    },
  ],
}
const spdx = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'app',
  creationInfo: { created: '2026-11-24T10:00:00Z', creators: ['Tool: x'] },
  packages: [spdxPackage, { ...spdxPackage, SPDXID: 'SPDXRef-b', name: 'b', versionInfo: '1.10', externalRefs: [] }],
  relationships: [{ spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-a' }],
}

const spdxGraph = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    { type: 'CreationInfo', '@id': '_:c', specVersion: '3.0.1', created: '2026-11-24T10:00:00Z', createdBy: ['urn:x:me'] },
    {
      type: 'software_Package',
      spdxId: 'urn:x:a',
      name: 'openssl',
      software_packageVersion: '3.0.11-1',
      software_packageUrl: 'pkg:deb/debian/openssl@3.0.11-1?distro=debian-12',
      creationInfo: '_:c',
    },
    { type: 'Relationship', spdxId: 'urn:x:r', from: 'urn:x:a', relationshipType: 'contains', to: ['urn:x:b'] },
  ],
}

const tagValue = `SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
DocumentName: app
Created: 2026-11-24T10:00:00Z
Creator: Tool: x

PackageName: openssl
SPDXID: SPDXRef-a
PackageVersion: 3.0.11-1
PackageComment: <text>of two
lines</text>
ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/openssl@3.0.11-1?distro=debian-12
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
`

const statement = {
  payloadType: 'application/vnd.in-toto+json',
  payload: Buffer.from(JSON.stringify(cycloneDx)).toString('base64'),
}

export const bills: readonly Uint8Array[] = [
  ...[cycloneDx, spdx, spdxGraph, statement, { predicate: { Data: cycloneDx } }].map((document) =>
    Buffer.from(JSON.stringify(document, undefined, 1)),
  ),
  Buffer.from(cycloneDxXml),
  Buffer.from(tagValue),
]

export const declared: readonly Uint8Array[] = [
  'Produit;Version;Éditeur;Poste;Site;CPE;purl;Serial\nSyngo;"VB40";Siemens;irm-1;Nord;;;123\nOpenSSL;1.1.1k;;irm-2;Sud;cpe:2.3:a:openssl:openssl:1.1.1k;;\n',
  'product,version,asset\n"a ""quoted"" one",1.10,x\n# a remark\nb,2,y\n',
  'assets:\n  - name: irm-1\n    site: Nord\n    software:\n      - product: Syngo\n        version: "1.10"\n  - name: irm-2\n    software:\n      - {product: b, version: 2}\n',
  '- product: a\n  version: 1.10\n- purl: pkg:npm/lodash@4.17.20\n',
].map((text) => Buffer.from(text))
