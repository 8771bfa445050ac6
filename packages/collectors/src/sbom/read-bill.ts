/** Neutral bill → inventory. What has no version is listed as unknown, never judged by its name. */
import type { Inventory, Software, Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { problemsMax, softwareMax } from '../limits.ts'
import { mergeParts } from '../merge-parts.ts'
import { softwareOfPurl } from '../purl/software-of-purl.ts'
import { mostNamed, platformOfDistro, type Distro } from './distribution.ts'
import type { Bill, BillItem } from './parts.ts'

export type BillReading = { readonly inventory: Inventory; readonly problems: readonly Failure[] }

export function readBill(bill: Bill, head: { readonly target: string; readonly collectedAt: string }): BillReading {
  const software: Software[] = []
  const distros: Distro[] = []
  const problems: Failure[] = []
  const versionless: string[] = []
  for (const item of bill.items) {
    if (software.length >= softwareMax) break
    const read = readItem(item)
    if (read === 'versionless') versionless.push(item.name)
    else if (read === undefined) continue
    else if ('error' in read) {
      if (problems.length < problemsMax) problems.push({ ...read.error, at: item.at })
      if (item.version !== undefined && item.countable) software.push(nameless(item, item.version))
    } else {
      software.push(read.software)
      if (read.distro !== undefined) distros.push(read.distro)
    }
  }
  const named = mostNamed(distros)
  // The stated system decides its release, unless it names none.
  const system = bill.systems.find(({ version }) => version !== '') ?? bill.systems[0]
  const platform =
    system === undefined || (system.version === '' && named !== undefined)
      ? named === undefined
        ? undefined
        : platformOfDistro(named.distro)
      : platformOfDistro(system)
  const unknown: Unknown[] = []
  if (versionless.length > 0)
    unknown.push({
      what: `components without a version, such as ${versionless.slice(0, 3).join(', ')}`,
      why: 'the bill of materials states none',
      count: versionless.length,
    })
  if (named !== undefined && named.others.length > 0)
    unknown.push({
      what: `packages of ${named.others.slice(0, 3).join(', ')}`,
      why: 'the bill of materials mixes distributions: all are judged as the one that most packages name',
      count: named.others.length,
    })
  if (bill.items.length > softwareMax)
    unknown.push({
      what: 'components beyond the first',
      why: `one inventory holds at most ${softwareMax}`,
      count: bill.items.length - softwareMax,
    })
  const inventory = mergeParts([{ software, ...(platform === undefined ? {} : { platform }), unknown }], {
    ...head,
    name: bill.name,
  })
  return {
    inventory: platform === undefined ? { ...inventory, platform: { ...inventory.platform, family: 'application' } } : inventory,
    problems,
  }
}

function readItem(
  item: BillItem,
): { readonly software: Software; readonly distro?: Distro } | { readonly error: Failure } | 'versionless' | undefined {
  if (item.purl !== undefined) {
    if (item.purl.startsWith('pkg:oci/')) return undefined // an image is named by its digest: its contents are what counts
    const read = softwareOfPurl(item.purl, {
      origin: 'sbom',
      ...(item.source === undefined ? {} : { source: item.source }),
      ...(item.cpe === undefined ? {} : { cpe: item.cpe }),
      ...(item.vendor === undefined ? {} : { vendor: item.vendor }),
      ...(item.path === undefined ? {} : { path: item.path }),
      ...(item.modularityLabel === undefined ? {} : { modularityLabel: item.modularityLabel }),
      ...(item.version === undefined ? {} : { version: item.version }),
    })
    if (read.ok) return read.value
    return read.error.code === 'purl-versionless' ? 'versionless' : { error: read.error }
  }
  if (!item.countable) return undefined
  return item.version === undefined || item.version === '' ? 'versionless' : { software: nameless(item, item.version) }
}

/** Known by name and version, perhaps by a CPE name; without one it cannot be judged and matching says so. */
function nameless(item: BillItem, version: string): Software {
  const vendor = item.vendor ?? ''
  return {
    key: `product:${vendor === '' ? '' : `${vendor}:`}${item.name}@${version}`,
    name: item.name,
    version,
    origin: 'sbom',
    ...(item.cpe === undefined ? {} : { cpe: item.cpe }),
    ...(vendor === '' ? {} : { vendor }),
    ...(item.path === undefined ? {} : { path: item.path }),
  }
}
