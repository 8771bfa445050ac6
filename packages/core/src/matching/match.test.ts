import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import type { Claim } from '../knowledge/claim.ts'
import type { SourcedClaim } from '../knowledge/facts.ts'
import type { ProductKey } from '../product-key.ts'
import { say } from '../text/text.ts'
import { heardOf, keysOf, match } from './match.ts'

const bookworm: Platform = { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' }
const jammy: Platform = { family: 'linux', id: 'ubuntu', release: '18.04', lineage: ['ubuntu:18.04'], architecture: 'amd64' }
const alma: Platform = {
  family: 'linux',
  id: 'almalinux',
  release: '9.4',
  lineage: ['almalinux:9', 'rhel:9'],
  architecture: 'x86_64',
}

function dpkg(
  name: string,
  version: string,
  source: { name: string; version: string } = { name, version },
  more: Partial<Software> = {},
): Software {
  return { key: `deb:${name}@${version}:amd64`, name, version, origin: 'dpkg', architecture: 'amd64', source, ...more }
}

function inventory(platform: Platform, software: readonly Software[], more: Partial<Inventory> = {}): Inventory {
  return {
    target: 'local',
    name: 'srv-1',
    collectedAt: '2026-11-24T08:00:00Z',
    marks: [],
    platform,
    software,
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
    ...more,
  }
}

function below(product: string, fixed: string, more: Partial<SourcedClaim> = {}): SourcedClaim {
  return claim(product, {
    range: { scheme: 'deb', intervals: [{ to: { version: fixed, inclusive: false } }], versions: [] },
    ...more,
  })
}

function claim(product: string, more: Partial<SourcedClaim> & { range?: Claim['range'] }): SourcedClaim {
  return {
    kind: 'claim',
    vulnerability: 'CVE-2024-6387',
    product: product as ProductKey,
    range: { scheme: 'deb', intervals: [{}], versions: [] },
    status: 'affected',
    source: 'debian-lists',
    ...more,
  }
}

/** `status fixState fixes` of each verdict, and its reasons in English: complete, so that anything unexpected fails. */
function judged(asset: Inventory, claims: readonly SourcedClaim[], sources: readonly string[] = ['some']): readonly string[] {
  const byKey = Map.groupBy(claims, ({ product }) => product as string)
  const { verdicts, unknown } = match(asset, byKey, () => sources)
  return [
    ...verdicts.map(
      ({ vulnerability, status, fixState, fixedBy, reasons }) =>
        `${vulnerability} ${status} ${fixState} [${fixedBy.join(' ')}] ${reasons.map((reason) => say(reason.text, 'en')).join('; ')}`,
    ),
    ...unknown.map(
      ({ what, why, count }) =>
        `unknown ${what}: ${typeof why === 'string' ? why : say(why, 'en')}${count === undefined ? '' : ` ×${count}`}`,
    ),
  ]
}

const ssh = dpkg('openssh-server', '1:9.2p1-2', { name: 'openssh', version: '1:9.2p1-2' })

test('a binary package is looked up under its source, for its own release', () => {
  assert.deepEqual(keysOf(inventory(bookworm, [ssh])), ['deb-binary:debian:12:openssh-server', 'deb:debian:12:openssh'])
})

test('below the first fixed version is affected, with the fix', () => {
  assert.deepEqual(judged(inventory(bookworm, [ssh]), [below('deb:debian:12:openssh', '1:9.2p1-2+deb12u3')]), [
    'CVE-2024-6387 affected available [1:9.2p1-2+deb12u3] 1:9.2p1-2 is below the first fixed version 1:9.2p1-2+deb12u3',
  ])
})

test('at the fixed version is fixed, not silent', () => {
  const fixed = dpkg('openssh-server', '1:9.2p1-2+deb12u3', { name: 'openssh', version: '1:9.2p1-2+deb12u3' })
  assert.deepEqual(judged(inventory(bookworm, [fixed]), [below('deb:debian:12:openssh', '1:9.2p1-2+deb12u3')]), [
    'CVE-2024-6387 fixed available [1:9.2p1-2+deb12u3] 1:9.2p1-2+deb12u3 is at or above the fixed version 1:9.2p1-2+deb12u3',
  ])
})

test('another release has nothing to say', () => {
  assert.deepEqual(judged(inventory(bookworm, [ssh]), [below('deb:debian:11:openssh', '1:9.2p1-2+deb12u3')]), [])
})

test('several advisories of one source on one vulnerability: the lowest fix counts', () => {
  const claims = [below('deb:debian:12:openssh', '1:9.2p1-1'), below('deb:debian:12:openssh', '1:9.2p1-2+deb12u3')]
  assert.deepEqual(judged(inventory(bookworm, [ssh]), claims), [
    'CVE-2024-6387 fixed available [1:9.2p1-1] 1:9.2p1-2 is at or above the fixed version 1:9.2p1-1',
  ])
})

test('the tracker speaks before the advisory lists: never affected in this release', () => {
  const claims = [
    below('deb:debian:12:openssh', '1:9.2p1-2+deb12u3'),
    claim('deb:debian:12:openssh', { status: 'notAffected', source: 'debian-tracker' }),
  ]
  assert.deepEqual(judged(inventory(bookworm, [ssh]), claims), [
    'CVE-2024-6387 notAffected none [] the source states that this product is not affected; debian-tracker (debian:12) speaks before debian-lists (debian:12), which says affected',
  ])
})

test('an older status list that knows no fix does not beat a published fix that is installed', () => {
  const claims = [below('deb:debian:12:openssh', '1:9.2p1-1'), claim('deb:debian:12:openssh', { source: 'debian-tracker' })]
  assert.deepEqual(judged(inventory(bookworm, [ssh]), claims), [
    'CVE-2024-6387 fixed available [1:9.2p1-1] 1:9.2p1-2 is at or above the fixed version 1:9.2p1-1; debian-lists names a fix that debian-tracker does not know yet',
  ])
})

test('will not fix and end of life are affected and say that no fix comes', () => {
  assert.deepEqual(judged(inventory(bookworm, [ssh]), [claim('deb:debian:12:openssh', { status: 'willNotFix', grade: 'low' })]), [
    'CVE-2024-6387 affected willNotFix [] the source states that it will not fix this; the source grades it «low»',
  ])
  assert.deepEqual(judged(inventory(bookworm, [ssh]), [claim('deb:debian:12:openssh', { status: 'endOfLife' })]), [
    'CVE-2024-6387 affected endOfLife [] the source states that this product is no longer supported',
  ])
})

test('under investigation is unknown, neither affected nor safe', () => {
  assert.deepEqual(judged(inventory(bookworm, [ssh]), [claim('deb:debian:12:openssh', { status: 'underInvestigation' })]), [
    'CVE-2024-6387 unknown underInvestigation [] the source has not judged this yet',
  ])
})

test('a version that the scheme cannot read is unknown and listed', () => {
  const odd = dpkg('openssh-server', 'not a version', { name: 'openssh', version: 'not a version' })
  assert.deepEqual(judged(inventory(bookworm, [odd]), [below('deb:debian:12:openssh', '1:9.2p1-2')]), [
    'CVE-2024-6387 unknown underInvestigation [] cannot compare "not a version" with < 1:9.2p1-2 as deb versions',
    'unknown openssh-server: version "not a version" cannot be read as a deb version: 1 statements not judged',
  ])
})

test('no version is unknown, not vulnerable by wildcard', () => {
  assert.deepEqual(judged(inventory(bookworm, [dpkg('openssh-server', '')]), [claim('deb:debian:12:openssh-server', {})]), [
    'unknown openssh-server: no version is known',
  ])
})

test('no statement for the platform at all is said once, with the number of packages', () => {
  assert.deepEqual(judged(inventory(bookworm, [ssh, dpkg('bash', '5.2-1')]), [], []), [
    'unknown debian:12: the knowledge holds no statements for debian:12 ×2',
  ])
})

test('a derived distribution falls back to its base, vulnerability by vulnerability', () => {
  const openssl: Software = {
    key: 'rpm:openssl',
    name: 'openssl',
    version: '1:3.0.7-1.el9',
    origin: 'rpm',
    architecture: 'x86_64',
  }
  const rpm = (product: string, vulnerability: string, fixed: string, source: string): SourcedClaim =>
    claim(product, {
      vulnerability,
      source,
      range: { scheme: 'rpm', intervals: [{ to: { version: fixed, inclusive: false } }], versions: [] },
    })
  const claims = [
    rpm('rpm:rhel:9:openssl', 'CVE-2023-0001', '1:3.0.7-5.el9', 'redhat-vex'),
    rpm('rpm:almalinux:9:openssl', 'CVE-2023-0001', '1:3.0.7-1.el9', 'almalinux-osv'),
    rpm('rpm:rhel:9:openssl', 'CVE-2023-0002', '1:3.0.7-5.el9', 'redhat-vex'),
  ]
  assert.deepEqual(judged(inventory(alma, [openssl]), claims), [
    'CVE-2023-0001 fixed available [1:3.0.7-1.el9] 1:3.0.7-1.el9 is at or above the fixed version 1:3.0.7-1.el9; almalinux-osv (almalinux:9) speaks before redhat-vex (rhel:9), which says affected',
    'CVE-2023-0002 affected available [1:3.0.7-5.el9] 1:3.0.7-1.el9 is below the first fixed version 1:3.0.7-5.el9; the asset’s own distribution says nothing of this; its base rhel:9 decides',
  ])
})

test('a module stream has its own claims', () => {
  const node: Software = { key: 'rpm:nodejs', name: 'nodejs', version: '1:18.1.0-1', origin: 'rpm', module: 'nodejs:18' }
  assert.deepEqual(keysOf(inventory({ ...alma, lineage: ['almalinux:8'] }, [node])), ['rpm:almalinux:8+nodejs@18:nodejs'])
})

test('a fix in a paid channel is told apart from a fix that can be installed', () => {
  const ssl = dpkg('libssl1.1', '1.1.1-1ubuntu2.1', { name: 'openssl', version: '1.1.1-1ubuntu2.1' })
  const claims = [
    claim('deb:ubuntu:18.04:openssl', { status: 'willNotFix', source: 'ubuntu-tracker' }),
    below('deb:ubuntu:18.04+esm-infra:openssl', '1.1.1-1ubuntu2.1+esm1', { source: 'ubuntu-tracker' }),
  ]
  assert.deepEqual(judged(inventory(jammy, [ssl]), claims), [
    'CVE-2024-6387 affected notInstalledChannel [1.1.1-1ubuntu2.1+esm1] the source states that it will not fix this; the fix is in the channel esm-infra, which this asset is not subscribed to',
  ])
  const attached = { ...jammy, lineage: ['ubuntu:18.04+esm-infra', 'ubuntu:18.04'] }
  assert.deepEqual(judged(inventory(attached, [ssl]), claims), [
    'CVE-2024-6387 affected available [1.1.1-1ubuntu2.1+esm1] 1.1.1-1ubuntu2.1 is below the first fixed version 1.1.1-1ubuntu2.1+esm1',
  ])
})

test('only the running kernel exposes', () => {
  const kernel = (version: string, state: 'running' | 'installed'): Software =>
    dpkg(`linux-image-${version}`, version, { name: 'linux-signed-amd64', version: version.replace('-', '+') }, { kernel: state })
  const asset = inventory(bookworm, [kernel('6.1.10-1', 'running'), kernel('6.1.20-1', 'installed')], {
    runningKernel: '6.1.10-1',
  })
  assert.deepEqual(judged(asset, [below('deb:debian:12:linux', '6.1.30-1')]), [
    'CVE-2024-6387 affected available [6.1.30-1] 6.1.10-1 is below the first fixed version 6.1.30-1',
    'CVE-2024-6387 notAffected available [6.1.30-1] kernel 6.1.20-1 is installed but not running: it does not expose; 6.1.20-1 is below the first fixed version 6.1.30-1',
  ])
})

test('ecosystem claims each speak of one branch: affected in one is affected', () => {
  const django: Software = {
    key: 'pypi:django@3.2.1',
    name: 'Django',
    version: '3.2.1',
    origin: 'language',
    purl: 'pkg:pypi/django@3.2.1',
  }
  const branch = (from: string, to: string): SourcedClaim =>
    claim('pypi:django', {
      source: 'osv-pypi',
      range: {
        scheme: 'pep440',
        intervals: [{ from: { version: from, inclusive: true }, to: { version: to, inclusive: false } }],
        versions: [],
      },
    })
  assert.deepEqual(judged(inventory(bookworm, [django]), [branch('2.2', '2.2.20'), branch('3.2', '3.2.5')]), [
    'CVE-2024-6387 affected available [3.2.5] 3.2.1 is below the first fixed version 3.2.5',
  ])
})

test('CPE claims serve only what no better source knows, and their platforms must be present', () => {
  const product: Software = {
    key: 'declared:x',
    name: 'X',
    version: '1.0',
    origin: 'declared',
    cpe: 'cpe:2.3:a:acme:x:1.0:*:*:*:*:*:*:*',
  }
  const generic = { scheme: 'generic', intervals: [{ to: { version: '2.0', inclusive: false } }], versions: [] } as const
  const onWindows = { criteria: 'cpe:2.3:a:acme:x:*:*:*:*:*:*:*:*', runningOn: [['cpe:o:microsoft:windows']] }
  assert.deepEqual(judged(inventory(bookworm, [product]), [claim('cpe:a:acme:x', { range: generic, source: 'nvd' })]), [
    'CVE-2024-6387 affected available [2.0] 1.0 is below the first fixed version 2.0',
  ])
  const conditional = [claim('cpe:a:acme:x', { range: generic, source: 'nvd', cpe: onWindows })]
  assert.deepEqual(judged(inventory(bookworm, [product]), conditional), [])
  assert.equal(judged(inventory({ ...bookworm, family: 'windows' }, [product]), conditional).length, 1)
})

test('equals that disagree are counted as affected, and say so', () => {
  const lodash: Software = {
    key: 'npm:lodash',
    name: 'lodash',
    version: '4.17.5',
    origin: 'language',
    purl: 'pkg:npm/lodash@4.17.5',
  }
  const upTo = (version: string, source: string): SourcedClaim =>
    claim('npm:lodash', { source, range: { scheme: 'semver', intervals: [{ to: { version, inclusive: false } }], versions: [] } })
  assert.deepEqual(judged(inventory(bookworm, [lodash]), [upTo('4.17.5', 'a'), upTo('4.17.21', 'b')]), [
    'CVE-2024-6387 affected available [4.17.21] 4.17.5 is below the first fixed version 4.17.21; sources of equal rank disagree (b: affected, a: fixed): counted as affected',
  ])
})

test('packages of Conan and CocoaPods are looked up by their names', () => {
  const generic = { scheme: 'generic', intervals: [{ to: { version: '8.44', inclusive: false } }], versions: [] } as const
  for (const type of ['conan', 'cocoapods']) {
    const pcre: Software = {
      key: `${type}:PCRE@8.43`,
      name: 'PCRE',
      version: '8.43',
      origin: 'language',
      purl: `pkg:${type}/PCRE@8.43`,
    }
    assert.deepEqual(judged(inventory(bookworm, [pcre]), [claim(`${type}:PCRE`, { range: generic })]), [
      'CVE-2024-6387 affected available [8.44] 8.43 is below the first fixed version 8.44',
    ])
  }
})

test('binaries of one source get a verdict each, also when a claim is for one architecture only', () => {
  const source = { name: 'openssh', version: '1:9.2p1-2' }
  const server = dpkg('openssh-server', '1:9.2p1-2', source)
  const client = dpkg('openssh-client', '1:9.2p1-2', source)
  const foreign = dpkg('openssh-sftp-server', '1:9.2p1-2', source, { architecture: 'i386' })
  const claims = [below('deb:debian:12:openssh', '1:9.2p1-2+deb12u3', { architectures: ['amd64'] })]
  const found = inventory(bookworm, [client, foreign, server])
  const { verdicts } = match(found, new Map([['deb:debian:12:openssh', claims]]), () => ['debian-tracker'])
  assert.deepEqual(
    verdicts.map(({ software, status }) => `${software} ${status}`),
    [`${client.key} affected`, `${server.key} affected`],
  )
})

test('a language package that a distribution package brings along is the distribution’s to judge', () => {
  const redhat: Platform = { family: 'linux', id: 'rhel', release: '9.4', lineage: ['rhel:9'], architecture: 'x86_64' }
  const rpm: Software = { key: 'rpm:python3-idna', name: 'python3-idna', version: '2.10-7.el9_4.1', origin: 'rpm' }
  const idna = (more: Partial<Software>): Software => ({
    key: 'pypi:idna@2.10',
    name: 'idna',
    version: '2.10',
    origin: 'sbom',
    purl: 'pkg:pypi/idna@2.10',
    ...more,
  })
  const claims = [
    claim('pypi:idna', {
      source: 'osv-pypi',
      range: { scheme: 'pep440', intervals: [{ to: { version: '3.7', inclusive: false } }], versions: [] },
    }),
  ]
  const path = '/usr/lib/python3.9/site-packages/idna-2.10.dist-info/METADATA'
  const fixedByRedHat = claim('rpm:rhel:9:python3-idna', {
    source: 'redhat-vex',
    range: { scheme: 'rpm', intervals: [{ to: { version: '2.10-7.el9_4.1', inclusive: false } }], versions: [] },
  })
  const statusOf = (said: readonly SourcedClaim[], ...software: readonly Software[]): string =>
    judged(inventory(redhat, software), said)[0]?.split(' ')[1] ?? ''
  assert.equal(statusOf(claims, idna({})), 'affected')
  // Silent distribution: nobody knows whether a backport is in.
  assert.equal(statusOf(claims, idna({}), rpm), 'unknown')
  assert.equal(statusOf(claims, idna({ path }), rpm), 'unknown')
  // Its word stands where the place proves the copy to be its own.
  assert.equal(statusOf([...claims, fixedByRedHat], idna({ path }), rpm), 'notAffected')
  assert.equal(statusOf([...claims, fixedByRedHat], idna({}), rpm), 'unknown')
  // Another copy, another version, a distribution that names every fix.
  assert.equal(statusOf(claims, idna({ path: `/opt/app${path}` }), rpm), 'affected')
  assert.equal(statusOf(claims, idna({}), { ...rpm, version: '3.4-1.el9' }), 'affected')
  assert.equal(statusOf(claims, idna({}), { ...rpm, name: 'py3-idna', version: '2.10-r2', origin: 'apk' }), 'affected')
})

test('parts of Kubernetes are looked up by their names', () => {
  const kubelet: Software = {
    key: 'kubernetes:k8s.io/kubelet@1.27.0',
    name: 'k8s.io/kubelet',
    version: '1.27.0',
    origin: 'sbom',
    purl: 'pkg:k8s/k8s.io%2Fkubelet@1.27.0',
  }
  const range = { scheme: 'semver', intervals: [{ to: { version: '1.27.1', inclusive: false } }], versions: [] } as const
  assert.deepEqual(judged(inventory(bookworm, [kubelet]), [claim('kubernetes:k8s.io/kubelet', { range })]), [
    'CVE-2024-6387 affected available [1.27.1] 1.27.0 is below the first fixed version 1.27.1',
  ])
})

test('the explanation hears every claim and marks those that do not concern the software', () => {
  const product: Software = {
    key: 'declared:x',
    name: 'X',
    version: '1.0',
    origin: 'declared',
    cpe: 'cpe:2.3:a:acme:x:1.0:*:*:*:*:*:*:*',
  }
  const range = { scheme: 'generic', intervals: [{ to: { version: '2.0', inclusive: false } }], versions: [] } as const
  const onWindows = { criteria: 'cpe:2.3:a:acme:x:*:*:*:*:*:*:*:*', runningOn: [['cpe:o:microsoft:windows']] }
  const claims = [
    claim('cpe:a:acme:x', { range, source: 'nvd', vulnerability: 'CVE-2024-1' }),
    claim('cpe:a:acme:x', { range, source: 'nvd', vulnerability: 'CVE-2024-2', cpe: onWindows }),
  ]
  const heard = heardOf(product, inventory(bookworm, [product]), new Map([['cpe:a:acme:x', claims]]))
  assert.deepEqual(
    heard.map(({ judgement, concerns }) => `${judgement.claim.vulnerability} ${judgement.effect} ${concerns}`),
    ['CVE-2024-1 affected true', 'CVE-2024-2 affected false'],
  )
})
