/** What protects the machine: SMB 1, antivirus, Defender, BitLocker, Credential Guard, firewall, optional features. */
import type { FactValue } from '@hygie/core/compliance/facts'
import type { InventoryPart } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import type { WindowsSystem } from '../identity/read.ts'
import { listIn, textIn, type Row } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'
import type { RegistryView } from '../registry/view.ts'

const CCS = String.raw`HKLM\SYSTEM\CurrentControlSet`
const DEFENDER = String.raw`HKLM\SOFTWARE\Microsoft\Windows Defender`
/** From here on SMB 1 is a feature that is not installed of itself. */
const SMB1_OPTIONAL = 16_299

type Known = ReadonlyMap<string, { readonly value: FactValue }>

/** `known`: facts of the settings, which some of these join. */
export function readProtection(probes: WindowsProbes, system: WindowsSystem, known: Known): InventoryPart {
  const facts = new FactList()
  smb1Facts(probes, system, facts)
  featureFacts(probes, facts)
  antivirusFacts(probes, facts)
  defenderFacts(probes.registry, facts)
  deviceGuardFacts(probes, facts)
  volumeFacts(probes, facts)
  const profiles = ['domain', 'private', 'public'].map(
    (profile) => [profile, known.get(`windows.firewall.${profile}.enabled`)?.value] as const,
  )
  if (profiles.every(([, value]) => value !== undefined))
    facts.list(
      'windows.firewall.off',
      profiles.flatMap(([profile, value]) => (value === false ? [profile] : [])),
      'registry',
    )
  const server = known.get('windows.updates.server')?.value
  if (typeof server === 'string') facts.boolean('windows.updates.serverEncrypted', /^https:/i.test(server), 'WUServer')
  return { facts: facts.map }
}

/** InstallState: 1 on, 2 off, 3 absent. Undefined when features were not listed. */
function featureState(rows: readonly Row[] | undefined, name: string): boolean | undefined {
  const row = rows?.find((item) => textIn(item, 'Name').toLowerCase() === name.toLowerCase())
  return row === undefined ? undefined : textIn(row, 'InstallState') === '1'
}

function smb1Facts({ registry, rows }: WindowsProbes, { buildNumber }: WindowsSystem, facts: FactList): void {
  const features = rows('Win32_OptionalFeature')
  const parameters = String.raw`${CCS}\Services\LanmanServer\Parameters`
  const value = registry.number(parameters, 'SMB1')
  const isFeature = featureState(features, 'SMB1Protocol-Server') ?? featureState(features, 'SMB1Protocol')
  if (value === 0) facts.boolean('windows.smb.server.smb1', false, `${parameters}, SMB1`)
  else if (isFeature !== undefined) facts.boolean('windows.smb.server.smb1', isFeature, 'Win32_OptionalFeature')
  else if (registry.seen(parameters, 'SMB1') !== 'unseen' && buildNumber > 0 && buildNumber < SMB1_OPTIONAL)
    facts.boolean('windows.smb.server.smb1', true, 'not turned off: what Windows does then')
  const driver = String.raw`${CCS}\Services\mrxsmb10`
  const start = registry.number(driver, 'Start')
  if (start !== undefined) facts.boolean('windows.smb.client.smb1', start !== 4, `${driver}, Start`)
  else if (registry.key(driver) === 'absent') facts.boolean('windows.smb.client.smb1', false, `${driver} is absent`)
}

function featureFacts({ rows }: WindowsProbes, facts: FactList): void {
  const features = rows('Win32_OptionalFeature')
  if (features === undefined) return
  const on = features.filter((row) => textIn(row, 'InstallState') === '1').map((row) => textIn(row, 'Name'))
  facts.list('windows.features.enabled', on, 'Win32_OptionalFeature')
  facts.boolean(
    'windows.powershell.version2',
    on.some((name) => /^MicrosoftWindowsPowerShellV2(?:Root)?$|^PowerShell-V2$/i.test(name)),
    'Win32_OptionalFeature',
  )
}

/** productState: 0x1000 on, 0x10 signatures too old. Source: Windows Security Center, as vendors document it. */
function antivirusFacts({ rows }: WindowsProbes, facts: FactList): void {
  const products = rows('AntiVirusProduct')
  if (products === undefined) return
  const states = products
    .map((row) => ({ name: textIn(row, 'displayName'), state: Number(textIn(row, 'productState')) }))
    .filter(({ name }) => name !== '')
  facts.list(
    'windows.antivirus.products',
    states.map(({ name }) => name),
    'AntiVirusProduct',
  )
  const active = states.filter(({ state }) => Number.isSafeInteger(state) && (state & 0x1000) !== 0)
  facts.boolean('windows.antivirus.active', active.length > 0, 'AntiVirusProduct')
  if (active.length > 0)
    facts.boolean(
      'windows.antivirus.upToDate',
      active.some(({ state }) => (state & 0x10) === 0),
      'AntiVirusProduct',
    )
}

/** FILETIME counts 100 ns from 1601. */
const EPOCH_1601 = 11_644_473_600_000n

function defenderFacts(registry: RegistryView, facts: FactList): void {
  const updates = String.raw`${DEFENDER}\Signature Updates`
  const at = registry.value(updates, 'SignaturesLastUpdated')
  if (at?.type === 'BINARY' && at.bytes.length === 8) {
    const time = Number(Buffer.from(at.bytes).readBigUInt64LE() / 10_000n - EPOCH_1601)
    if (time > 0 && time < 8_640_000_000_000_000)
      facts.text('windows.defender.signaturesAt', new Date(time).toISOString(), updates)
  }
  facts.text('windows.defender.platform', defenderPlatform(registry), DEFENDER)
  const rules = String.raw`${DEFENDER}\Windows Defender Exploit Guard\ASR\Rules`
  const policy = String.raw`HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules`
  const seen = [rules, policy].filter((path) => registry.key(path) !== 'unseen')
  if (seen.length > 0)
    facts.list(
      'windows.defender.attackSurfaceRules',
      seen.flatMap((path) =>
        registry.values(path).flatMap(({ name }) => (registry.number(path, name) === 1 ? [name.toLowerCase()] : [])),
      ),
      'registry',
    )
}

/** `C:\ProgramData\Microsoft\Windows Defender\Platform\4.18.24020.7-0\` */
export function defenderPlatform(registry: RegistryView): string | undefined {
  return /\\Platform\\(\d+\.\d+\.\d+\.\d+)-\d+\\?$/.exec(registry.text(DEFENDER, 'InstallLocation') ?? '')?.[1]
}

/** 1 Credential Guard, 2 code integrity of the kernel; status 2 = runs. */
function deviceGuardFacts({ rows }: WindowsProbes, facts: FactList): void {
  const row = rows('Win32_DeviceGuard')?.[0]
  if (row === undefined) return
  const running = listIn(row, 'SecurityServicesRunning')
  facts.boolean('windows.credentialGuard.running', running.includes('1'), 'Win32_DeviceGuard')
  facts.boolean('windows.memoryIntegrity.running', running.includes('2'), 'Win32_DeviceGuard')
  const status = textIn(row, 'VirtualizationBasedSecurityStatus')
  if (status !== '') facts.boolean('windows.vbs.running', status === '2', 'Win32_DeviceGuard')
  const enforced = textIn(row, 'UsermodeCodeIntegrityPolicyEnforcementStatus')
  if (enforced !== '') facts.boolean('windows.codeIntegrity.enforced', enforced === '2', 'Win32_DeviceGuard')
}

/** ProtectionStatus 0 off, 1 on, 2 unknown (locked). */
function volumeFacts({ rows }: WindowsProbes, facts: FactList): void {
  const volumes = rows('Win32_EncryptableVolume')?.map((row) => ({
    drive: textIn(row, 'DriveLetter').toUpperCase(),
    status: textIn(row, 'ProtectionStatus'),
  }))
  if (volumes === undefined || volumes.length === 0) return
  if (volumes.every(({ status }) => /^[01]$/.test(status)))
    facts.list(
      'windows.bitlocker.unprotected',
      volumes.filter(({ status }) => status === '0').map(({ drive }) => drive || 'without a letter'),
      'Win32_EncryptableVolume',
    )
  const system = volumes.find(({ drive }) => drive === 'C:')
  if (system !== undefined && /^[01]$/.test(system.status))
    facts.boolean('windows.bitlocker.systemDrive', system.status === '1', 'Win32_EncryptableVolume')
}
