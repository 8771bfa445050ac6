import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Platform } from '../inventory/inventory.ts'
import type { SourcedLifecycle } from '../knowledge/facts.ts'
import { lifecycleOf } from './lifecycle.ts'
import { windowsCycles } from './windows-cycle.ts'

function windows(build: string, more: Partial<Platform> = {}): Platform {
  return {
    family: 'windows',
    id: 'windows',
    release: 'x',
    lineage: [],
    architecture: 'x86_64',
    build,
    installation: 'client',
    ...more,
  }
}

const cases: readonly (readonly [Platform, product: string, cycles: readonly string[]])[] = [
  [windows('10.0.17763.6054', { edition: 'EnterpriseS' }), 'windows', ['10-1809-e-lts', '10-1809']],
  [
    windows('10.0.19044.4529', { edition: 'IoTEnterpriseS' }),
    'windows',
    ['10-21h2-iot-lts', '10-21h2-iot', '10-21h2-e-lts', '10-21h2'],
  ],
  [windows('10.0.26100', { edition: 'Professional' }), 'windows', ['11-24h2-w', '11-24h2']],
  [windows('10.0.22631.1', { edition: 'Education' }), 'windows', ['11-23h2-e', '11-23h2']],
  [windows('10.0.26100.32370', { installation: 'server-core' }), 'windows-server', ['2025']],
  [windows('10.0.17763', { installation: 'server', name: 'Windows Server, version 1809' }), 'windows-server', ['1809-sac']],
  [windows('5.1.2600'), 'windows', ['5-sp3-w', '5-sp3']],
  [windows('10.0.99999'), 'windows', []],
]

test('the build names the release, the edition the channel', () => {
  for (const [platform, product, cycles] of cases) {
    const found = windowsCycles(platform)
    assert.deepEqual([found.product, found.cycles], [product, cycles], platform.build ?? '')
  }
})

test('a modality on LTSC is mended longer than a Pro of the same build', () => {
  const cycle = (name: string, on: string): SourcedLifecycle => ({
    kind: 'lifecycle',
    product: 'windows',
    cycle: name,
    phases: [{ phase: 'security', ends: { on }, conditional: false }],
    source: 'endoflife',
  })
  const records = [cycle('10-21h2-w', '2023-06-13'), cycle('10-21h2-e-lts', '2027-01-12'), cycle('10-21h2-iot-lts', '2032-01-13')]
  const statusOf = (edition: string) => {
    const inventory = { platform: windows('10.0.19044.4529', { edition }), software: [] }
    return lifecycleOf(inventory, records, [], '2026-11-24').map(({ product, status }) => [product, status])
  }
  assert.deepEqual(statusOf('Professional'), [['windows:10-21h2-w', 'ended']])
  assert.deepEqual(statusOf('EnterpriseS'), [['windows:10-21h2-e-lts', 'ending']])
  assert.deepEqual(statusOf('IoTEnterpriseS'), [['windows:10-21h2-iot-lts', 'supported']])
})
