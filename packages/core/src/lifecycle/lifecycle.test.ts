import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Inventory } from '../inventory/inventory.ts'
import type { SourcedLifecycle } from '../knowledge/facts.ts'
import { lifecycleOf, lifecycleProductOf } from './lifecycle.ts'

const bookworm: SourcedLifecycle = {
  kind: 'lifecycle',
  product: 'debian',
  cycle: '12',
  title: 'Debian 12',
  source: 'distro-info',
  phases: [
    { phase: 'security', ends: { on: '2026-06-10' }, conditional: false },
    { phase: 'lts', ends: { on: '2028-06-30' }, conditional: false },
    { phase: 'elts', ends: { on: '2033-06-30' }, conditional: true },
  ],
}
const bionic: SourcedLifecycle = {
  ...bookworm,
  product: 'ubuntu',
  cycle: '18.04',
  title: 'Ubuntu 18.04',
  phases: [
    { phase: 'security', ends: { on: '2023-05-31' }, conditional: false },
    { phase: 'esm', ends: { on: '2028-04-25' }, conditional: true },
  ],
}

function asset(id: string, release: string, lineage: readonly string[], software: Inventory['software'] = []): Inventory {
  return {
    target: 'local',
    name: 'srv',
    collectedAt: '',
    marks: [],
    platform: { family: 'linux', id, release, lineage, architecture: 'amd64' },
    software,
    services: [],
    ports: [],
    accounts: [],
    pendingUpdates: [],
    rebootRequired: 'unknown',
    staleProcesses: [],
    facts: new Map(),
    unknown: [],
  }
}

function states(
  inventory: Inventory,
  records: readonly SourcedLifecycle[],
  at: string,
  software: readonly SourcedLifecycle[] = [],
): readonly string[] {
  return lifecycleOf(inventory, records, software, at).map(
    ({ product, status, phase, ends }) => `${product} ${status} ${phase ?? '-'} ${ends ?? '-'}`,
  )
}

test('the phase of the day decides', () => {
  const debian = asset('debian', '12', ['debian:12'])
  assert.deepEqual(states(debian, [bookworm], '2024-01-01'), ['debian:12 supported security 2026-06-10'])
  assert.deepEqual(states(debian, [bookworm], '2026-01-01'), ['debian:12 ending security 2026-06-10'])
  assert.deepEqual(states(debian, [bookworm], '2026-11-24'), ['debian:12 supported lts 2028-06-30'])
  assert.deepEqual(states(debian, [bookworm], '2029-01-01'), ['debian:12 conditional elts 2033-06-30'])
  assert.deepEqual(states(debian, [bookworm], '2034-01-01'), ['debian:12 ended - 2033-06-30'])
})

test('the last day of a phase still counts', () => {
  assert.deepEqual(states(asset('debian', '12', []), [bookworm], '2028-06-30'), ['debian:12 ending lts 2028-06-30'])
})

test('a paid phase counts for who has it', () => {
  assert.deepEqual(states(asset('ubuntu', '18.04', ['ubuntu:18.04']), [bionic], '2026-11-24'), [
    'ubuntu:18.04 conditional esm 2028-04-25',
  ])
  assert.deepEqual(states(asset('ubuntu', '18.04', ['ubuntu:18.04+esm-infra', 'ubuntu:18.04']), [bionic], '2026-11-24'), [
    'ubuntu:18.04 supported esm 2028-04-25',
  ])
})

test('a release that no feed knows is unknown, never supported', () => {
  assert.deepEqual(states(asset('debian', '99', []), [bookworm], '2026-11-24'), ['debian:99 unknown - -'])
  assert.deepEqual(states(asset('debian', '120', []), [bookworm], '2026-11-24'), ['debian:120 unknown - -'])
})

test('a package that loses support before its release does is told apart', () => {
  const software = [
    {
      key: 'deb:golang-1.19-go',
      name: 'golang-1.19-go',
      version: '1.19-1',
      origin: 'dpkg',
      source: { name: 'golang-1.19', version: '1.19-1' },
    },
    { key: 'deb:bash', name: 'bash', version: '5-1', origin: 'dpkg' },
  ] as const
  const limited: SourcedLifecycle = {
    kind: 'lifecycle',
    product: 'debian',
    cycle: '*',
    package: 'golang*',
    source: 'debian-security-support',
    phases: [{ phase: 'limited', ends: 'not-over', conditional: false }],
  }
  assert.deepEqual(states(asset('debian', '12', [], software), [bookworm, limited], '2026-11-24'), [
    'debian:12 supported lts 2028-06-30',
    'debian:12/golang-1.19 conditional limited -',
  ])
})

test('software is known by its identifiers; a longer cycle is the truer one', () => {
  const software = [
    {
      key: 'declared:pg',
      name: 'PostgreSQL',
      version: '9.6.3',
      origin: 'declared',
      cpe: 'cpe:2.3:a:postgresql:postgresql:9.6.3:*:*:*:*:*:*:*',
    },
  ] as const
  const cycle = (name: string, on: string): SourcedLifecycle => ({
    kind: 'lifecycle',
    product: 'postgresql',
    cycle: name,
    source: 'endoflife',
    identifiers: ['cpe:a:postgresql:postgresql'],
    phases: [{ phase: 'security', ends: { on }, conditional: false }],
  })
  assert.deepEqual(
    states(asset('', '', [], software), [], '2026-11-24', [cycle('9', '2030-01-01'), cycle('9.6', '2021-11-11')]),
    ['postgresql:9.6 ended - 2021-11-11'],
  )
})

test('of the Pro services only ESM prolongs the support of the whole system', () => {
  const on = (...channels: readonly string[]): Inventory =>
    asset('ubuntu', '18.04', [...channels.map((channel) => `ubuntu:18.04+${channel}`), 'ubuntu:18.04'])
  for (const channels of [['fips-updates'], ['realtime'], ['esm-apps']])
    assert.deepEqual(
      states(on(...channels), [bionic], '2026-11-24'),
      ['ubuntu:18.04 conditional esm 2028-04-25'],
      channels.join(' '),
    )
  assert.deepEqual(states(on('fips', 'esm-infra'), [bionic], '2026-11-24'), ['ubuntu:18.04 supported esm 2028-04-25'])
})

test('a system is looked up as the product that its maker supports', () => {
  const product = (id: string, ...lineage: readonly string[]): string =>
    lifecycleProductOf({ family: 'linux', id, release: '9', lineage, architecture: '' })
  assert.equal(product('centos', 'centos-stream:9', 'rhel:9'), 'centos-stream')
  assert.equal(product('centos', 'centos:7', 'rhel:7'), 'centos')
  assert.equal(product('sles_sap', 'sles_sap:15.5', 'sles:15.5', 'suse:15.5'), 'sles')
  assert.equal(product('sled', 'sled:15.5', 'suse:15.5'), 'sled')
  assert.equal(product('pop', 'pop:22.04', 'ubuntu:22.04'), 'pop-os')
})

test('a package whose support has ended is not shown as one with limits only', () => {
  const debian = asset('debian', '12', ['debian:12'], [{ key: 'deb:chromium@1', name: 'chromium', version: '1', origin: 'dpkg' }])
  const limited: SourcedLifecycle = {
    ...bookworm,
    cycle: '*',
    package: 'chromium',
    phases: [{ phase: 'limited', ends: 'not-over', conditional: false }],
  }
  const ended: SourcedLifecycle = {
    ...bookworm,
    package: 'chromium',
    phases: [{ phase: 'security', ends: { on: '2025-01-01' }, conditional: false }],
  }
  for (const records of [
    [bookworm, limited, ended],
    [bookworm, ended, limited],
  ])
    assert.deepEqual(states(debian, records, '2026-11-24'), [
      'debian:12 supported lts 2028-06-30',
      'debian:12/chromium ended - 2025-01-01',
    ])
})
