/** Updates: all lists joined, what is known as a list, what waits for the restart. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  client,
  DATA,
  skip,
  CV,
  CCS,
  WINDOWS,
  PACKAGES,
  type Registry,
  sz,
  dword,
  server,
  probe,
  read,
  reading,
  facts,
  names,
  blind,
} from '../machines.suite.ts'

test('updates of all lists are joined; what was taken off again is not there', () => {
  const registry: Registry = {
    ...server('17763', 6054),
    [`${PACKAGES}\\Package_for_KB5005039~31bf3856ad364e35~amd64~~10.0.1.3`]: { CurrentState: dword(112) },
    [`${PACKAGES}\\Package_for_KB4512577~31bf3856ad364e35~amd64~~10.0.1.3`]: { CurrentState: dword(80) }, // replaced, yet there
    [`${PACKAGES}\\Package_for_KB4999999~31bf3856ad364e35~amd64~~10.0.1.3`]: { CurrentState: dword(64) }, // only staged
    [`${PACKAGES}\\Package_for_RollupFix~31bf3856ad364e35~amd64~~17763.6054.1.5`]: {
      CurrentState: dword(112),
      InstallLocation: sz(String.raw`C:\Windows\SoftwareDistribution\Download\x\Windows10.0-KB5040430-x64.cab`),
    },
    [`${WINDOWS}\\Installer\\UserData\\S-1-5-18\\Products\\A\\Patches\\B`]: {
      DisplayName: sz('Update (KB4461435)'),
      State: dword(1),
    },
    [`${WINDOWS}\\Installer\\UserData\\S-1-5-18\\Products\\A\\Patches\\C`]: {
      DisplayName: sz('Update (KB4461436)'),
      State: dword(2),
    },
  }
  const history = [
    { t: 'Mise à jour (KB5000001)', d: '2024-01-01T08:00:00Z', op: 1, rc: 2 },
    { t: 'Mise à jour (KB5000001)', d: '2024-02-01T08:00:00Z', op: 2, rc: 2 },
    { t: 'Mise à jour (KB5000002)', d: '2024-03-01T08:00:00Z', op: 1, rc: 4 },
    { t: 'Mise à jour (KB5000003)', d: '2024-03-02T08:00:00Z', op: 1, rc: 3 },
  ]
  const inventory = read(registry, probe('qfe', [{ HotFixID: 'KB5040563' }]), probe('wua', history))
  assert.deepEqual(inventory.updates, {
    installed: ['4461435', '4512577', '5000003', '5005039', '5040430', '5040563'],
    sources: ['qfe', 'cbs', 'wua', 'msi'],
  })
  assert.deepEqual(facts(inventory, 'updates.failed', 'updates.lastInstalledAt'), [['KB5000002'], '2024-03-02T08:00:00Z'])
})

test('the history alone is no list; an empty list of Get-HotFix is one', () => {
  const history = read(server('17763', 6054), probe('wua', [{ t: 'KB5000003', d: '2024-03-02T08:00:00Z', op: 1, rc: 2 }]))
  assert.deepEqual(history.updates, { installed: ['5000003'], sources: [] })
  assert.ok(blind(history).includes('list of updates'))
  assert.deepEqual(read(server('17763', 6054), probe('qfe', '')).updates, { installed: [], sources: ['qfe'] })
})

test('a newer cumulative package than what runs waits for the restart', () => {
  const rollup = (build: string, version: string): Registry => ({
    ...client(build, 4529),
    [`${PACKAGES}\\Package_for_RollupFix~31bf3856ad364e35~amd64~~${version}.1.5`]: { CurrentState: dword(112) },
    [`${WINDOWS}\\Component Based Servicing\\RebootPending`]: {},
    [`${WINDOWS}\\WindowsUpdate\\Auto Update\\RebootRequired`]: null,
  })
  const pending = read(rollup('19045', '19041.4651'))
  assert.deepEqual([pending.updates?.pendingBuild, pending.rebootRequired], ['10.0.19045.4651', 'yes'])
  assert.equal(read(rollup('19045', '19041.4529')).updates?.pendingBuild, undefined)
  assert.equal(read(rollup('19045', '22621.9999')).updates?.pendingBuild, undefined) // of another Windows
})

test('a restart: strong flags count, renamed files alone do not, unseen is unknown', () => {
  const cbs = `${WINDOWS}\\Component Based Servicing\\RebootPending`
  const wu = `${WINDOWS}\\WindowsUpdate\\Auto Update\\RebootRequired`
  const of = (more: Registry) => read({ ...server('17763', 6054), ...more }).rebootRequired
  const renames = { [`${CCS}\\Control\\Session Manager`]: { PendingFileRenameOperations: ['MULTI_SZ', ['x']] } }
  assert.deepEqual(
    [of({ [cbs]: null, [wu]: {} }), of({ [cbs]: null, [wu]: null, ...renames }), of({ [cbs]: null })],
    ['yes', 'no', 'unknown'],
  )
})

test('XP: numbers of updates behind File 1, and in its list of programs', { skip }, () => {
  const xp: Registry = {
    [CV]: { CurrentBuildNumber: sz('2600'), CurrentVersion: sz('5.1'), CSDVersion: sz('Service Pack 3') },
    [`${CCS}\\Control\\ProductOptions`]: { ProductType: sz('WinNT') },
    [`${CCS}\\Control\\Session Manager\\Environment`]: { PROCESSOR_ARCHITECTURE: sz('x86') },
  }
  const reg = gunzipSync(readFileSync(new URL('registry/xp-Uninstall.reg.gz', DATA)))
  const { inventory, problems } = reading([
    probe('registry', xp),
    { probe: 'windows.registry', status: 'ok', durationMs: 1, output: reg.toString('base64'), encoding: 'base64' },
  ])
  assert.deepEqual(problems, [])
  assert.equal(inventory.platform.name, 'Microsoft Windows XP Service Pack 3')
  assert.deepEqual(inventory.updates?.sources, ['registry'])
  assert.ok(inventory.updates?.installed.includes('2079403'))
  assert.equal(inventory.updates?.installed.length, 360) // as grep counts them
  // Its updates are no programs; three are both.
  assert.deepEqual(
    names(inventory).filter((key) => /KB\d{6}/.test(key)),
    [
      'windows:MSXML 4.0 SP2 (KB954430)@4.20.9870.0',
      'windows:MSXML 4.0 SP2 (KB973688)@4.20.9876.0',
      'windows:MSXML 6.0 Parser (KB933579)@6.10.1200.0',
    ],
  )
  assert.ok(inventory.software.length > 60)
})
