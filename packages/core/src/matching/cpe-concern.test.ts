import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCpe } from '@hygie/standards/cpe/cpe'
import type { Platform, Software } from '../inventory/inventory.ts'
import type { ProductKey } from '../product-key.ts'
import { concernOf, isOfAnyUpdate } from './cpe-concern.ts'
import { cpeProduct } from './product-lookups.ts'
import { lookupsOf } from './software-lookups.ts'

const linux: Platform = { family: 'linux', id: 'debian', release: '12', lineage: ['debian:12'], architecture: 'amd64' }
const windows: Platform = { ...linux, family: 'windows', id: 'windows', architecture: 'x64' }
const declared: Platform = { family: 'device', id: '', release: '', lineage: [], architecture: '' }

type Case = {
  readonly claim: string
  readonly beside?: readonly (readonly string[])[]
  readonly installed: string
  readonly purlType?: string
  readonly on?: Platform
  readonly present?: readonly string[]
  readonly is: string
}

const name = (rest: string): string => `cpe:2.3:a:acme:forms:${rest}`
const plain = name('1.0:*:*:*:*:*:*:*')
const firmware = 'cpe:2.3:o:acme:pump_firmware:1.0:*:*:*:*:*:*:*'

for (const { claim, beside, installed, purlType, on = declared, present = [], is } of [
  { claim: name('*:*:*:*:*:*:*:*'), installed: plain, is: 'yes' },
  { claim: name('*:*:*:*:*:wordpress:*:*'), installed: name('1.0:*:*:*:*:wordpress:*:*'), is: 'yes' },
  { claim: name('*:*:*:*:*:wordpress:*:*'), installed: name('1.0:*:*:*:*:joomla:*:*'), is: 'no' },
  { claim: name('*:*:*:*:*:wordpress:*:*'), installed: plain, is: 'unknown wordpress' },
  { claim: name('*:*:*:*:*:wordpress:*:*'), installed: plain, purlType: 'pypi', is: 'no' },
  { claim: name('*:*:*:*:*:node.js:*:*'), installed: plain, purlType: 'npm', is: 'yes' },
  { claim: name('*:*:*:*:*:python:*:*'), installed: plain, purlType: 'npm', is: 'no' },
  { claim: name('*:*:*:*:*:windows:*:*'), installed: plain, on: linux, is: 'no' },
  { claim: name('*:*:*:*:*:windows:*:*'), installed: plain, on: windows, is: 'yes' },
  { claim: name('*:*:*:*:*:windows:*:*'), installed: plain, is: 'unknown windows' },
  { claim: name('*:*:*:*:*:linux_kernel:*:*'), installed: plain, on: linux, is: 'yes' },
  { claim: name('*:*:*:*:*:macos:*:*'), installed: plain, on: linux, is: 'no' },
  { claim: name('*:*:*:*:pro:*:*:*'), installed: name('1.0:*:*:*:community:*:*:*'), is: 'no' },
  { claim: name('*:*:*:*:pro:*:*:*'), installed: plain, is: 'unknown pro' },
  { claim: name('*:*:*:*:*:*:arm64:*'), installed: plain, on: linux, is: 'no' },
  { claim: name('*:*:*:*:*:*:x64:*'), installed: plain, on: linux, is: 'yes' },
  { claim: name('*:*:*:*:*:*:x86:*'), installed: plain, on: linux, is: 'unknown x86' },
  { claim: 'not a name', installed: plain, is: 'yes' },
  // Firmware of a pump is on that pump, whether the inventory lists its hardware or not.
  { claim: firmware, beside: [['cpe:h:acme:pump']], installed: firmware, is: 'yes' },
  { claim: firmware, beside: [['cpe:h:acme:pump_2']], installed: firmware, is: 'unknown cpe:h:acme:pump_2' },
  { claim: firmware, beside: [['cpe:h:acme:pump_2']], installed: firmware, present: ['cpe:h:acme:pump_3'], is: 'no' },
  { claim: firmware, beside: [['cpe:h:acme:pump_2']], installed: firmware, present: ['cpe:h:acme:pump_2'], is: 'yes' },
  { claim: plain, beside: [['cpe:o:microsoft:windows_10']], installed: plain, is: 'unknown cpe:o:microsoft:windows_10' },
  { claim: plain, beside: [['cpe:o:microsoft:windows_10']], installed: plain, on: linux, is: 'no' },
  { claim: plain, beside: [['cpe:a:acme:server']], installed: plain, is: 'no' },
] satisfies readonly Case[])
  test(`${claim} ${JSON.stringify(beside ?? [])} concerns ${installed} ${purlType ?? ''} on ${on.family}, with ${present.join(' ')}: ${is}`, () => {
    const cpe = parseCpe(installed)
    assert.ok(cpe.ok)
    const concern = concernOf(
      { product: (cpeProduct(claim) ?? '') as ProductKey, cpe: { criteria: claim, ...(beside && { runningOn: beside }) } },
      { cpe: cpe.value, ...(purlType !== undefined && { purlType }) },
      { platform: on, present: new Set(present) },
    )
    assert.equal(concern.kind === 'unknown' ? `unknown ${concern.missing}` : concern.kind, is)
  })

test('a claim on one version and any update of it is compared without the update', () => {
  const range = { scheme: 'generic', intervals: [], versions: ['8.5'] } as const
  assert.equal(isOfAnyUpdate({ range, cpe: { criteria: 'cpe:2.3:a:openbsd:openssh:8.5:*:*:*:*:*:*:*' } }), true)
  assert.equal(isOfAnyUpdate({ range, cpe: { criteria: 'cpe:2.3:a:openbsd:openssh:8.5:-:*:*:*:*:*:*' } }), false)
  assert.equal(isOfAnyUpdate({ range }), false)
})

const looked = (cpe: string, version: string): string => {
  const software: Software = { key: 'x', name: 'x', version, origin: 'declared', cpe }
  return lookupsOf(software, declared)
    .map((lookup) => `${lookup.key} ${lookup.version}`)
    .join(', ')
}

for (const [cpe, version, expected] of [
  ['cpe:2.3:a:openbsd:openssh:8.5:p1:*:*:*:*:*:*', '8.5', 'cpe:a:openbsd:openssh 8.5 p1'],
  ['cpe:2.3:a:openbsd:openssh:8.5:p1:*:*:*:*:*:*', '8.5p1', 'cpe:a:openbsd:openssh 8.5p1'],
  ['cpe:2.3:a:openbsd:openssh:8.5:-:*:*:*:*:*:*', '8.5', 'cpe:a:openbsd:openssh 8.5'],
  ['cpe:/a:apache:http_server:2.4.49', '2.4.49', 'cpe:a:apache:http_server 2.4.49'],
  ['cpe:2.3:a:notepad-plus-plus:notepad++:8.5:*:*:*:*:*:*:*', '8.5', 'cpe:a:notepad-plus-plus:notepad\\+\\+ 8.5'],
  ['cpe:2.3:a:*:http_server:2.4.49:*:*:*:*:*:*:*', '2.4.49', ''],
  ['cpe:2.3:a:apache:http_server:2.4.49', '2.4.49', 'cpe:a:apache:http_server 2.4.49'],
  ['cpe:2.3:a:apache', '1', ''],
  ['cpe:a:apache', '1', ''],
] as const)
  test(`${cpe} with version ${version} is looked up as ${expected}`, () => assert.equal(looked(cpe, version), expected))
