/** All probes together: half views, real lists of WMI, the catalogue, whatever a machine prints. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import { windowsFactCatalogue } from './facts.catalogue.ts'
import { DATA, skip, CCS, UNINSTALL, program, client, server, probe, read, reading, facts, blind } from './machines.suite.ts'

const USERS = [
  { Name: 'Administrateur', SID: 'S-1-5-21-1-2-3-500', Disabled: false, PasswordRequired: true, PasswordExpires: false },
  { Name: 'pacs', SID: 'S-1-5-21-1-2-3-1001', Disabled: false, PasswordRequired: false, PasswordExpires: true },
  { Name: 'Invité', SID: 'S-1-5-21-1-2-3-501', Disabled: true, PasswordRequired: false, PasswordExpires: false },
]

test('a 32-bit process sees half; people who are not logged on are a blind spot', () => {
  const half = read(server('17763', 6054), probe('kit', { bits: 32, elevated: false, language: 'ConstrainedLanguage' }))
  assert.ok(
    ['64-bit programs', 'policies, BitLocker, audit', 'history of Windows Update', 'settings and programs of people'].every(
      (what) => blind(half).includes(what),
    ),
  )
})

test('real lists of WMI: accounts, BitLocker', { skip }, () => {
  const file = (name: string): Partial<ProbeRecord> => ({
    output: readFileSync(new URL(`wmi/${name}`, DATA)).toString('base64'),
    encoding: 'base64',
  })
  const inventory = read(
    client('19045', 4529),
    probe('wmi.Win32_UserAccount', '', file('10-StandAlone-Win32_UserAccount.wmi')),
    probe('wmi.Win32_EncryptableVolume', '', file('win10-crypt-Win32_EncryptableVolume.wmi')),
    probe('wmi.Win32_ComputerSystem', '', file('11-AzureAD-Win32_ComputerSystem.wmi')),
  )
  assert.equal(inventory.name, 'desktop-ehrk1qo')
  assert.deepEqual(
    facts(
      inventory,
      'bitlocker.systemDrive',
      'bitlocker.unprotected',
      'accounts.administratorEnabled',
      'system.domainController',
    ),
    [true, [], false, false],
  )
  assert.ok(inventory.marks.some(({ kind, value }) => kind === 'sid' && value === 'S-1-5-21-407181654-3485178747-2417891341'))
})

test('every fact is in the catalogue, with its type', () => {
  const types = new Map(windowsFactCatalogue.map(({ name, type }) => [name, type]))
  const inventory = read(
    { ...server('17763', 6054), [`${CCS}\\Control\\Lsa`]: {} },
    probe('wmi.Win32_UserAccount', USERS),
    probe('qfe', ''),
    probe('wmi.Win32_OptionalFeature', []),
  )
  assert.ok(inventory.facts.size > 20)
  for (const [name, { value }] of inventory.facts) {
    const type = Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value
    assert.equal(types.get(name), type, name)
  }
})

test('whatever a machine prints: nothing is thrown, nothing invented', () => {
  const whole = JSON.stringify({ ...server('17763', 6054), [`${UNINSTALL}\\7-Zip`]: program('7-Zip 19.00 (x64)', '19.00') })
  fc.assert(
    fc.property(fc.nat(whole.length - 1), (length) => {
      const { inventory } = reading([probe('registry', whole.slice(0, length))])
      assert.deepEqual(inventory.software, []) // a cut document is none
    }),
    { numRuns: 100 },
  )
  const kinds = [
    'registry',
    'qfe',
    'wua',
    'secedit',
    'auditpol',
    'netstat',
    'dism',
    'files',
    'kit',
    'wmi.Win32_Service',
    'wmi.Win32_UserAccount',
    'never heard of',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (kind, output) => {
      const { inventory } = reading([probe('registry', server('17763', 6054)), probe(kind, output)])
      assert.equal(inventory.platform.build, '10.0.17763.6054')
    }),
    { numRuns: 300 },
  )
})
