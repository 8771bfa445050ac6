import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readPurls } from '../purl/read-purls.ts'
import { softwareOfPurl } from '../purl/software-of-purl.ts'
import { platformOfDistro } from './distribution.ts'
import { readSbom } from './read-sbom.ts'

const HEAD = { target: 'sbom:x', collectedAt: '2026-11-24T10:00:00Z' }
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** purl → origin key | source | module | distro */
const PURLS: readonly (readonly [purl: string, wanted: string])[] = [
  [
    'pkg:deb/debian/libssl1.1@1.1.1n-0%2Bdeb11u3?arch=amd64&distro=debian-11&upstream=openssl',
    'dpkg deb:libssl1.1@1.1.1n-0+deb11u3:amd64 openssl@1.1.1n-0+deb11u3 - debian 11',
  ],
  ['pkg:deb/debian/perl-base@5.36.0-7%2Bb1?upstream=perl%405.36.0-7', 'dpkg deb:perl-base@5.36.0-7+b1 perl@5.36.0-7 -'],
  ['pkg:deb/ubuntu/bash@5.1-6ubuntu1?distro=jammy', 'dpkg deb:bash@5.1-6ubuntu1 bash@5.1-6ubuntu1 - ubuntu jammy'],
  [
    'pkg:rpm/redhat/openssl-libs@3.0.7-27.el9?arch=x86_64&epoch=1&distro=rhel-9.4&upstream=openssl-3.0.7-27.el9.src.rpm',
    'rpm rpm:openssl-libs@1:3.0.7-27.el9:x86_64 openssl@1:3.0.7-27.el9 - rhel 9.4',
  ],
  [
    'pkg:rpm/redhat/nodejs@18.20.2-1.el8?arch=x86_64&epoch=1&rpmmod=nodejs:18:8100020240501',
    'rpm rpm:nodejs@1:18.20.2-1.el8:x86_64 - nodejs:18',
  ],
  ['pkg:rpm/opensuse/bash@4.4-lp151.10.3.1?distro=opensuse-leap-15.1', 'rpm rpm:bash@4.4-lp151.10.3.1 - - opensuse-leap 15.1'],
  [
    'pkg:apk/alpine/libcrypto1.1@1.1.1b-r1?arch=x86_64&distro=3.9.4&upstream=openssl',
    'apk apk:libcrypto1.1@1.1.1b-r1:x86_64 openssl@1.1.1b-r1 - alpine 3.9.4',
  ],
  ['pkg:pypi/Flask_Cors@3.0.10', 'purl pypi:flask-cors@3.0.10 - -'],
  ['pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar', 'purl maven:org.apache.logging.log4j:log4j-core@2.14.1 - -'],
  ['pkg:npm/%40babel/core@7.1.0', 'purl npm:@babel/core@7.1.0 - -'],
  ['pkg:golang/stdlib@1.22.0', 'purl golang:stdlib@1.22.0 - -'],
]
for (const [purl, wanted] of PURLS)
  test(`software of ${purl}`, () => {
    const read = softwareOfPurl(purl, { origin: 'purl' })
    assert.ok(read.ok)
    const { software, distro } = read.value
    const { origin, key, source, module: stream } = software
    assert.equal(
      [
        origin,
        key,
        source === undefined ? '-' : `${source.name}@${source.version}`,
        stream ?? '-',
        ...(distro === undefined ? [] : [distro.id, distro.version]),
      ].join(' '),
      wanted,
    )
    assert.equal(software.purl === undefined, ['dpkg', 'rpm', 'apk'].includes(origin))
  })

test('a purl without version is unknown, a broken one a problem', () => {
  const { inventory, problems } = readPurls(['pkg:npm/lodash', 'pkg:', 'pkg:npm/a@1'], HEAD)
  assert.deepEqual(
    inventory.software.map(({ key }) => key),
    ['npm:a@1'],
  )
  assert.equal(inventory.unknown.length, 1)
  assert.equal(problems.length, 1)
})

test('names of distributions that tools write', () => {
  const lineage = (id: string, version: string): readonly string[] | undefined => platformOfDistro({ id, version })?.lineage
  assert.deepEqual(lineage('redhat', '8.4'), ['rhel:8'])
  assert.deepEqual(lineage('alma', '8.5'), ['almalinux:8', 'rhel:8'])
  assert.deepEqual(lineage('amazon', '2 (Karoo)'), ['amazon:2'])
  assert.deepEqual(lineage('amazon', 'AMI release 2018.03'), ['amazon:1'])
  assert.deepEqual(lineage('cbl-mariner', '1.0'), ['mariner:1.0', 'mariner:1'])
  assert.deepEqual(lineage('suse linux enterprise server', '15.3'), ['sles:15.3', 'suse:15.3'])
  assert.deepEqual(lineage('debian', 'bookworm'), ['debian:12'])
  assert.deepEqual(lineage('ubuntu', '22.04.2'), ['ubuntu:22.04'])
  assert.equal(lineage('x"\nID=debian', '1'), undefined)
})

test('a CycloneDX bill of a device: firmware by CPE, parts without version as unknown', () => {
  const read = readSbom(
    bytes({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: {
        timestamp: '2026-01-01T00:00:00Z',
        component: {
          type: 'device',
          name: 'Pump',
          version: '2.1',
          cpe: 'cpe:2.3:h:maker:pump:2.1:*:*:*:*:*:*:*',
          supplier: { name: 'Maker' },
        },
      },
      components: [
        { type: 'library', name: 'OpenSSL', version: '1.0.2k', cpe: 'cpe:2.3:a:openssl:openssl:1.0.2k:*:*:*:*:*:*:*' },
        { type: 'library', name: 'lwIP' },
        { type: 'file', name: 'a.bin' },
        { type: 'library', name: 'zlib', version: '1.2.11', purl: 'pkg:generic/zlib@1.2.11' },
      ],
    }),
    HEAD,
  )
  assert.ok(read.ok)
  const { inventory } = read.value
  assert.equal(inventory.name, 'Pump')
  assert.equal(inventory.collectedAt, '2026-01-01T00:00:00Z')
  assert.equal(inventory.platform.family, 'application')
  assert.deepEqual(
    inventory.software.map(({ key, cpe }) => [key, cpe]),
    [
      ['generic:zlib@1.2.11', undefined],
      ['product:Maker:Pump@2.1', 'cpe:2.3:h:maker:pump:2.1:*:*:*:*:*:*:*'],
      ['product:OpenSSL@1.0.2k', 'cpe:2.3:a:openssl:openssl:1.0.2k:*:*:*:*:*:*:*'],
    ],
  )
  assert.deepEqual(
    inventory.unknown.map(({ count }) => count),
    [1],
  )
})

test('what is no bill is refused', () => {
  for (const input of ['', '{}', '[]', '<a/>', 'SPDX', '{"payload":"e30=","payloadType":"x"}'])
    assert.equal(readSbom(Buffer.from(input), HEAD).ok, false, input)
})

test('bills never throw, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 6 }),
      fc.constantFrom('components', 'metadata', 'dependencies'),
      (json, key) =>
        void readSbom(bytes({ bomFormat: 'CycloneDX', specVersion: '1.5', [key]: JSON.parse(json) as unknown }), HEAD),
    ),
  )
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 6 }),
      (json) => void readSbom(bytes({ spdxVersion: 'SPDX-2.3', packages: JSON.parse(json) as unknown }), HEAD),
    ),
  )
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void softwareOfPurl(`pkg:${text}`, { origin: 'purl' })))
})

/** file → platform, packages */
const REAL: Readonly<Record<string, readonly [lineage: string, packages: number]>> = {
  'trivy-golden/inventory/sbom/centos-7-cyclonedx.intoto.jsonl': ['centos:7 rhel:7', 2],
  'trivy-golden/inventory/sbom/centos-7-cyclonedx.json': ['centos:7 rhel:7', 2],
  'trivy-golden/inventory/sbom/centos-7-spdx.json': ['centos:7 rhel:7', 2],
  'trivy-golden/inventory/sbom/centos-7-spdx.txt': ['centos:7 rhel:7', 2],
  'trivy-golden/inventory/sbom/fluentd-multiple-lockfiles-cyclonedx.json': ['debian:10', 3],
  'trivy-golden/inventory/sbom/license-cyclonedx.json': ['', 3],
  'trivy-golden/inventory/sbom/minikube-kbom.json': ['ubuntu:22.04', 8],
  'inventories/sbom/alpine.cdx.xml.gz': ['alpine:3.17', 15],
  'inventories/sbom/bad-purls.cdx.xml.gz': ['alpine:3.17', 14],
  'inventories/sbom/postgres-stretch.cdx.xml.gz': ['debian:9', 136],
  'inventories/sbom/ubi9-latest.spdx.json.gz': ['rhel:9', 810],
}
const quality = new URL('../../../../../shared/quality/', import.meta.url)
test('real bills: platform and number of packages', (t) => {
  if (!existsSync(quality)) return t.skip('../shared/quality is absent')
  for (const [file, [lineage, packages]] of Object.entries(REAL)) {
    const raw = readFileSync(new URL(file, quality))
    const read = readSbom(file.endsWith('.gz') ? gunzipSync(raw) : raw, HEAD)
    assert.ok(read.ok, file)
    assert.deepEqual(
      [read.value.inventory.platform.lineage.join(' '), read.value.inventory.software.length],
      [lineage, packages],
      file,
    )
  }
  const folder = new URL('trivy-golden/inventory/sbom/', quality)
  for (const file of readdirSync(folder)) assert.ok(`trivy-golden/inventory/sbom/${file}` in REAL, file)
  return undefined
})

test('a name of megabytes is left out and counted; the other components stay', () => {
  const component = (name: string): object => ({ type: 'library', name, version: '1.0' })
  const read = readSbom(
    bytes({ bomFormat: 'CycloneDX', specVersion: '1.5', components: [component('a'.repeat(5_000)), component('b')] }),
    HEAD,
  )
  assert.ok(read.ok)
  assert.deepEqual(
    read.value.inventory.software.map(({ name }) => name),
    ['b'],
  )
  assert.ok(
    read.value.inventory.unknown.some(
      ({ what, why }) => what === '1 software' && JSON.stringify(why).includes('4096 characters'),
    ),
  )
})
