/** What the probes of one target contribute → one inventory. The first statement of a fact or a platform field counts. */
import type { FactValue } from '@hygie/core/compliance/facts'
import type { Inventory, InventoryPart, Mark, Platform, Software, Unknown, Updates } from '@hygie/core/inventory/inventory'
import { softwareMax, textCharsMax } from './limits.ts'
import { markKernels } from './linux/kernel/mark-kernels.ts'

export type InventoryHead = {
  readonly target: string
  readonly collectedAt: string
  readonly name?: string
  readonly unknown?: readonly Unknown[]
}

/** Cost: n log n in the software, which is sorted by key. */
export function mergeParts(parts: readonly InventoryPart[], head: InventoryHead): Inventory {
  const facts = new Map<string, { readonly value: FactValue; readonly from: string }>()
  for (const part of parts) for (const [name, fact] of part.facts ?? []) if (!facts.has(name)) facts.set(name, fact)
  const platform: Partial<Platform> = {}
  for (const part of parts.toReversed()) Object.assign(platform, part.platform)
  const all = <Item>(pick: (part: InventoryPart) => readonly Item[] | undefined): readonly Item[] =>
    parts.flatMap((part) => pick(part) ?? [])
  const marks = distinct(
    all((part) => part.marks),
    (mark) => `${mark.kind} ${mark.value}`,
  )
  const runningKernel = parts.find((part) => part.runningKernel !== undefined)?.runningKernel
  const updates = mergeUpdates(all((part) => (part.updates === undefined ? undefined : [part.updates])))
  const merged = mergeSoftware(all((part) => part.software))
  const unknown = [...(head.unknown ?? []), ...all((part) => part.unknown)]
  if (merged.long > 0)
    unknown.push({ what: `${merged.long} software`, why: `their names or versions have more than ${textCharsMax} characters` })
  if (merged.refused > 0) unknown.push({ what: `${merged.refused} software`, why: `one inventory holds at most ${softwareMax}` })
  return {
    target: head.target,
    name: parts.find((part) => part.name !== undefined)?.name ?? head.name ?? nameFrom(marks) ?? head.target,
    collectedAt: head.collectedAt,
    marks,
    platform: { family: 'linux', id: '', release: '', lineage: [], architecture: '', ...platform },
    ...(runningKernel === undefined ? {} : { runningKernel }),
    ...(updates === undefined ? {} : { updates }),
    software: markKernels(merged.software, runningKernel),
    services: all((part) => part.services),
    ports: all((part) => part.ports),
    accounts: all((part) => part.accounts),
    pendingUpdates: all((part) => part.pendingUpdates),
    rebootRequired:
      parts.find((part) => part.rebootRequired !== undefined && part.rebootRequired !== 'unknown')?.rebootRequired ?? 'unknown',
    staleProcesses: all((part) => part.staleProcesses),
    facts,
    unknown: distinct(unknown, (item) => JSON.stringify([item.what, item.why])),
  }
}

/** Same software found twice: one entry, all its places. */
function mergeSoftware(list: readonly Software[]): {
  readonly software: readonly Software[]
  readonly refused: number
  readonly long: number
} {
  const byKey = new Map<string, { first: Software; paths: string[] }>()
  let [refused, long] = [0, 0]
  for (const item of list) {
    if (item.name.length > textCharsMax || item.version.length > textCharsMax) {
      long += 1 // one name of a bill or an rpm database may have megabytes
      continue
    }
    const known = byKey.get(item.key)
    const paths = [...(item.path === undefined ? [] : [item.path]), ...(item.morePaths ?? [])]
    if (known === undefined) {
      if (byKey.size >= softwareMax) refused += 1
      else byKey.set(item.key, { first: item, paths })
    } else {
      if (Object.keys(item).length > Object.keys(known.first).length) known.first = { ...known.first, ...item }
      known.paths.push(...paths)
    }
  }
  const software = [...byKey.values()].map(({ first, paths }): Software => {
    const { path: _path, morePaths: _more, ...rest } = first
    const [path, ...more] = [...new Set(paths)]
    return { ...rest, ...(path === undefined ? {} : { path }), ...(more.length === 0 ? {} : { morePaths: more }) }
  })
  return {
    software: software.toSorted((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0)),
    refused,
    long,
  }
}

/** No list of updates is complete: what any of them names is installed. */
function mergeUpdates(parts: readonly Updates[]): Updates | undefined {
  if (parts.length === 0) return undefined
  const pendingBuild = parts.find((part) => part.pendingBuild !== undefined)?.pendingBuild
  return {
    installed: [...new Set(parts.flatMap(({ installed }) => installed))].toSorted(),
    sources: [...new Set(parts.flatMap(({ sources }) => sources))],
    ...(pendingBuild === undefined ? {} : { pendingBuild }),
  }
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed()
}

function nameFrom(marks: readonly Mark[]): string | undefined {
  return marks.find((mark) => mark.kind === 'hostname')?.value
}
