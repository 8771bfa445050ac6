/** Settings and policies: which place counts, what absence means, what was not seen. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import { CCS, type Registry, sz, dword, client, server, probe, read, facts, blind } from '../machines.suite.ts'

test('settings: policy beats preference, absence is what the generation does, denied is nothing', () => {
  const rdp = String.raw`${CCS}\Control\Terminal Server\WinStations\RDP-Tcp`
  const policy = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services`
  const nla = (more: Registry) => facts(read({ ...server('17763', 6054), ...more }), 'rdp.networkLevelAuthentication')[0]
  assert.equal(nla({ [policy]: { UserAuthentication: dword(0) }, [rdp]: { UserAuthentication: dword(1) } }), false)
  assert.equal(nla({ [policy]: null, [rdp]: { UserAuthentication: dword(1) } }), true)
  assert.equal(nla({ [policy]: { '!': 'denied' }, [rdp]: { UserAuthentication: dword(1) } }), undefined) // the policy may say no
  const lsa = `${CCS}\\Control\\Lsa`
  const level = (build: string, value: object | null) =>
    facts(read({ ...client(build, undefined, { CurrentVersion: sz('5.1') }), [lsa]: value as Registry[string] }), 'ntlm.level')[0]
  assert.deepEqual([level('2600', {}), level('17763', {}), level('17763', { LmCompatibilityLevel: dword(5) })], [0, 3, 5])
  assert.equal(level('17763', { '!': 'denied' }), undefined)
})

test('SMB 1: on by itself before 1709, a feature from then on', () => {
  const parameters = { [`${CCS}\\Services\\LanmanServer\\Parameters`]: {} }
  const of = (registry: Registry, ...probes: readonly ProbeRecord[]) =>
    facts(read({ ...registry, ...parameters }, ...probes), 'smb.server.smb1')[0]
  assert.equal(of(client('7601', undefined, { CurrentVersion: sz('6.1') })), true)
  assert.equal(of(client('22631', 3447)), undefined)
  assert.equal(of(client('22631', 3447), probe('wmi.Win32_OptionalFeature', [{ Name: 'SMB1Protocol', InstallState: 2 }])), false)
  assert.equal(of(client('22631', 3447), probe('wmi.Win32_OptionalFeature', [{ Name: 'SMB1Protocol', InstallState: 1 }])), true)
})

test('policies of secedit and auditpol by key and GUID; denied says nothing and is a blind spot', () => {
  const secedit = [
    '[Unicode]',
    'Unicode=yes',
    '[System Access]',
    'MinimumPasswordLength = 12',
    'PasswordComplexity = 1',
    'MaximumPasswordAge = -1',
    'LockoutBadCount = 0',
    'EnableGuestAccount = 0',
    '[Privilege Rights]',
    'SeNetworkLogonRight = *S-1-5-32-544,*S-1-5-11',
    '',
  ].join('\r\n')
  const audit = [
    'Nom de l’ordinateur,Cible,Sous-catégorie,GUID,Inclusion,Exclusion,Valeur',
    'PC,System,Création du processus,{0CCE922B-69AE-11D9-BED3-505054503030},Succès,,1',
    'PC,System,Ouvrir la session,{0CCE9215-69AE-11D9-BED3-505054503030},Succès et échec,,3',
    'PC,S-1-5-21-1-2-3-1001,Ouvrir la session,{0CCE9217-69AE-11D9-BED3-505054503030},Succès,,1',
    'PC,System,x,{0CCE9216-69AE-11D9-BED3-505054503030},Aucun audit,,4',
  ].join('\r\n')
  const asked = [
    'password.minimumLength',
    'password.complexity',
    'password.maximumAgeDays',
    'lockout.attempts',
    'accounts.guestEnabled',
    'rights.SeNetworkLogonRight',
    'rights.SeTcbPrivilege',
    'audit.processCreation',
    'audit.logon',
    'audit.accountLockout',
    'audit.logoff',
  ]
  assert.deepEqual(facts(read(server('17763', 6054), probe('secedit', secedit), probe('auditpol', audit)), ...asked), [
    12,
    true,
    -1,
    0,
    false,
    ['S-1-5-11', 'S-1-5-32-544'],
    [],
    1,
    3,
    undefined,
    0,
  ])
  const denied = read(server('17763', 6054), probe('secedit', '', { status: 'denied' }))
  assert.deepEqual(facts(denied, 'password.minimumLength'), [undefined])
  assert.ok(blind(denied).includes('Windows: windows.secedit'))
})
