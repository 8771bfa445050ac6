/**
 * How long an asset's system and software are still mended by their maker. "No longer supported" is a finding of its own kind;
 * a product without a known date is unknown, never supported.
 */
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import type { SourcedLifecycle } from '../knowledge/facts.ts'
import type { LifecyclePhase } from '../knowledge/record.ts'
import { windowsCycles } from './windows-cycle.ts'
import { cpeProduct, ecosystemProduct } from '../matching/product-lookups.ts'

export type LifecycleStatus =
  /** Mended for everybody. */
  | 'supported'
  /** Ends within the next year. */
  | 'ending'
  /** Mended only in part, or only for those who bought or enabled a longer phase, and this asset is not seen to have it. */
  | 'conditional'
  | 'ended'
  | 'unknown'

export type LifecycleState = {
  /** `debian:12`, `debian:12/chromium`, `postgresql:13`. */
  readonly product: string
  readonly title: string
  readonly software?: string
  readonly status: LifecycleStatus
  /** The phase that holds on the day asked for; absent when all are over. */
  readonly phase?: LifecyclePhase['phase']
  readonly ends?: string
  readonly source: string
  readonly note?: string
  readonly reference?: string
}

const YEAR_DAYS = 365

/** os-release ID → the product's name in the lifecycle feeds. */
const PRODUCT_OF_PLATFORM: Readonly<Record<string, string>> = {
  almalinux: 'almalinux',
  alpine: 'alpine-linux',
  amzn: 'amazon-linux',
  centos: 'centos',
  debian: 'debian',
  fedora: 'fedora',
  linuxmint: 'linuxmint',
  ol: 'oracle-linux',
  'opensuse-leap': 'opensuse',
  rhel: 'rhel',
  rocky: 'rocky-linux',
  pop: 'pop-os',
  sles_sap: 'sles',
  ubuntu: 'ubuntu',
}

export function lifecycleProductOf(platform: Platform): string {
  const { family, id, lineage } = platform
  if (family === 'windows') return windowsCycles(platform).product
  if (lineage[0]?.startsWith('centos-stream:') === true) return 'centos-stream' // the ID of both is `centos`
  return PRODUCT_OF_PLATFORM[id] ?? id
}

/** What the lifecycle feeds may know software by; packages of a distribution are mended by it and are left out. */
export function lifecycleIdentifiersOf(software: Software): readonly string[] {
  if (['dpkg', 'rpm', 'apk', 'alpm'].includes(software.origin)) return []
  const identifiers: string[] = []
  const cpe = software.cpe === undefined ? undefined : cpeProduct(software.cpe)
  if (cpe !== undefined) identifiers.push(cpe)
  if (software.purl !== undefined && ecosystemProduct(software.purl) === undefined)
    identifiers.push(software.purl.replace(/[@?#].*$/, ''))
  return identifiers
}

/** `at` as an ISO date. Ordered: the system itself first, then by product. */
export function lifecycleOf(
  inventory: Pick<Inventory, 'platform' | 'software'>,
  ofPlatform: readonly SourcedLifecycle[],
  ofSoftware: readonly SourcedLifecycle[],
  at: string,
): readonly LifecycleState[] {
  return [
    ...platformStates(inventory.platform, ofPlatform, at),
    ...packageStates(inventory, ofPlatform, at),
    ...softwareStates(inventory.software, ofSoftware, at),
  ]
}

function platformStates(platform: Platform, records: readonly SourcedLifecycle[], at: string): readonly LifecycleState[] {
  if (platform.release === '') return []
  const best = platform.family === 'windows' ? windowsRecord(platform, records) : releaseRecord(platform, records)
  const product = `${platform.id}:${platform.release}`
  const title = platform.name ?? product
  if (best === undefined) return [{ product, title, status: 'unknown', source: '' }]
  // ESM for main is what keeps a system mended; apps, FIPS and the like add to single packages.
  const has = (channel: string): boolean => platform.lineage.some((lineage) => lineage.endsWith(`+${channel}`))
  const enabled = new Set([
    ...(has('esm-infra') ? ['esm'] : []),
    ...(has('esm-infra-legacy') ? ['extended'] : []),
    ...(has('esu') ? ['esu'] : []),
  ])
  return [stateOf(best, `${platform.id}:${best.cycle}`, title, at, enabled)]
}

function releaseRecord({ release }: Platform, records: readonly SourcedLifecycle[]): SourcedLifecycle | undefined {
  return records
    .filter((record) => record.package === undefined && cycleHolds(record.cycle, release))
    .toSorted((left, right) => right.cycle.length - left.cycle.length || sourceRank(left.source) - sourceRank(right.source))[0]
}

function windowsRecord(platform: Platform, records: readonly SourcedLifecycle[]): SourcedLifecycle | undefined {
  const ofCycle = (cycle: string): SourcedLifecycle | undefined => records.find((record) => record.cycle === cycle)
  return windowsCycles(platform)
    .cycles.map(ofCycle)
    .find((record) => record !== undefined)
}

/** The distribution's own table of its releases before what a third party copies from it. */
function sourceRank(source: string): number {
  return source === 'distro-info' ? 0 : 1
}

function packageStates(
  { platform, software }: Pick<Inventory, 'platform' | 'software'>,
  records: readonly SourcedLifecycle[],
  at: string,
): readonly LifecycleState[] {
  const limited = records.filter((record) => record.package !== undefined && cycleHolds(record.cycle, platform.release))
  if (limited.length === 0) return []
  const sources = [
    ...new Set(software.filter(({ origin }) => origin === 'dpkg').map((item) => item.source?.name ?? item.name)),
  ].toSorted()
  return sources.flatMap((name) => {
    const mine = limited.filter((candidate) => nameMatches(candidate.package ?? '', name))
    const record = mine.find(({ phases }) => phases.every(({ phase }) => phase !== 'limited')) ?? mine[0]
    return record === undefined
      ? []
      : [{ ...stateOf(record, `${platform.id}:${platform.release}/${name}`, name, at, NONE), software: name }]
  })
}
const NONE: ReadonlySet<string> = new Set()

/** `*` (and `.*`, as debian-security-support writes it) stands for any text. */
function nameMatches(pattern: string, name: string): boolean {
  const [head = '', ...tail] = pattern.replaceAll('.*', '*').split('*')
  if (tail.length === 0) return pattern === name
  return name.startsWith(head) && name.endsWith(tail.at(-1) ?? '') && name.length >= head.length + (tail.at(-1) ?? '').length
}

function softwareStates(
  software: readonly Software[],
  records: readonly SourcedLifecycle[],
  at: string,
): readonly LifecycleState[] {
  return software.flatMap((item) => {
    const known = new Set(lifecycleIdentifiersOf(item))
    const mine = records.filter(
      ({ identifiers, cycle }) => identifiers?.some((id) => known.has(id)) === true && cycleHolds(cycle, item.version),
    )
    const [best] = mine.toSorted((left, right) => right.cycle.length - left.cycle.length)
    return best === undefined
      ? []
      : [{ ...stateOf(best, `${best.product}:${best.cycle}`, item.name, at, NONE), software: item.key }]
  })
}

/** A cycle holds a version when it is the version or a dotted beginning of it: `9` holds `9.4`, not `95`; `*` holds all. */
function cycleHolds(cycle: string, version: string): boolean {
  return cycle === '*' || version === cycle || (version.startsWith(cycle) && /^[.+~-]/.test(version.slice(cycle.length)))
}

function stateOf(
  record: SourcedLifecycle,
  product: string,
  title: string,
  at: string,
  enabled: ReadonlySet<string>,
): LifecycleState {
  const running = record.phases.find(({ ends, conditional, phase }) => (!conditional || enabled.has(phase)) && !isOver(ends, at))
  const conditional = record.phases.find((phase) => phase.conditional && !isOver(phase.ends, at))
  const current = running ?? conditional
  const ends = current === undefined ? lastEnd(record.phases) : dateOf(current)
  return {
    product,
    title: record.title ?? title,
    status: statusOf(record.phases, running, conditional, at),
    ...(current !== undefined && { phase: current.phase }),
    ...(ends !== undefined && { ends }),
    source: record.source,
    ...(record.note !== undefined && { note: record.note }),
    ...(record.reference !== undefined && { reference: record.reference }),
  }
}

function statusOf(
  phases: readonly LifecyclePhase[],
  running: LifecyclePhase | undefined,
  conditional: LifecyclePhase | undefined,
  at: string,
): LifecycleStatus {
  if (phases.length === 0) return 'unknown'
  if (running === undefined) return conditional === undefined ? 'ended' : 'conditional'
  if (running.phase === 'limited') return 'conditional'
  const end = dateOf(running)
  return end !== undefined && daysBetween(at, end) <= YEAR_DAYS ? 'ending' : 'supported'
}

function isOver(ends: LifecyclePhase['ends'], at: string): boolean {
  return ends === 'over' || (typeof ends === 'object' && ends.on < at.slice(0, ends.on.length))
}
function dateOf({ ends }: LifecyclePhase): string | undefined {
  return typeof ends === 'object' ? ends.on : undefined
}
function lastEnd(phases: readonly LifecyclePhase[]): string | undefined {
  return phases
    .flatMap((phase) => dateOf(phase) ?? [])
    .toSorted()
    .at(-1)
}
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
