/**
 * Microsoft's own programs that are no part of the system, under the names of its lists: .NET, SQL Server, Exchange, Office, Edge,
 * Internet Explorer, Defender. A version is stated only where it shows the state of updates; where it does not, it is empty.
 *
 * Source  learn.microsoft.com: .NET Framework versions (Release), Exchange build numbers, SQL Server builds, Office channels
 */
import type { Software } from '@hygie/core/inventory/inventory'
import { microsoftKey } from '@hygie/core/product-names/microsoft'
import type { WindowsSystem } from '../identity/read.ts'
import { textIn } from '../json-lists.ts'
import type { WindowsProbes } from '../probes-given.ts'
import type { RegistryView } from '../registry/view.ts'
import { defenderPlatform } from '../settings/protection.ts'

const MS = String.raw`HKLM\SOFTWARE\Microsoft`
const WOW = String.raw`HKLM\SOFTWARE\Wow6432Node\Microsoft`

export type Found = {
  readonly name: string
  readonly version: string
  /** Names in Microsoft's lists. */
  readonly lists?: readonly string[]
  readonly cpe?: string
  readonly path?: string
}

export function microsoftProducts(probes: WindowsProbes, system: WindowsSystem): readonly Software[] {
  const { registry } = probes
  const found = [
    ...frameworks(registry, system),
    ...dotnet(registry),
    ...sqlServers(registry),
    ...exchange(probes),
    ...explorer(registry, system),
    ...xmlServices(registry, system),
    ...edge(registry),
    ...defender(registry),
  ]
  return found.map(softwareOf)
}

export function softwareOf({ name, version, lists = [], cpe, path }: Found): Software {
  return {
    key: version === '' ? `windows:${name}` : `windows:${name}@${version}`,
    name,
    version,
    origin: 'windows',
    vendor: 'Microsoft',
    ...(lists.length > 0 && { products: lists.map((list) => microsoftKey(list)) }),
    ...(cpe !== undefined && { cpe }),
    ...(path !== undefined && { path }),
  }
}

function cpeOf(product: string, version: string): string {
  return `cpe:2.3:a:microsoft:${product}:${version === '' ? '*' : version}:*:*:*:*:*:*:*`
}

/** Lowest Release of each version; between two of them it is the lower one. */
const RELEASES: readonly (readonly [release: number, version: string])[] = [
  [378_389, '4.5'],
  [378_675, '4.5.1'],
  [379_893, '4.5.2'],
  [393_295, '4.6'],
  [394_254, '4.6.1'],
  [394_802, '4.6.2'],
  [460_798, '4.7'],
  [461_308, '4.7.1'],
  [461_808, '4.7.2'],
  [528_040, '4.8'],
  [533_320, '4.8.1'],
]
/** Windows 7 and Server 2008 R2 carry 3.5 as 3.5.1. */
const SEVEN = /^Windows (?:7|Server 2008 R2)\b/

/** Its version does not show its updates: those are judged by their numbers, per system. */
function frameworks(view: RegistryView, { platform }: WindowsSystem): readonly Found[] {
  const system = platform.name
  if (system === undefined) return []
  const ndp = String.raw`${MS}\NET Framework Setup\NDP`
  const release = view.number(`${ndp}\\v4\\Full`, 'Release')
  const four = release === undefined ? undefined : RELEASES.findLast(([lowest]) => lowest <= release)?.[1]
  const versions = four === undefined ? [] : [four]
  if (release === undefined && view.number(`${ndp}\\v4\\Full`, 'Install') === 1) versions.push('4')
  if (view.number(`${ndp}\\v3.5`, 'Install') === 1) versions.push(SEVEN.test(system) ? '3.5.1' : '3.5')
  else if (view.number(`${ndp}\\v2.0.50727`, 'Install') === 1 && (view.number(`${ndp}\\v2.0.50727`, 'SP') ?? 0) === 2)
    versions.push('2.0 Service Pack 2')
  return versions.map((version) => ({
    name: `.NET Framework ${version}`,
    version: version.replace(/ .*$/, ''),
    lists: [`.NET Framework ${version} on ${system}`],
  }))
}

/**
 * Value names are versions, several side by side. They are looked up by CPE alone: rows of Microsoft's lists on .NET name an update
 * that no list of Windows ever shows, and their builds have three numbers.
 */
function dotnet(view: RegistryView): readonly Found[] {
  const kinds = [
    ['Microsoft.NETCore.App', '.NET', '.net'],
    ['Microsoft.AspNetCore.App', 'ASP.NET Core', 'asp.net_core'],
  ] as const
  return [MS, WOW].flatMap((root) =>
    ['x64', 'x86', 'arm64'].flatMap((architecture) =>
      kinds.flatMap(([key, name, product]) => {
        const path = `${root.replace(/\\Microsoft$/, '')}\\dotnet\\Setup\\InstalledVersions\\${architecture}\\sharedfx\\${key}`
        return view.values(path).flatMap(({ name: version }): Found[] => {
          const major = /^(\d+)\.\d+\.\d+/.exec(version)?.[1]
          if (major === undefined) return []
          const isCore = name === '.NET' && ['1', '2', '3'].includes(major)
          return [{ name: isCore ? '.NET Core' : name, version, cpe: cpeOf(isCore ? '.net_core' : product, version) }]
        })
      }),
    ),
  )
}

/** Build ranges of the two lanes; the year's product name in Microsoft's lists. What is between is unknown: no product is named. */
const LANES: readonly (readonly [build: RegExp, name: string])[] = [
  [/^17\.0\.1\d{3}\./, 'Microsoft SQL Server 2025 for x64-based Systems (GDR)'],
  [/^17\.0\.4\d{3}\./, 'Microsoft SQL Server 2025 for x64-based Systems (CU)'],
  [/^16\.0\.1\d{3}\./, 'Microsoft SQL Server 2022 for x64-based Systems (GDR)'],
  [/^16\.0\.4\d{3}\./, 'Microsoft SQL Server 2022 for x64-based Systems (CU)'],
  [/^15\.0\.2\d{3}\./, 'Microsoft SQL Server 2019 for x64-based Systems (GDR)'],
  [/^15\.0\.4\d{3}\./, 'Microsoft SQL Server 2019 for x64-based Systems (CU)'],
  [/^14\.0\.[12]\d{3}\./, 'Microsoft SQL Server 2017 for x64-based Systems (GDR)'],
  [/^14\.0\.3\d{3}\./, 'Microsoft SQL Server 2017 for x64-based Systems (CU)'],
  [/^13\.0\.6[3-9]\d{2}\./, 'Microsoft SQL Server 2016 for x64-based Systems Service Pack 3 (GDR)'],
  [/^13\.0\.7\d{3}\./, 'Microsoft SQL Server 2016 for x64-based Systems Service Pack 3 Azure Connect Feature Pack'],
]
const YEARS: Readonly<Record<string, string>> = {
  '9.0': '2005',
  '10.0': '2008',
  '10.50': '2008_r2',
  '11.0': '2012',
  '12.0': '2014',
  '13.0': '2016',
  '14.0': '2017',
  '15.0': '2019',
  '16.0': '2022',
  '17.0': '2025',
}

/** Setup writes 2008 R2 with its service pack in the second number: `10.53.6000.34`. */
function sqlServers(view: RegistryView): readonly Found[] {
  const seen = new Set<string>()
  return [MS, WOW].flatMap((root) => {
    const base = `${root}\\Microsoft SQL Server`
    return view.values(`${base}\\Instance Names\\SQL`).flatMap(({ name: instance }): Found[] => {
      const id = view.text(`${base}\\Instance Names\\SQL`, instance)
      const patch =
        id === undefined
          ? undefined
          : (view.text(`${base}\\${id}\\Setup`, 'PatchLevel') ?? view.text(`${base}\\${id}\\Setup`, 'Version'))
      const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(patch ?? '')
      if (patch === undefined || parts === null || seen.has(`${instance} ${patch}`)) return []
      seen.add(`${instance} ${patch}`)
      const line = `${parts[1]}.${parts[1] === '10' && Number(parts[2]) >= 50 ? '50' : parts[2]}`
      const year = YEARS[line]
      const list = LANES.find(([build]) => build.test(patch))?.[1]
      const product = year === undefined ? undefined : `sql_server_${year}`
      return [
        {
          name: `Microsoft SQL Server${year === undefined ? '' : ` ${year.replace('_r2', ' R2')}`}`,
          version: patch,
          path: instance,
          ...(list !== undefined && { lists: [list] }),
          ...(product !== undefined && { cpe: cpeOf(product, patch) }),
        },
      ]
    })
  })
}

/** Third number of the build → cumulative update, since that is the product that Microsoft's rows name. */
const EXCHANGE: Readonly<Record<string, string>> = {
  '15.0.1497': '2013 Cumulative Update 23',
  '15.1.2176': '2016 Cumulative Update 19',
  '15.1.2242': '2016 Cumulative Update 20',
  '15.1.2308': '2016 Cumulative Update 21',
  '15.1.2375': '2016 Cumulative Update 22',
  '15.1.2507': '2016 Cumulative Update 23',
  '15.2.792': '2019 Cumulative Update 8',
  '15.2.858': '2019 Cumulative Update 9',
  '15.2.922': '2019 Cumulative Update 10',
  '15.2.986': '2019 Cumulative Update 11',
  '15.2.1118': '2019 Cumulative Update 12',
  '15.2.1258': '2019 Cumulative Update 13',
  '15.2.1544': '2019 Cumulative Update 14',
  '15.2.1748': '2019 Cumulative Update 15',
  '15.2.2562': 'Subscription Edition RTM',
}

/** The registry has the build of the cumulative update; only ExSetup.exe shows the security update on it. */
function exchange({ registry, rows }: WindowsProbes): readonly Found[] {
  const setup = String.raw`${MS}\ExchangeServer\v15\Setup`
  const numbers = ['MsiProductMajor', 'MsiProductMinor', 'MsiBuildMajor', 'MsiBuildMinor'].map((name) =>
    registry.number(setup, name),
  )
  if (numbers.some((number) => number === undefined)) return []
  const line = numbers.slice(0, 3).join('.')
  const file = rows('windows.files')?.find((row) => /\\ExSetup\.exe$/i.test(textIn(row, 'p')))
  const version =
    /^\d+\.\d+\.\d+\.\d+$/.exec(file === undefined ? '' : textIn(file, 'v'))?.[0].replaceAll(/(^|\.)0+(?=\d)/g, '$1') ?? ''
  const update = EXCHANGE[line]
  return [
    {
      name: `Microsoft Exchange Server${update === undefined ? '' : ` ${update}`}`,
      version: version.startsWith(`${line}.`) ? version : '',
      ...(update !== undefined && { lists: [`Microsoft Exchange Server ${update}`] }),
    },
  ]
}

function explorer(view: RegistryView, { platform }: WindowsSystem): readonly Found[] {
  const key = String.raw`${MS}\Internet Explorer`
  const version = view.text(key, 'svcVersion') ?? view.text(key, 'Version') ?? ''
  const major = /^(\d{1,2})\./.exec(version)?.[1]
  if (major === undefined || platform.name === undefined) return []
  return [{ name: `Internet Explorer ${major}`, version: '', lists: [`Internet Explorer ${major} on ${platform.name}`] }] // the system's updates mend it
}

/** `MSXML 4.0 SP2 (KB954430)`, `MSXML 6.0 Parser`: a part of Windows in Microsoft's lists, mended by updates of its own. */
function xmlServices(view: RegistryView, { platform }: WindowsSystem): readonly Found[] {
  const root = String.raw`${MS}\Windows\CurrentVersion\Uninstall`
  const lines = view
    .subkeys(root)
    .flatMap((name) => /^MSXML (\d\.\d)\b/.exec(view.text(`${root}\\${name}`, 'DisplayName') ?? '')?.[1] ?? [])
  if (platform.name === undefined) return []
  return [...new Set(lines)].map((line) => ({
    name: `Microsoft XML Core Services ${line}`,
    version: '',
    lists: [`Microsoft XML Core Services ${line} on ${platform.name}`],
  }))
}

const EDGE_CLIENT = '{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}'
const WEBVIEW_CLIENT = '{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}'

function edge(view: RegistryView): readonly Found[] {
  const at = (client: string): string | undefined =>
    [MS, WOW]
      .map((root) => view.text(`${root}\\EdgeUpdate\\Clients\\${client}`, 'pv'))
      .find((pv) => pv !== undefined && /^[1-9]\d*(?:\.\d+){3}$/.test(pv))
  const [browser, webview] = [at(EDGE_CLIENT), at(WEBVIEW_CLIENT)]
  return [
    ...(browser === undefined
      ? []
      : [
          {
            name: 'Microsoft Edge',
            version: browser,
            lists: ['Microsoft Edge (Chromium-based)'],
            cpe: cpeOf('edge_chromium', browser),
          },
        ]),
    ...(webview === undefined ? [] : [{ name: 'Microsoft Edge WebView2 Runtime', version: webview }]),
  ]
}

function defender(view: RegistryView): readonly Found[] {
  const engine = view.text(String.raw`${MS}\Windows Defender\Signature Updates`, 'EngineVersion') ?? ''
  const platform = defenderPlatform(view)
  return [
    ...(/^\d+(?:\.\d+){3}$/.test(engine) && !engine.startsWith('0.')
      ? [
          {
            name: 'Microsoft Malware Protection Engine',
            version: engine,
            lists: ['Microsoft Malware Protection Engine'],
            cpe: cpeOf('malware_protection_engine', engine),
          },
        ]
      : []),
    ...(platform === undefined
      ? []
      : [{ name: 'Windows Defender Antimalware Platform', version: platform, lists: ['Windows Defender Antimalware Platform'] }]),
  ]
}
