/** Which Windows this is, from the registry first: its numbers are true where its names are not (`ProductName` of 11 says 10). */
import type { InventoryPart, Mark, Platform, Unknown } from '@hygie/core/inventory/inventory'
import { FactList } from '../../linux/fact-list.ts'
import { editionOf } from '../edition.ts'
import { booleanIn, listIn, textIn, type Row } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'
import type { RegistryView } from '../registry/view.ts'
import { isServer, windowsItself, windowsPlatform, type Installation, type WindowsMarks } from '../product.ts'
import { dismImageBuild } from '../updates/dism.ts'
import { esuLicence } from './esu.ts'

/** What other readers need to know of the system. */
export type WindowsSystem = {
  readonly platform: Platform
  /** `17763`; 0 when it is not known. */
  readonly buildNumber: number
  readonly isServer: boolean
  readonly isDomainController: boolean
}
export type IdentityReading = { readonly part: InventoryPart; readonly system: WindowsSystem | undefined }

const CURRENT = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
const OPTIONS = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\ProductOptions`
const TCPIP = String.raw`HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters`
const ENVIRONMENT = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`

export function readIdentity(probes: WindowsProbes): IdentityReading {
  const { registry } = probes
  const os: Row = probes.rows('Win32_OperatingSystem')?.[0] ?? {}
  const computer: Row = probes.rows('Win32_ComputerSystem')?.[0] ?? {}
  const marks = marksOf(probes, computer)
  const name = marks.find(({ kind }) => kind === 'hostname')?.value
  const own = { marks, ...(name !== undefined && { name }) }
  const number = buildNumber(probes, os)
  if (number === undefined) {
    const why = 'its build was not seen: neither the registry nor Win32_OperatingSystem was read'
    return {
      part: { ...own, platform: { family: 'windows', id: 'windows' }, unknown: [{ what: 'Windows', why }] },
      system: undefined,
    }
  }
  const productType = productTypeOf(probes, os)
  const installation = installationOf(registry, productType, textIn(os, 'Caption'))
  if (installation === undefined) {
    const why = 'whether it is a client or a server was not seen: one build is both'
    const platform = { family: 'windows', id: 'windows', build: number } as const
    return { part: { ...own, platform, unknown: [{ what: 'Windows', why }] }, system: undefined }
  }
  const platform = windowsPlatform(windowsMarks(probes, { number, installation, os, computer }))
  const system: WindowsSystem = {
    platform,
    buildNumber: Number(number.split('.')[2] ?? '0'),
    isServer: isServer(installation),
    isDomainController: productType === 'LanmanNT' || ['4', '5'].includes(textIn(computer, 'DomainRole')),
  }
  const itself = windowsItself(platform)
  const facts = systemFacts(probes, system, computer, os)
  const software = itself === undefined ? [] : [itself]
  return { part: { ...own, platform, software, facts, unknown: unknownOf(platform) }, system }
}

type Seen = { readonly number: string; readonly installation: Installation; readonly os: Row; readonly computer: Row }

function windowsMarks(probes: WindowsProbes, { number, installation, os, computer }: Seen): WindowsMarks {
  const { registry } = probes
  const revision = revisionOf(probes, number)
  const edition = editionIn(probes, os)
  return {
    build: revision === undefined ? number : `${number}.${revision}`,
    installation,
    architecture: architectureOf(probes, computer),
    servicePack: /(\d)\s*$/.exec(registry.text(CURRENT, 'CSDVersion') ?? textIn(os, 'CSDVersion'))?.[1] ?? '',
    caption: textIn(os, 'Caption') || (registry.text(CURRENT, 'ProductName') ?? ''),
    ...(edition !== undefined && { edition }),
  }
}

function unknownOf({ name, build = '' }: Platform): readonly Unknown[] {
  if (name === undefined)
    return [{ what: `Windows ${build}`, why: 'no release of Windows has this build and architecture in the lists known here' }]
  const isBare = /^10\.0\.\d+$/.test(build)
  return isBare ? [{ what: 'revision of the build', why: 'it was not seen: run the kit as administrator' }] : []
}

/** Win32_OperatingSystem has numbers for it: 1 workstation, 2 domain controller, 3 server. */
function productTypeOf({ registry }: WindowsProbes, os: Row): string {
  return registry.text(OPTIONS, 'ProductType') ?? ['', 'WinNT', 'LanmanNT', 'ServerNT'][Number(textIn(os, 'ProductType'))] ?? ''
}

/** `10.0.17763`, without the revision. `CurrentVersion` says 6.3 for everything since 8.1. */
function buildNumber({ registry }: WindowsProbes, os: Row): string | undefined {
  const build = registry.text(CURRENT, 'CurrentBuildNumber') ?? registry.text(CURRENT, 'CurrentBuild')
  if (build !== undefined && /^\d{4,6}$/.test(build)) {
    if (Number(build) >= 10_240) return `10.0.${build}`
    const version = registry.text(CURRENT, 'CurrentVersion')
    if (version !== undefined && /^\d\.\d$/.test(version)) return `${version}.${build}`
  }
  return /^\d{1,2}\.\d\.\d{4,6}/.exec(textIn(os, 'Version'))?.[0]
}

/**
 * Of 10.0 alone: earlier Windows count no revisions that one could trust. First what runs now; where that was not seen, what
 * servicing says of the running image.
 */
function revisionOf(probes: WindowsProbes, number: string): string | undefined {
  if (!number.startsWith('10.0.')) return undefined
  const own = probes.registry.value(CURRENT, 'UBR')
  if (own?.type === 'DWORD') return own.digits
  const image = dismImageBuild(probes.text('windows.dism') ?? '')
  return image?.startsWith(`${number}.`) === true ? image.slice(number.length + 1) : undefined
}

const INSTALLATIONS: Readonly<Record<string, Installation>> = {
  Client: 'client',
  Server: 'server',
  'Server Core': 'server-core',
  'Nano Server': 'nano-server',
  Embedded: 'embedded',
}

function installationOf(registry: RegistryView, productType: string, caption: string): Installation | undefined {
  const told = INSTALLATIONS[registry.text(CURRENT, 'InstallationType') ?? '']
  if (told !== undefined) return told
  if (/^Server.*Core$/i.test(registry.text(CURRENT, 'EditionID') ?? '')) return 'server-core' // 2008 has no InstallationType
  if (productType === 'WinNT') return 'client'
  if (productType === 'ServerNT' || productType === 'LanmanNT') return 'server'
  if (caption === '') return undefined
  return /\bServer\b/.test(caption) ? 'server' : 'client'
}

function editionIn({ registry }: WindowsProbes, os: Row): string | undefined {
  if (registry.number(String.raw`HKLM\SYSTEM\WPA\POSReady`, 'Installed') === 1) return 'POSReady'
  return registry.text(CURRENT, 'EditionID') ?? editionOf(textIn(os, 'Caption'))
}

function architectureOf({ registry }: WindowsProbes, computer: Row): WindowsMarks['architecture'] {
  const word = registry.text(ENVIRONMENT, 'PROCESSOR_ARCHITECTURE') ?? textIn(computer, 'SystemType')
  if (/^(?:AMD64|x64)/i.test(word)) return 'x64'
  if (/^ARM64/i.test(word)) return 'arm64'
  if (/^(?:x86|i[3-6]86)/i.test(word)) return 'x86'
  return /^(?:IA64|Itanium)/i.test(word) ? 'ia64' : ''
}

/** Placeholders that makers leave in their firmware. */
const NO_SERIAL = /^(?:|none|default string|to be filled by o\.?e\.?m\.?|system serial number|0+|not specified|n\/a)$/i
const NO_UUID = /^(?:|[0f-]+|03000200-0400-0500-0006-000700080009)$/i

function marksOf(probes: WindowsProbes, computer: Row): readonly Mark[] {
  const { registry } = probes
  const marks: Mark[] = []
  const add = (kind: Mark['kind'], value: string | undefined): void => {
    if (value !== undefined && value !== '' && value.length <= 255) marks.push({ kind, value })
  }
  const host = registry.text(TCPIP, 'Hostname') ?? (textIn(computer, 'DNSHostName') || textIn(computer, 'Name') || undefined)
  const domain =
    registry.text(TCPIP, 'Domain') ?? (booleanIn(computer, 'PartOfDomain') === true ? textIn(computer, 'Domain') : '')
  add('hostname', host?.toLowerCase())
  if (host !== undefined && domain !== '') add('fqdn', `${host}.${domain}`.toLowerCase())
  add('machine-id', registry.text(String.raw`HKLM\SOFTWARE\Microsoft\Cryptography`, 'MachineGuid')?.toLowerCase())
  const product: Row = probes.rows('Win32_ComputerSystemProduct')?.[0] ?? {}
  const uuid = textIn(product, 'UUID').toLowerCase()
  if (!NO_UUID.test(uuid)) add('dmi-uuid', uuid)
  const serial = textIn(probes.rows('Win32_BIOS')?.[0] ?? {}, 'SerialNumber')
  if (!NO_SERIAL.test(serial)) add('dmi-serial', serial)
  // The SID of the installation is that of its administrator without the last number.
  const sid = (probes.rows('Win32_UserAccount') ?? [])
    .map((row) => textIn(row, 'SID'))
    .find((text) => /^S-1-5-21-\d+-\d+-\d+-500$/.test(text))
  add('sid', sid?.replace(/-500$/, ''))
  for (const adapter of probes.rows('Win32_NetworkAdapterConfiguration') ?? []) {
    add('mac', /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.exec(textIn(adapter, 'MACAddress'))?.[0].toLowerCase().replaceAll('-', ':'))
    for (const address of listIn(adapter, 'IPAddress')) if (!/^(?:127\.|169\.254\.|fe80:|::1$)/i.test(address)) add('ip', address)
  }
  return marks
}

function systemFacts(probes: WindowsProbes, system: WindowsSystem, computer: Row, os: Row): FactList['map'] {
  const { registry } = probes
  const { platform } = system
  const facts = new FactList()
  facts.text('windows.system.product', platform.name, CURRENT)
  facts.text('windows.system.build', platform.build, CURRENT)
  facts.text('windows.system.release', registry.text(CURRENT, 'DisplayVersion') ?? registry.text(CURRENT, 'ReleaseId'), CURRENT)
  facts.text('windows.system.edition', platform.edition, CURRENT)
  facts.text('windows.system.installation', platform.installation, CURRENT)
  if (platform.edition !== undefined) {
    facts.boolean('windows.system.longTerm', /^(?:Enterprise|IoTEnterprise)S/i.test(platform.edition), `${CURRENT}, EditionID`)
    facts.boolean(
      'windows.system.iot',
      /^IoT|Embedded|POSReady/i.test(platform.edition) || platform.installation === 'embedded',
      `${CURRENT}, EditionID`,
    )
  }
  const esu = esuLicence(probes)
  facts.boolean('windows.system.extendedUpdates', esu, 'SoftwareLicensingProduct')
  if (registry.seen(OPTIONS, 'ProductType') === 'present' || textIn(computer, 'DomainRole') !== '')
    facts.boolean('windows.system.domainController', system.isDomainController, OPTIONS)
  const member = booleanIn(computer, 'PartOfDomain')
  facts.boolean('windows.system.domainMember', member, 'Win32_ComputerSystem')
  if (member === true) facts.text('windows.system.domain', textIn(computer, 'Domain'), 'Win32_ComputerSystem')
  const join = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo`
  if (registry.key(join) !== 'unseen') facts.boolean('windows.system.entraJoined', registry.subkeys(join).length > 0, join)
  facts.text('windows.system.lastBoot', isoOfCim(textIn(os, 'LastBootUpTime')), 'Win32_OperatingSystem')
  const dep = textIn(os, 'DataExecutionPrevention_SupportPolicy')
  if (/^[0-3]$/.test(dep)) facts.boolean('windows.dep.always', dep === '1' || dep === '3', 'Win32_OperatingSystem')
  return facts.map
}

/** CIM_DATETIME `20260520145759.500000+060`: the last number is minutes from UTC. Undefined for everything else. */
function isoOfCim(text: string): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\.\d{6}([+-]\d{3})$/.exec(text)
  if (parts === null) return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) ? text : undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offset = 0] = parts.slice(1).map(Number)
  const time = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000
  return Number.isFinite(time) ? new Date(time).toISOString().replace('.000Z', 'Z') : undefined
}
