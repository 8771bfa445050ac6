import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readNetwork } from './read-network.ts'
import { recogniseSystem } from './recognise-system.ts'

/** Beginnings of real outputs, with what must be read of them. */
const cases: readonly (readonly [
  text: string,
  id: string,
  version: string,
  model?: string | undefined,
  hostname?: string,
  serial?: string,
])[] = [
  [
    'Cisco IOS Software, Catalyst 4500 L3 Switch Software (cat4500e-ENTSERVICESK9-M), Version 12.2(54)SG1, RELEASE SOFTWARE (fc1)\n' +
      'router1 uptime is 2 years, 31 weeks\ncisco WS-C4948E (MPC8548) processor (revision 4) with 1048576K bytes of memory.\nProcessor board ID CAT1451S15C\n',
    'cisco-ios',
    '12.2(54)SG1',
    'WS-C4948E',
    'router1',
    'CAT1451S15C',
  ],
  [
    'Cisco IOS XE Software, Version 16.09.03\nCisco IOS Software [Fuji], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.9.3, RELEASE SOFTWARE (fc2)\n',
    'cisco-ios-xe',
    '16.09.03',
  ],
  ['Cisco Adaptive Security Appliance Software Version 9.9(2)32 \nASA2 up 41 days\n', 'cisco-asa', '9.9(2)32', undefined, 'ASA2'],
  ['Version: FortiGate-60F v7.4.8,build2795,250523 (GA.M)\nHostname: fw1\n', 'fortios', '7.4.8', 'FortiGate-60F', 'fw1'],
  ['hostname: pa-1\nmodel: PA-440\nserial: 021201\nsw-version: 10.2.9-h1\n', 'pan-os', '10.2.9-h1', 'PA-440', 'pa-1', '021201'],
  ['Hostname: lab\nModel: srx1500\nJunos: 19.4R3-S1.3\n', 'junos', '19.4R3-S1.3', 'srx1500', 'lab'],
  ['HPE Comware Software, Version 7.1.070, Release 3208P15\n', 'comware', '7.1.070, Release 3208P15'],
]

test('systems tell version, model, name and serial number', () => {
  for (const [text, id, version, model, hostname, serial] of cases) {
    const found = recogniseSystem(text)
    assert.deepEqual(
      [found?.recogniser.id, found?.version, found?.model, found?.hostname, found?.serial],
      [id, version, model, hostname, serial],
    )
  }
})

test('the inventory names the system as advisories do', () => {
  const read = readNetwork(Buffer.from('Cisco IOS XE Software, Version 16.09.03\n'), {
    target: 'network:sw.txt',
    collectedAt: '2026-11-24T08:00:00Z',
    file: 'sw.txt',
  })
  assert.ok(read.ok)
  assert.deepEqual(read.value.inventory.software, [
    {
      key: 'network:cisco-ios-xe@16.9.3',
      name: 'Cisco IOS XE',
      version: '16.9.3',
      origin: 'network',
      vendor: 'Cisco',
      cpe: 'cpe:2.3:o:cisco:ios_xe:16.9.3:*:*:*:*:*:*:*',
    },
  ])
})

test('text of no known system is refused with what is needed', () => {
  const read = readNetwork(Buffer.from('hello'), { target: 'network:x', collectedAt: '', file: 'x' })
  assert.equal(read.ok ? '' : read.error.code, 'network-unknown')
})

test('property: any text is taken, however it is cut', () => {
  fc.assert(fc.property(fc.string(), (text) => void recogniseSystem(text)))
  for (const [text] of cases) for (let end = 0; end < text.length; end += 7) recogniseSystem(text.slice(0, end))
})
