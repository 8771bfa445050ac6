/**
 * Gathers what the rows of a list say of each update on each product, and gives one record for each at the end.
 *
 * An update's day of release is nowhere written: rows carry the day of the vulnerability, and a vulnerability that was
 * published in August may name the update of September. The day that most of an update's rows have is its own.
 */
import type { UpdateRecord } from '@hygie/core/knowledge/record'
import type { ProductKey } from '@hygie/core/product-key'
import { defined } from '@hygie/standards/json/fields'
import type { Lane } from './lane.ts'

export type UpdateFacts = {
  readonly update: string
  readonly product: ProductKey
  readonly supersedes?: readonly string[]
  readonly build?: string | undefined
  readonly lane?: Lane | undefined
  /** Day of the row, `2024-08-13`. */
  readonly day?: string | undefined
  /** False: the row came out later than its day, so the day says nothing of the update. */
  readonly isFirstDay?: boolean
}

export type UpdateTable = {
  /** False when the table is full: the row is lost and should be rejected. */
  readonly add: (facts: UpdateFacts) => boolean
  readonly records: () => Generator<UpdateRecord>
}

/** All of Microsoft's lists since 2008 hold 90,000 pairs of update and product. */
const PAIRS_MAX = 2_000_000
/** The longest list met has 40. */
const SUPERSEDED_MAX = 1000
const DAYS_MAX = 64
const BUILDS_MAX = 8

type Entry = {
  readonly update: string
  readonly product: ProductKey
  readonly supersedes: Set<string>
  readonly builds: Set<string>
  lane: Lane | undefined
}

export function createUpdateTable(): UpdateTable {
  const entries = new Map<string, Entry>()
  const days = new Map<string, Map<string, number>>()
  const hotpatchBuilds = new Set<string>()
  return {
    add({ update, product, supersedes = [], build, lane, day, isFirstDay = true }) {
      const key = `${update} ${product}`
      let entry = entries.get(key)
      if (entry === undefined) {
        if (entries.size >= PAIRS_MAX) return false
        entry = { update, product, supersedes: new Set(), builds: new Set(), lane }
        entries.set(key, entry)
      }
      // An update cannot replace itself: six of Microsoft's do.
      for (const older of supersedes) if (older !== update && entry.supersedes.size < SUPERSEDED_MAX) entry.supersedes.add(older)
      if (build !== undefined && entry.builds.size < BUILDS_MAX) entry.builds.add(build)
      if (lane !== undefined && entry.lane !== 'hotpatch') entry.lane = lane
      if (lane === 'hotpatch' && build !== undefined) hotpatchBuilds.add(build)
      if (day !== undefined && isFirstDay) count(days, update, day)
      return true
    },
    *records() {
      for (const { update, product, supersedes, builds, lane } of entries.values()) {
        const said = defined({
          kind: 'update' as const,
          id: update,
          product,
          supersedes: [...supersedes].toSorted(),
          releasedAt: commonDay(days.get(update)),
        })
        // A build of the hotpatch line stays one when another row repeats it as "Security Only".
        const laneOfBuild = (build: string): Lane | undefined => (hotpatchBuilds.has(build) ? 'hotpatch' : lane)
        if (builds.size === 0) yield defined({ ...said, lane })
        for (const build of builds) yield defined({ ...said, build, lane: laneOfBuild(build) })
      }
    },
  }
}

function count(days: Map<string, Map<string, number>>, update: string, day: string): void {
  const counts = days.get(update)
  if (counts === undefined) days.set(update, new Map([[day, 1]]))
  else if (counts.has(day) || counts.size < DAYS_MAX) counts.set(day, (counts.get(day) ?? 0) + 1)
}

/** The later of two that are equally common. */
function commonDay(counts: ReadonlyMap<string, number> | undefined): string | undefined {
  let best: readonly [string, number] | undefined
  for (const [day, number] of counts ?? [])
    if (best === undefined || number > best[1] || (number === best[1] && day > best[0])) best = [day, number]
  return best?.[0]
}
