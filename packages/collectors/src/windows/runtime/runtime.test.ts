/** What runs and who is there: ports in any language, accounts by SID, services. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CCS, type Registry, sz, dword, server, probe, read, facts } from '../machines.suite.ts'

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
