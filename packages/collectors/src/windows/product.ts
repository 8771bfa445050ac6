/**
 * Which Windows a build is, under the name of Microsoft's own lists, from numbers and marks that are never translated.
 *
 * Source  Microsoft: release information of Windows 10, 11 and Server; product tree of the Security Update Guide; bulletin lists
 *         (XP to 8.1). NVD's CPE dictionary for the names of CPE.
 */
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import { microsoftKey } from '@hygie/core/product-names/microsoft'
import { windows } from '@hygie/versions/windows'

export type Installation = NonNullable<Platform['installation']>

export type WindowsMarks = {
  /** `10.0.17763`, or with the revision. */
  readonly build: string
  readonly installation: Installation
  /** `x64`, `x86`, `arm64`, `ia64`; empty when it is not known. */
  readonly architecture: '' | 'x64' | 'x86' | 'arm64' | 'ia64'
  /** `1`; empty = none. Builds from 7600 on tell it themselves. */
  readonly servicePack?: string
  readonly edition?: string
  /** Name as the system says it: tells a Server of the semi-annual channel from 2019. */
  readonly caption?: string
}

type Release = { readonly name: string; readonly release: string; readonly cpe: string }

const release = (name: string, short: string, cpe: string): Release => ({ name, release: short, cpe })
const ten = (version: string): Release =>
  release(`Windows 10 Version ${version}`, `10-${version.toLowerCase()}`, `windows_10_${version.toLowerCase()}`)
const eleven = (version: string): Release =>
  release(`Windows 11 Version ${version}`, `11-${version.toLowerCase()}`, `windows_11_${version.toLowerCase()}`)
const server = (year: string): Release =>
  release(
    `Windows Server ${year}`,
    `server-${year.toLowerCase().replace(' ', '-')}`,
    `windows_server_${year.toLowerCase().replace(' ', '_')}`,
  )
const channel = (version: string): Release =>
  release(`Windows Server, version ${version}`, `server-${version.toLowerCase()}`, `windows_server_${version.toLowerCase()}`)

const CLIENTS: ReadonlyMap<string, Release> = new Map([
  ['5.1.2600', release('Microsoft Windows XP', 'xp', 'windows_xp')],
  ['5.2.3790', release('Microsoft Windows XP Professional', 'xp', 'windows_xp')],
  ...['6.0.6000', '6.0.6001', '6.0.6002'].map((build) => [build, release('Windows Vista', 'vista', 'windows_vista')] as const),
  ...['6.1.7600', '6.1.7601'].map((build) => [build, release('Windows 7', '7', 'windows_7')] as const),
  ['6.2.9200', release('Windows 8', '8', 'windows_8')],
  ['6.3.9600', release('Windows 8.1', '8.1', 'windows_8.1')],
  ['10.0.10240', release('Windows 10', '10-1507', 'windows_10_1507')],
  ['10.0.10586', ten('1511')],
  ['10.0.14393', ten('1607')],
  ['10.0.15063', ten('1703')],
  ['10.0.16299', ten('1709')],
  ['10.0.17134', ten('1803')],
  ['10.0.17763', ten('1809')],
  ['10.0.18362', ten('1903')],
  ['10.0.18363', ten('1909')],
  ['10.0.19041', ten('2004')],
  ['10.0.19042', ten('20H2')],
  ['10.0.19043', ten('21H1')],
  ['10.0.19044', ten('21H2')],
  ['10.0.19045', ten('22H2')],
  ['10.0.22000', eleven('21H2')],
  ['10.0.22621', eleven('22H2')],
  ['10.0.22631', eleven('23H2')],
  ['10.0.26100', eleven('24H2')],
  ['10.0.26200', eleven('25H2')],
  ['10.0.28000', eleven('26H1')],
])
const SERVERS: ReadonlyMap<string, Release> = new Map([
  ['5.2.3790', release('Microsoft Windows Server 2003', 'server-2003', 'windows_server_2003')],
  ...['6.0.6001', '6.0.6002', '6.0.6003'].map((build) => [build, server('2008')] as const),
  ...['6.1.7600', '6.1.7601'].map(
    (build) => [build, release('Windows Server 2008 R2', 'server-2008-r2', 'windows_server_2008')] as const,
  ),
  ['6.2.9200', server('2012')],
  ['6.3.9600', release('Windows Server 2012 R2', 'server-2012-r2', 'windows_server_2012')],
  ['10.0.14393', server('2016')],
  ['10.0.16299', channel('1709')],
  ['10.0.17134', channel('1803')],
  ['10.0.17763', server('2019')],
  ['10.0.18362', channel('1903')],
  ['10.0.18363', channel('1909')],
  ['10.0.19041', channel('2004')],
  ['10.0.19042', channel('20H2')],
  ['10.0.20348', server('2022')],
  ['10.0.25398', release('Windows Server 2022, 23H2 Edition', 'server-23h2', 'windows_server_23h2')],
  ['10.0.26100', server('2025')],
])

/** Releases that exist as Server Core alone. */
const CORE_ONLY = /, version |23H2 Edition/

const SYSTEMS = {
  x64: 'x64-based Systems',
  x86: '32-bit Systems',
  arm64: 'ARM64-based Systems',
  ia64: 'Itanium-based Systems',
  '': '',
} as const
const ARCHITECTURES = { x64: 'x86_64', x86: 'i686', arm64: 'aarch64', ia64: 'ia64', '': '' } as const

/** Without a name and a release when no list has this build, or when the architecture that a client's name needs is not known. */
export function windowsPlatform(marks: WindowsMarks): Platform {
  const { build, installation, architecture, edition } = marks
  const found = releaseOf(marks)
  const pack = packOf(marks)
  const name = found === undefined ? undefined : nameOf(found, pack, marks)
  const cpe = found === undefined ? undefined : cpeOf(found, pack, marks)
  return {
    family: 'windows',
    id: 'windows',
    release: found === undefined ? '' : `${found.release}${pack === '' || isPlain(build) ? '' : `-sp${pack}`}`,
    ...(name !== undefined && { name }),
    ...(edition !== undefined && edition !== '' && { edition }),
    build,
    installation,
    lineage: [],
    architecture: ARCHITECTURES[architecture],
    ...(cpe !== undefined && { cpe }),
  }
}

/** The system as one software; undefined when Microsoft's name of it is not known. */
export function windowsItself({ name, build, cpe }: Partial<Platform>): Software | undefined {
  if (name === undefined) return undefined
  const version = build !== undefined && windows.parse(build).ok ? build : ''
  return {
    key: version === '' ? `windows:${name}` : `windows:${name}@${version}`,
    name,
    version,
    origin: 'windows',
    vendor: 'Microsoft',
    products: [microsoftKey(name)],
    ...(cpe !== undefined && { cpe }),
  }
}

export function isServer(installation: Installation): boolean {
  return installation.startsWith('server') || installation === 'nano-server'
}

function releaseOf({ build, installation, caption = '' }: WindowsMarks): Release | undefined {
  const number = shortBuild(build)
  if (!isServer(installation)) return CLIENTS.get(number)
  // Both are 17763; the one of the semi-annual channel has no year in its name.
  if (number === '10.0.17763' && /Windows Server (?:Standard|Datacenter)/.test(caption)) return channel('1809')
  return SERVERS.get(number)
}

function shortBuild(build: string): string {
  return build.split('.').slice(0, 3).join('.')
}

/** From 8 on there are no service packs. */
function isPlain(build: string): boolean {
  return /^(?:6\.[23]|10)\./.test(build)
}

function packOf({ build, servicePack = '' }: WindowsMarks): string {
  const number = shortBuild(build)
  if (number === '6.1.7601' || number === '6.0.6001') return '1'
  if (number === '6.0.6002' || number === '6.0.6003') return '2'
  return isPlain(build) || number === '6.1.7600' || number === '6.0.6000' ? '' : servicePack
}

function nameOf(found: Release, pack: string, { build, installation, architecture }: WindowsMarks): string | undefined {
  const { name } = found
  const sp = pack === '' ? '' : ` Service Pack ${pack}`
  const core = installation === 'server-core' ? ' (Server Core installation)' : ''
  if (name === 'Windows RT 8.1') return name
  if (name.endsWith('XP')) return `${name}${sp}`
  if (name.endsWith('XP Professional')) return `${name} x64 Edition${sp}`
  if (name.endsWith('Vista'))
    return architecture === '' ? undefined : `${name}${architecture === 'x64' ? ' x64 Edition' : ''}${sp}`
  if (name.endsWith('2003')) {
    if (architecture === '') return undefined
    const kind = architecture === 'x64' ? ' x64 Edition' : architecture === 'ia64' ? ' for Itanium-based Systems' : ''
    return `${name}${kind}${sp}`
  }
  if (name.includes('2008')) {
    if (architecture === '') return undefined
    const shown = shortBuild(build) === '6.0.6001' ? '' : sp // its first release was called Service Pack 1 by nobody
    return `${name} for ${SYSTEMS[architecture]}${shown}${core}`
  }
  if (isServer(installation)) return CORE_ONLY.test(name) ? `${name} (Server Core installation)` : `${name}${core}`
  return architecture === '' ? undefined : `${name} for ${SYSTEMS[architecture]}${sp}`
}

/** `o:microsoft:windows_7:-:sp1`, `o:microsoft:windows_10_1809:10.0.17763.6054`. */
function cpeOf({ cpe, name }: Release, pack: string, { build, architecture }: WindowsMarks): string {
  const hardware = architecture === '' ? '*' : architecture
  const isNew = build.startsWith('10.')
  const version = isNew ? (windows.parse(build).ok ? build : '*') : name.endsWith(' R2') ? 'r2' : '-'
  const update = isNew ? '*' : pack === '' ? '-' : `sp${pack}`
  return `cpe:2.3:o:microsoft:${cpe}:${version}:${update}:*:*:*:*:${hardware}:*`
}
