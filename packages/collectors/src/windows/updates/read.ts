/**
 * Which updates are there, from all lists that a Windows keeps, none of which is complete: Get-HotFix, the servicing packages, the
 * history of Windows Update (replayed, since an update may be taken off again), the keys of XP and .NET, patches of MSI.
 *
 * The list counts as known when one that holds the system's own updates was read; the history alone leaves out too much.
 */
import type { InventoryPart, Unknown, Updates } from '@hygie/core/inventory/inventory'
import { windows } from '@hygie/versions/windows'
import { FactList } from '../../linux/fact-list.ts'
import type { WindowsSystem } from '../identity/read.ts'
import type { WindowsProbes } from '../probes-given.ts'
import { readQfe } from '../qfe/read.ts'
import { updateNumbers } from '../update-numbers.ts'
import { dismPackages } from './dism.ts'
import { registryUpdates } from './registry-updates.ts'
import { restartReasons } from './restart.ts'
import { replayedHistory } from './wua.ts'

const CBS = String.raw`HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing`
/** CurrentState: 112 installed; 80 there, and replaced by a newer one; 96 and 101 wait for the restart. Source: CBS, learn.microsoft.com */
const THERE: ReadonlySet<number> = new Set([112, 80])
const WAITING: ReadonlySet<number> = new Set([96, 101])

export function readUpdates(probes: WindowsProbes, system: WindowsSystem): InventoryPart {
  const numbers = new Set<string>()
  const sources = new Set<Source>()
  const add = (source: Source, found: readonly string[] | undefined): void => {
    if (found === undefined) return
    sources.add(source)
    for (const number of found) numbers.add(number)
  }
  const qfeText = probes.text('windows.qfe')
  const qfe = qfeText === undefined ? undefined : readQfe(qfeText)
  add('qfe', qfe?.installed)
  const packages = servicingPackages(probes)
  add('cbs', packages?.numbers)
  const history = replayedHistory(probes.rows('windows.wua'))
  add('wua', history?.installed)
  const registry = registryUpdates(probes.registry)
  add('registry', registry.system)
  add('msi', registry.patches)
  const isKnown = sources.has('qfe') || sources.has('cbs') || (system.buildNumber < 6_000 && sources.has('registry'))
  const pendingBuild = pendingOf(packages?.rollups ?? [], system)
  const updates: Updates = {
    installed: [...numbers].toSorted(),
    sources: isKnown ? [...sources] : [],
    ...(pendingBuild !== undefined && { pendingBuild }),
  }
  const facts = new FactList()
  if (isKnown)
    facts.list(
      'windows.updates.installed',
      updates.installed.map((number) => `KB${number}`),
      [...sources].join(', '),
    )
  facts.text('windows.updates.lastInstalledAt', history?.lastAt, 'windows.wua')
  facts.list(
    'windows.updates.failed',
    history?.failed.map((number) => `KB${number}`),
    'windows.wua',
  )
  facts.text('windows.updates.pendingBuild', pendingBuild, CBS)
  const restart = restartReasons(probes.registry)
  facts.list('windows.restart.reasons', restart.reasons, 'registry')
  const unknown: Unknown[] = []
  if (!isKnown) unknown.push({ what: 'list of updates', why: 'neither Get-HotFix nor the servicing packages were seen' })
  if (qfeText !== undefined && qfe === undefined)
    unknown.push({ what: 'list of updates', why: 'the answer of Get-HotFix cannot be read' })
  return { updates, facts: facts.map, rebootRequired: restart.required, unknown }
}

type Source = 'qfe' | 'cbs' | 'wua' | 'registry' | 'msi'
type Packages = { readonly numbers: readonly string[]; readonly rollups: readonly string[] }

/** From the registry, else from DISM. Undefined when neither was seen whole. */
function servicingPackages(probes: WindowsProbes): Packages | undefined {
  const { registry } = probes
  const root = `${CBS}\\Packages`
  const names = registry.subkeys(root)
  if (names.length > 0 && !registry.isCut(root)) {
    const numbers: string[] = []
    const rollups: string[] = []
    for (const name of names) {
      const state = registry.number(`${root}\\${name}`, 'CurrentState')
      if (state === undefined || !(THERE.has(state) || WAITING.has(state))) continue
      const rollup = rollupBuild(name)
      if (rollup !== undefined && state !== 80) rollups.push(rollup)
      if (!THERE.has(state)) continue
      // The cumulative package has no number in its name; the path that it came from often has.
      const origin = registry.text(`${root}\\${name}`, 'InstallLocation') ?? ''
      numbers.push(...updateNumbers([named(name), ...(rollup === undefined ? [] : [origin])]))
    }
    return { numbers, rollups }
  }
  const listed = dismPackages(probes.text('windows.dism') ?? '').filter(({ state }) => /^(?:Installed|Superseded)\b/.test(state))
  if (listed.length === 0) return undefined
  return {
    numbers: updateNumbers(listed.map(({ identity }) => named(identity))),
    rollups: listed.flatMap(({ identity, state }) => (state === 'Installed' ? (rollupBuild(identity) ?? []) : [])),
  }
}

/** `Package_for_KB5005039~31bf…~amd64~~10.0.1.3`, `Package_1_for_KB2491683~…`. */
function named(identity: string): string {
  return /^Package(?:_\d+)?_for_(KB\d{5,8})/i.exec(identity)?.[1] ?? ''
}

/** `Package_for_RollupFix~31bf…~amd64~~17763.6054.1.5` → `10.0.17763.6054`. */
function rollupBuild(identity: string): string | undefined {
  const version = /^Package_for_RollupFix~[^~]*~[^~]*~[^~]*~(\d{5})\.(\d{1,6})\.\d+\.\d+$/i.exec(identity)
  return version === null ? undefined : `10.0.${version[1]}.${version[2]}`
}

/** Releases that share their files have one cumulative package, named after the first of them. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  '10.0.18362': ['10.0.18363'],
  '10.0.19041': ['10.0.19042', '10.0.19043', '10.0.19044', '10.0.19045'],
  '10.0.22621': ['10.0.22631'],
  '10.0.26100': ['10.0.26200'],
}

/** The newest cumulative package above what runs. */
function pendingOf(rollups: readonly string[], { platform }: WindowsSystem): string | undefined {
  const running = windows.parse(platform.build ?? '')
  if (!running.ok) return undefined
  const own = (platform.build ?? '').split('.').slice(0, 3).join('.')
  const builds = rollups
    .flatMap((build) => {
      const line = build.slice(0, build.lastIndexOf('.'))
      return line === own || SHARED[line]?.includes(own) === true ? [`${own}${build.slice(line.length)}`] : []
    })
    .flatMap((build) => {
      const parsed = windows.parse(build)
      return parsed.ok && windows.compare(parsed.value, running.value) > 0 ? [{ build, version: parsed.value }] : []
    })
  return builds.toSorted((left, right) => windows.compare(right.version, left.version))[0]?.build
}
