/** Evidence of the Windows kit → inventory: the rules of reading, each on the smallest machine that shows it. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { readEvidence } from '../read-evidence.ts'
import { windowsFactCatalogue } from './facts.catalogue.ts'

const DATA = new URL('../../../../../shared/quality/windows/', import.meta.url)
const skip = existsSync(DATA) ? false : 'the quality data is not beside the project'

const CV = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const WINDOWS = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion`
const UNINSTALL = `${WINDOWS}\\Uninstall`
const WOW = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall`
const PACKAGES = `${WINDOWS}\\Component Based Servicing\\Packages`

type Registry = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>
const sz = (text: string): readonly [string, string] => ['SZ', text]
const dword = (number: number): readonly [string, number] => ['DWORD', number]
const program = (name: string, version: string, publisher = 'X', more: object = {}) => ({
  DisplayName: sz(name),
  DisplayVersion: sz(version),
  Publisher: sz(publisher),
  ...more,
})

function client(build: string, revision: number | undefined, more: Readonly<Record<string, unknown>> = {}): Registry {
  return {
    [CV]: {
      CurrentBuildNumber: sz(build),
      CurrentVersion: sz('6.3'),
      EditionID: sz('Professional'),
      InstallationType: sz('Client'),
      ...(revision !== undefined && { UBR: dword(revision) }),
      ...more,
    },
    [`${CCS}\\Control\\ProductOptions`]: { ProductType: sz('WinNT') },
    [`${CCS}\\Control\\Session Manager\\Environment`]: { PROCESSOR_ARCHITECTURE: sz('AMD64') },
  }
}
const server = (build: string, revision: number, type = 'Server'): Registry =>
  client(build, revision, { InstallationType: sz(type), EditionID: sz('ServerStandard') })

function probe(name: string, output: unknown, more: Partial<ProbeRecord> = {}): ProbeRecord {
  return {
    probe: `windows.${name}`,
    status: 'ok',
    durationMs: 1,
    output: typeof output === 'string' ? output : JSON.stringify(output),
    ...more,
  }
}
function read(registry: Registry, ...probes: readonly ProbeRecord[]): Inventory {
  return reading([probe('registry', registry), ...probes]).inventory
}
function reading(probes: readonly ProbeRecord[]) {
  return readEvidence({
    format: 'hygie.evidence/1',
    collectedAt: '2026-11-24T08:00:00Z',
    collector: { name: 'collect.ps1', version: '1' },
    target: 'kit:USB',
    probes,
  })
}
const facts = (inventory: Inventory, ...names: readonly string[]) =>
  names.map((name) => inventory.facts.get(`windows.${name}`)?.value)
const names = ({ software }: Inventory) => software.map(({ key }) => key)
const blind = ({ unknown }: Inventory) => unknown.map(({ what }) => what)

test('the revision is a number, not hex text', () => {
  assert.equal(read(server('17763', 0x17a6)).platform.build, '10.0.17763.6054')
})

test('a version of 6.3 with the build of 11 is 11, whatever its name says', () => {
  const { platform } = read(client('22631', 3447, { ProductName: sz('Windows 10 Pro') }))
  assert.deepEqual([platform.name, platform.release], ['Windows 11 Version 23H2 for x64-based Systems', '11-23h2'])
})

test('one build, two products: the type of the installation decides', () => {
  assert.equal(read(client('26100', 7840)).platform.name, 'Windows 11 Version 24H2 for x64-based Systems')
  assert.equal(read(server('26100', 32370)).platform.name, 'Windows Server 2025')
  assert.equal(read(server('26100', 32370, 'Server Core')).platform.name, 'Windows Server 2025 (Server Core installation)')
  const nobodyKnows = read({ [CV]: { CurrentBuildNumber: sz('26100'), UBR: dword(1) } })
  assert.equal(nobodyKnows.platform.name, undefined)
  assert.deepEqual(names(nobodyKnows), [])
})

test('editions of devices and of the long-term channel', () => {
  const of = (edition: string) => facts(read(client('19044', 7058, { EditionID: sz(edition) })), 'system.longTerm', 'system.iot')
  assert.deepEqual(of('EnterpriseS'), [true, false])
  assert.deepEqual(of('IoTEnterpriseS'), [true, true])
  assert.deepEqual(of('IoTEnterprise'), [false, true])
  assert.deepEqual(of('Professional'), [false, false])
})

test('without a revision there is no version and a task; before 10.0 no revision is believed', () => {
  const bare = read(client('17763', undefined))
  assert.deepEqual([bare.platform.build, bare.software[0]?.version], ['10.0.17763', ''])
  assert.ok(blind(bare).includes('revision of the build'))
  assert.equal(read(client('9600', 17031)).platform.build, '6.3.9600')
})

test('dism shows the image, not the tool', { skip }, () => {
  const inventory = read(client('17763', undefined), probe('dism', readFileSync(new URL('dism/get-packages.txt', DATA), 'utf8')))
  assert.equal(inventory.platform.build, '10.0.17763.3406')
  assert.deepEqual(inventory.updates, { installed: ['4470788'], sources: ['cbs'] })
})

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

test('programs: both halves once, patches never, rubbish cut, unknown ones counted', () => {
  const registry: Registry = {
    ...client('22631', 3447),
    [UNINSTALL]: {},
    [`${UNINSTALL}\\7-Zip`]: program('7-Zip 19.00 (x64)', '19.00', 'Igor Pavlov', { InstallDate: sz('999999') }),
    [`${WOW}\\7-Zip`]: program('7-Zip 19.00 (x64)', '19.00', 'Igor Pavlov'),
    [`${WOW}\\Other`]: program('Modality Console\u0000\u0001\u0002', '1.2'),
    [`${WOW}\\Hidden`]: program('Hidden part', '1', 'X', { SystemComponent: dword(1) }),
    [`${WOW}\\Left`]: { DisplayName: sz('Left behind') },
    [`${WOW}\\KB2468871`]: program('Update for .NET (KB2468871)', '1', 'Microsoft', { ParentKeyName: sz('.NET') }),
    [`${WOW}\\{90160000-0011}_KB4461435`]: program('Security Update for Microsoft Office (KB4461435)', '', 'Microsoft', {
      ReleaseType: sz('Security Update'),
    }),
    [String.raw`HKU\S-1-5-21-1-2-3-1001\Software\Microsoft\Windows\CurrentVersion\Uninstall\Python`]: program(
      'Python 3.11.4 (64-bit)',
      '3.11.4150.0',
      'Python Software Foundation',
    ),
  }
  const inventory = read(registry)
  assert.deepEqual(
    inventory.software.map(({ key, cpe }) => [key, cpe]),
    [
      ['windows:7-Zip 19.00 (x64)@19.00', 'cpe:2.3:a:7-zip:7-zip:19.00:*:*:*:*:windows:*:*'],
      ['windows:Modality Console@1.2', undefined],
      ['windows:Python 3.11.4 (64-bit)@3.11.4', 'cpe:2.3:a:python:python:3.11.4:*:*:*:*:windows:*:*'],
      [
        'windows:Windows 11 Version 23H2 for x64-based Systems@10.0.22631.3447',
        'cpe:2.3:o:microsoft:windows_11_23h2:10.0.22631.3447:*:*:*:*:*:x64:*',
      ],
    ],
  )
  assert.deepEqual(
    inventory.unknown.filter(({ what }) => what.startsWith('programs')),
    [{ what: 'programs without a known name in vulnerability lists', why: 'no list names them: they are not judged', count: 1 }],
  )
})

test("Microsoft's own: .NET side by side, two SQL Servers in their lanes, Exchange by its file, Office by its channel", () => {
  const sql = String.raw`HKLM\SOFTWARE\Microsoft\Microsoft SQL Server`
  const registry: Registry = {
    ...server('17763', 6054),
    [String.raw`HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full`]: { Release: dword(528_049), Install: dword(1) },
    [String.raw`HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v3.5`]: { Install: dword(1), SP: dword(1) },
    [String.raw`HKLM\SOFTWARE\dotnet\Setup\InstalledVersions\x64\sharedfx\Microsoft.NETCore.App`]: {
      '6.0.36': dword(1),
      '8.0.4': dword(1),
    },
    [`${sql}\\Instance Names\\SQL`]: { LAB: sz('MSSQL15.LAB'), PACS: sz('MSSQL15.PACS'), OLD: sz('MSSQL10_50.OLD') },
    [`${sql}\\MSSQL15.LAB\\Setup`]: { PatchLevel: sz('15.0.2116.2') },
    [`${sql}\\MSSQL15.PACS\\Setup`]: { PatchLevel: sz('15.0.4382.1') },
    [`${sql}\\MSSQL10_50.OLD\\Setup`]: { PatchLevel: sz('10.53.6000.34') },
    [String.raw`HKLM\SOFTWARE\Microsoft\ExchangeServer\v15\Setup`]: {
      MsiProductMajor: dword(15),
      MsiProductMinor: dword(2),
      MsiBuildMajor: dword(1544),
      MsiBuildMinor: dword(4),
    },
    [String.raw`HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`]: {
      VersionToReport: sz('16.0.17928.20156'),
      Platform: sz('x64'),
      ProductReleaseIds: sz('ProPlus2021Volume'),
      UpdateChannel: sz('http://officecdn.microsoft.com/pr/5030841d-c919-4594-8d2d-84ae4f96e58e'),
    },
  }
  const inventory = read(
    registry,
    probe('files', [{ p: String.raw`C:\Program Files\Exchange\Bin\ExSetup.exe`, v: '15.02.1544.039' }]),
  )
  assert.deepEqual(
    inventory.software
      .filter(({ name }) => !name.startsWith('Windows'))
      .map(({ name, version, products }) => [name, version, products]),
    [
      ['.NET Framework 3.5', '3.5', ['msrc:.net framework 3.5 on windows server 2019']],
      ['.NET Framework 4.8', '4.8', ['msrc:.net framework 4.8 on windows server 2019']],
      ['.NET', '6.0.36', undefined],
      ['.NET', '8.0.4', undefined],
      [
        'Microsoft Exchange Server 2019 Cumulative Update 14',
        '15.2.1544.39',
        ['msrc:microsoft exchange server 2019 cumulative update 14'],
      ],
      [
        'Microsoft Office LTSC 2021 for 64-bit editions',
        '16.0.17928.20156',
        ['msrc:microsoft office ltsc 2021 for 64-bit editions'],
      ],
      ['Microsoft SQL Server 2008 R2', '10.53.6000.34', undefined],
      ['Microsoft SQL Server 2019', '15.0.2116.2', ['msrc:microsoft sql server 2019 for x64-based systems (gdr)']],
      ['Microsoft SQL Server 2019', '15.0.4382.1', ['msrc:microsoft sql server 2019 for x64-based systems (cu)']],
    ],
  )
  assert.equal(inventory.facts.get('windows.office.channel')?.value, '2021 LTSC')
})

test('browsers that no list of programs shows; none twice', () => {
  const chrome = String.raw`HKLM\SOFTWARE\Wow6432Node\Google\Update\Clients\{8A69D345-D564-463C-AFF1-A69D9E530F96}`
  const firefox = String.raw`HKLM\SOFTWARE\Mozilla\Mozilla Firefox ESR`
  const edge = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft\EdgeUpdate\Clients\{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}`
  const registry = {
    ...client('22631', 3447),
    [chrome]: { pv: sz('131.0.6778.86') },
    [firefox]: { CurrentVersion: sz('140.5.0 (x64 fr)') },
    [edge]: { pv: sz('131.0.2903.70') },
  }
  const of = (more: Registry) => names(read({ ...registry, ...more })).filter((key) => !key.includes('Windows'))
  assert.deepEqual(of({}), [
    'windows:Google Chrome@131.0.6778.86',
    'windows:Microsoft Edge@131.0.2903.70',
    'windows:Mozilla Firefox ESR@140.5.0',
  ])
  const listed = {
    [`${WOW}\\Chrome`]: program('Google Chrome', '131.0.6778.86', 'Google LLC'),
    [`${WOW}\\Edge`]: program('Microsoft Edge', '131.0.2903.70', 'Microsoft Corporation'),
  }
  assert.deepEqual(of(listed), of({}))
})

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

test('ports by shape in any language', () => {
  const text =
    '\r\nAktive Verbindungen\r\n\r\n  Proto  Lokale Adresse  Remoteadresse  Status  PID\r\n  TCP    0.0.0.0:445    0.0.0.0:0   ABHÖREN   4\r\n  TCP    [::]:3389   [::]:0  À L’ÉCOUTE   1200\r\n  TCP    10.0.0.1:49712   10.0.0.2:443   HERGESTELLT   7\r\n  UDP    [fe80::1%12]:123   *:*   99\r\n'
  const { ports } = read(
    server('17763', 6054),
    probe('netstat', text),
    probe('wmi.Win32_Process', [{ ProcessId: 1200, Name: 'svchost.exe' }]),
  )
  assert.deepEqual(ports, [
    { protocol: 'tcp', address: '0.0.0.0', port: 445, process: 'System' },
    { protocol: 'tcp', address: '::', port: 3389, process: 'svchost.exe' },
    { protocol: 'udp', address: 'fe80::1', port: 123 },
  ])
})

const USERS = [
  { Name: 'Administrateur', SID: 'S-1-5-21-1-2-3-500', Disabled: false, PasswordRequired: true, PasswordExpires: false },
  { Name: 'pacs', SID: 'S-1-5-21-1-2-3-1001', Disabled: false, PasswordRequired: false, PasswordExpires: true },
  { Name: 'Invité', SID: 'S-1-5-21-1-2-3-501', Disabled: true, PasswordRequired: false, PasswordExpires: false },
]

test('local accounts by SID; a domain controller has none', () => {
  const member = read(server('17763', 6054), probe('wmi.Win32_UserAccount', USERS))
  const asked = ['accounts.local', 'accounts.passwordNotRequired', 'accounts.guestEnabled', 'accounts.administratorEnabled']
  assert.deepEqual(facts(member, ...asked), [['Administrateur', 'pacs'], ['pacs'], false, true])
  const controller = read(
    { ...server('17763', 6054), [`${CCS}\\Control\\ProductOptions`]: { ProductType: sz('LanmanNT') } },
    probe('wmi.Win32_UserAccount', USERS),
  )
  assert.deepEqual(facts(controller, ...asked, 'system.domainController'), [undefined, undefined, undefined, undefined, true])
  assert.deepEqual(controller.accounts, [])
})

test('services: state, start, paths that can be hijacked, roles', () => {
  const service = (path: string, start: number, account = 'LocalSystem') => ({
    ImagePath: sz(path),
    Start: dword(start),
    Type: dword(0x10),
    ObjectName: sz(account),
  })
  const registry: Registry = {
    ...server('17763', 6054),
    [`${CCS}\\Services\\Bad`]: service(String.raw`C:\Program Files\Vendor App\run.exe -k x`, 2),
    [`${CCS}\\Services\\Good`]: service(String.raw`"C:\Program Files\Vendor App\run.exe" -k`, 2),
    [`${CCS}\\Services\\Plain`]: service(String.raw`C:\Windows\system32\svchost.exe -k with blanks`, 3),
    [`${CCS}\\Services\\NTDS`]: service('x', 2),
    [`${CCS}\\Services\\Person`]: service(String.raw`C:\Users\x\a.exe`, 2, String.raw`HOSP\svc`),
    [`${CCS}\\Services\\Driver`]: { Type: dword(1), Start: dword(0) },
  }
  const inventory = read(registry, probe('wmi.Win32_Service', [{ Name: 'bad', State: 'Running' }]))
  assert.deepEqual(
    facts(inventory, 'services.unquotedPaths', 'services.inUserFolders', 'services.asUser', 'system.roles', 'services.running'),
    [['Bad'], ['Person'], [String.raw`Person HOSP\svc`], ['ad'], ['Bad']],
  )
  assert.deepEqual(
    inventory.services.find(({ name }) => name === 'Bad'),
    { name: 'Bad', state: 'running', enabled: true },
  )
  assert.equal(inventory.services.length, 5)
})

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
