/** Builds of channels on machines that are not seen to use them, and builds that only look newer than the main line's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import type { SourcedClaim } from '../knowledge/facts.ts'
import type { ProductKey } from '../product-key.ts'
import { lookupsOf } from './software-lookups.ts'
import { match } from './match.ts'

const rhel = (release: string): Platform => ({
  family: 'linux',
  id: 'rhel',
  release,
  lineage: [`rhel:${release.split('.')[0] ?? ''}`],
  architecture: 'x86_64',
})
const ubuntu = (...lineage: readonly string[]): Platform => ({
  family: 'linux',
  id: 'ubuntu',
  release: '20.04',
  lineage,
  architecture: 'amd64',
})

function below(product: string, scheme: 'rpm' | 'deb', fixed: string): SourcedClaim {
  return {
    kind: 'claim',
    vulnerability: 'CVE-2024-0001',
    product: product as ProductKey,
    range: { scheme, intervals: [{ to: { version: fixed, inclusive: false } }], versions: [] },
    status: 'affected',
    source: scheme === 'rpm' ? 'redhat-vex' : 'ubuntu-tracker',
  }
}

const amazon = (...topics: readonly string[]): Platform => ({
  family: 'linux',
  id: 'amzn',
  release: '2',
  lineage: [...topics.map((topic) => `amazon:2+${topic}`), 'amazon:2'],
  architecture: 'x86_64',
})

const withoutFix = (product: string): SourcedClaim => ({
  ...below(product, 'deb', '0'),
  range: { scheme: 'deb', intervals: [{}], versions: [] },
  status: 'endOfLife',
})

type Case = {
  readonly name: string
  readonly on: Platform
  readonly version: string
  readonly module?: string
  readonly claims: readonly SourcedClaim[]
  readonly is: string
}

const main = below('rpm:rhel:9:openssl', 'rpm', '1:3.0.7-24.el9')
const eus = below('rpm:rhel:9+eus-9.2:openssl', 'rpm', '1:3.0.7-18.el9_2')
const base = withoutFix('deb:ubuntu:20.04:openssl')
const esm = below('deb:ubuntu:20.04+esm-infra:openssl', 'deb', '1.1.1f-1ubuntu2.24+esm1')
const main20 = below('deb:ubuntu:20.04:openssl', 'deb', '1.1.1f-1ubuntu2.16')
const fips = below('deb:ubuntu:20.04+fips-updates:openssl', 'deb', '1.1.1f-1ubuntu2.fips.20')
const stream = 'nodejs:16'
const outOfScope: SourcedClaim = {
  ...below('rpm:rhel:6:openssl', 'rpm', '0'),
  range: { scheme: 'rpm', intervals: [{}], versions: [] },
  status: 'willNotFix',
}
const els = below('rpm:rhel:6+els-6:openssl', 'rpm', '1.0.1e-58.el6_10.4')

for (const { name, on, version, module, claims, is } of [
  // 8.1 is above every fix of RHEL's 7.2, and has none of them for that.
  {
    name: 'a rebuild by another is unknown above the fix',
    on: rhel('8.9'),
    version: '0:8.1.27-1.el8.remi',
    claims: [below('rpm:rhel:8:openssl', 'rpm', '0:7.2.24-1.el8')],
    is: 'unknown',
  },
  {
    name: 'and below it',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2+ubuntu20.04.1+deb.sury.org+1',
    claims: [main20],
    is: 'unknown',
  },
  { name: 'an EUS build with the fix is fixed', on: rhel('9.2'), version: '1:3.0.7-18.el9_2', claims: [main, eus], is: 'fixed' },
  { name: 'an EUS build before it is not', on: rhel('9.2'), version: '1:3.0.7-16.el9_2', claims: [main, eus], is: 'affected' },
  {
    name: 'an ELS fix is named where it cannot be installed',
    on: rhel('6.10'),
    version: '1.0.1e-58.el6_10',
    claims: [els],
    is: 'affected',
  },
  {
    name: 'also where the main line mends no more',
    on: rhel('6.10'),
    version: '1.0.1e-58.el6_10',
    claims: [outOfScope, els],
    is: 'affected',
  },
  {
    name: 'an ELS build with the fix is fixed',
    on: rhel('6.10'),
    version: '1.0.1e-58.el6_10.4',
    claims: [outOfScope, els],
    is: 'fixed',
  },
  // 9.3 was released with a build that is above the later EUS fix and does not have it.
  {
    name: 'a build of the main line says nothing of EUS',
    on: rhel('9.3'),
    version: '1:3.0.7-19.el9',
    claims: [main, eus],
    is: 'affected',
  },
  { name: 'a build of another minor neither', on: rhel('9.3'), version: '1:3.0.7-19.el9_3', claims: [main, eus], is: 'affected' },
  {
    name: 'a module build of EUS is fixed',
    on: rhel('8.6'),
    version: '1:16.20.2-1.module+el8.6.0+19909',
    module: stream,
    claims: [
      below('rpm:rhel:8+nodejs@16:openssl', 'rpm', '1:16.20.2-3.module+el8.8.0+20386'),
      below('rpm:rhel:8+eus-8.6+nodejs@16:openssl', 'rpm', '1:16.20.2-1.module+el8.6.0+19909'),
    ],
    is: 'fixed',
  },
  {
    name: 'a module build says nothing of another stream',
    on: rhel('8.6'),
    version: '1:16.20.2-1.module+el8.6.0+19909',
    module: stream,
    claims: [below('rpm:rhel:8+nodejs@18:openssl', 'rpm', '1:18.1.0-1'), below('rpm:rhel:8:openssl', 'rpm', '1:18.1.0-1')],
    is: '',
  },
  {
    name: 'an ESM build is fixed also where Pro is not seen',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.24+esm2',
    claims: [base, esm],
    is: 'fixed',
  },
  {
    name: 'without ESM the fix cannot be installed',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.24',
    claims: [base, esm],
    is: 'affected notInstalledChannel',
  },
  {
    name: 'with ESM it can',
    on: ubuntu('ubuntu:20.04+esm-infra', 'ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.24',
    claims: [base, esm],
    is: 'affected available',
  },
  // "out of standard support" says nothing of the code; the line that goes on with the same code does.
  {
    name: 'an ended line gives way to the ESM line that says not affected',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.24',
    claims: [base, { ...withoutFix('deb:ubuntu:20.04+esm-infra:openssl'), status: 'notAffected' }],
    is: 'notAffected',
  },
  {
    name: 'but not where it is not affected because a later version brought the fix',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.2',
    claims: [
      base,
      { ...withoutFix('deb:ubuntu:20.04+esm-infra:openssl'), status: 'notAffected', note: 'not-affected: 1.1.1f-1ubuntu2.9' },
    ],
    is: 'affected',
  },
  // As dpkg orders, `2.fips.14` is above `2.16`.
  {
    name: 'a FIPS build of which its line says nothing is as old as what it grew from',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.fips.14',
    claims: [main20],
    is: 'affected',
  },
  {
    name: 'a FIPS build is judged by the FIPS line also where Pro is not seen',
    on: ubuntu('ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.fips.20',
    claims: [main20, fips],
    is: 'fixed',
  },
  {
    name: 'a FIPS build before the fix of its line is affected',
    on: ubuntu('ubuntu:20.04+fips-updates', 'ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.fips.18',
    claims: [main20, fips],
    is: 'affected',
  },
  {
    name: 'a plain build on a FIPS machine is judged by the main line',
    on: ubuntu('ubuntu:20.04+fips-updates', 'ubuntu:20.04'),
    version: '1.1.1f-1ubuntu2.18',
    claims: [main20, fips],
    is: 'fixed',
  },
] satisfies readonly Case[])
  test(name, () => {
    const origin = on.id === 'rhel' ? 'rpm' : 'dpkg'
    const software: Software = {
      key: 'x',
      name: 'openssl',
      version,
      origin,
      source: { name: 'openssl', version },
      ...(module !== undefined && { module }),
    }
    const inventory: Inventory = {
      target: 'local',
      name: 'srv-1',
      collectedAt: '2026-11-24T08:00:00Z',
      marks: [],
      platform: on,
      software: [software],
      services: [],
      ports: [],
      accounts: [],
      pendingUpdates: [],
      rebootRequired: 'unknown',
      staleProcesses: [],
      facts: new Map(),
      unknown: [],
    }
    const { verdicts } = match(
      inventory,
      Map.groupBy(claims, ({ product }) => product as string),
      () => ['some'],
    )
    const said = verdicts.map(({ status, fixState }) => (is.includes(' ') ? `${status} ${fixState}` : status)).join(', ')
    assert.equal(said, is)
  })

// The topic's kernels have the core kernel's names. Above 4.14 in digits, they would look fixed by the core's fixes.
for (const [what, on, name, version, keys] of [
  [
    'a kernel of a topic is looked up there alone',
    amazon(),
    'kernel',
    '5.15.43-20.123.amzn2',
    ['rpm:amazon:2+kernel-5.15:kernel'],
  ],
  [
    'once where the topic is seen',
    amazon('kernel-5.15'),
    'kernel-tools',
    '0:5.15.43-20.123.amzn2',
    ['rpm:amazon:2+kernel-5.15:kernel-tools', 'rpm:amazon:2+kernel-5.15:kernel-tools'],
  ],
  ['the core kernel not in the topic', amazon('kernel-5.15'), 'kernel', '4.14.301-224.520.amzn2', ['rpm:amazon:2:kernel']],
  ['another topic of kernels neither', amazon('kernel-5.10'), 'kernel', '4.14.301-224.520.amzn2', ['rpm:amazon:2:kernel']],
  [
    'other packages in every topic and the core',
    amazon('docker'),
    'runc',
    '1.0-1.amzn2',
    ['rpm:amazon:2+docker:runc', 'rpm:amazon:2:runc'],
  ],
] as const)
  test(`Amazon Linux 2: ${what}`, () => {
    const software: Software = { key: name, name, version, origin: 'rpm' }
    assert.deepEqual(
      lookupsOf(software, on).map(({ key }) => key),
      keys,
    )
  })

const oracle: Platform = {
  family: 'linux',
  id: 'ol',
  release: '8.6',
  lineage: ['ol:8', 'oracle:8', 'rhel:8'],
  architecture: 'x86_64',
}

// Their epochs would make every fix of the main line look installed.
for (const [version, channel] of [
  ['2:2.28-189.5.0.2.ksplice1.el8_6', 'ksplice'],
  ['10:1.1.1k-14.el8_6_fips', 'fips'],
] as const)
  test(`Oracle Linux: a build of ${channel} is looked up there alone`, () => {
    assert.deepEqual(
      lookupsOf({ key: 'a', name: 'a', version, origin: 'rpm' }, oracle).map(({ key }) => key),
      [`rpm:ol:8+${channel}:a`, 'rpm:oracle:8:a'],
    )
  })

test('EPEL: what Fedora built for a release of Red Hat is looked up there alone; on Fedora it is its own', () => {
  const software: Software = { key: 'a', name: 'a', version: '1-2.el9', origin: 'rpm', vendor: 'Fedora Project' }
  const fedora: Platform = { family: 'linux', id: 'fedora', release: '43', lineage: ['fedora:43'], architecture: 'x86_64' }
  const keys = (on: Platform, vendor = 'Fedora Project') => lookupsOf({ ...software, vendor }, on).map(({ key }) => key)
  assert.deepEqual(keys(rhel('9.4')), ['rpm:epel:9:a'])
  assert.deepEqual(keys({ ...rhel('9.4'), lineage: ['almalinux:9', 'rhel:9'] }), ['rpm:epel:9:a'])
  assert.deepEqual(keys({ ...rhel('9.4'), lineage: ['almalinux:9', 'rhel:9'] }, 'AlmaLinux'), [
    'rpm:almalinux:9:a',
    'rpm:rhel:9:a',
  ])
  assert.deepEqual(keys(fedora), ['rpm:fedora:43:a'])
})
