/**
 * Office: Click-to-Run has one version for all its programs; of MSI each program is a product of Microsoft's lists, and its entries
 * in "Programs and Features" tell which ones are there by the code in their GUID, not by their translated names.
 *
 * Source  learn.microsoft.com: numbering scheme of Office product codes; update channels of Microsoft 365 Apps
 */
import type { Software } from '@hygie/core/inventory/inventory'
import type { FactList } from '../../linux/fact-list.ts'
import type { RegistryView } from '../registry/view.ts'
import { softwareOf, type Found } from './microsoft-products.ts'

const C2R = String.raw`HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`
/** First part of the channel's GUID. */
const CHANNELS: Readonly<Record<string, string>> = {
  '492350f6': 'Current',
  '64256afe': 'Current Preview',
  '55336b82': 'Monthly Enterprise',
  '7ffbc6bf': 'Semi-Annual Enterprise',
  b8f9b850: 'Semi-Annual Enterprise Preview',
  f2e724c1: '2019 LTSC',
  '5030841d': '2021 LTSC',
  '7983bac0': '2024 LTSC',
}

export function readOffice(view: RegistryView, uninstallRoots: readonly string[], facts: FactList): readonly Software[] {
  return [...clickToRun(view, facts), ...installed(view, uninstallRoots)].map(softwareOf)
}

function clickToRun(view: RegistryView, facts: FactList): readonly Found[] {
  const version = view.text(C2R, 'VersionToReport') ?? ''
  if (!/^\d+(?:\.\d+){3}$/.test(version)) return []
  const address = (view.text(C2R, 'UpdateChannel') ?? view.text(C2R, 'CDNBaseUrl') ?? '').toLowerCase()
  const guid = /([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/?$/.exec(address)?.[1]
  const channel = guid === undefined ? undefined : CHANNELS[guid]
  facts.text('windows.office.channel', channel, C2R)
  const is64 = view.text(C2R, 'Platform')?.toLowerCase() === 'x64'
  const ids = (view.text(C2R, 'ProductReleaseIds') ?? '').split(',')
  const names = new Set(ids.flatMap((id) => clickToRunName(id.trim(), is64) ?? []))
  // Not one of them named: the programs are there, which product they are is not known.
  if (names.size === 0) return [{ name: 'Microsoft Office (Click-to-Run)', version }]
  return [...names].map((name) => ({ name, version, lists: [name] }))
}

function clickToRunName(id: string, is64: boolean): string | undefined {
  const bits = is64 ? '64-bit' : '32-bit'
  const year = /(2019|2021|2024)(?:Volume|Retail)$/i.exec(id)?.[1]
  if (year === '2019') return `Microsoft Office 2019 for ${bits} editions`
  if (year !== undefined) return `Microsoft Office LTSC ${year} for ${bits} editions`
  return /^(?:O365|M365)/i.test(id) ? `Microsoft 365 Apps for Enterprise for ${bits} Systems` : undefined
}

const PROGRAMS: Readonly<Record<string, string>> = {
  '0015': 'Access',
  '0016': 'Excel',
  '0018': 'PowerPoint',
  '0019': 'Publisher',
  '001A': 'Outlook',
  '001B': 'Word',
  '0051': 'Visio',
  '003A': 'Project',
}
/** Year, and how Microsoft's lists write the bits. The last service pack is meant: without it nothing is mended any more. */
const RELEASES: Readonly<Record<string, readonly [year: string, pack: string]>> = {
  '12': ['2007', ' Service Pack 3'],
  '14': ['2010', ' Service Pack 2'],
  '15': ['2013', ' Service Pack 1'],
  '16': ['2016', ''],
}
/** `{90160000-0016-0409-1000-0000000FF1CE}`: release, product, language, `1` = 64-bit. */
const CODE = /^\{9[0-9A-F](12|14|15|16)0000-([0-9A-F]{4})-[0-9A-F]{4}-([01])000-0000000FF1CE\}$/i

function installed(view: RegistryView, roots: readonly string[]): readonly Found[] {
  const found = new Map<string, Found>()
  for (const root of roots) {
    for (const name of view.subkeys(root)) {
      const code = CODE.exec(name)
      const [year, pack] = RELEASES[code?.[1] ?? ''] ?? []
      if (code === null || year === undefined || pack === undefined) continue
      const program = PROGRAMS[(code[2] ?? '').toUpperCase()]
      const edition = code[1] === '12' ? '' : ` (${code[3] === '1' ? '64' : '32'}-bit edition${code[1] === '16' ? '' : 's'})`
      const display = view.text(`${root}\\${name}`, 'DisplayVersion') ?? ''
      if (display === '') continue
      for (const product of ['Office', ...(program === undefined ? [] : [program])]) {
        const list = `Microsoft ${product} ${year}${pack}${edition}`
        // The registry shows the version of the installation, not that of its patches: those are judged by their numbers.
        found.set(list, { name: `Microsoft ${product} ${year}`, version: '', lists: [list] })
      }
    }
  }
  return [...found.values()]
}
