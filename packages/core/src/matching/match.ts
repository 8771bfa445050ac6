/**
 * Judges every software of an inventory against the claims of its product keys and says why.
 *
 * Two steps, so that nothing here reads a file: `keysOf` says which claims are wanted, `match` judges them.
 */
import type { Inventory, Software, Unknown } from '../inventory/inventory.ts'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { createMemory, type Memory } from '../memory.ts'
import type { ProductKey } from '../product-key.ts'
import { noteBlindSpots, noteUnreadable, Unknowns } from './blind-spots.ts'
import { carriers } from './carried.ts'
import type { Heard } from './combine.ts'
import { lookupsOf } from './software-lookups.ts'
import {
  isUpdated,
  lookupsOfEach,
  NO_UPDATES,
  presentIn,
  withoutFallThrough,
  type Claims,
  type Updates,
} from './asset-lookups.ts'
import { applied, createSpeaking, judged } from './speech.ts'
import type { Verdict } from './verdict.ts'

/** Sorted and distinct: one batch for the knowledge file. */
export function keysOf(inventory: Inventory): readonly ProductKey[] {
  const keys = new Set<ProductKey>()
  for (const software of inventory.software) for (const { key } of lookupsOf(software, inventory.platform)) keys.add(key)
  return [...keys].toSorted()
}

export type Matched = {
  /** Ordered by (software, vulnerability); one per pair that some source speaks of. */
  readonly verdicts: readonly Verdict[]
  readonly unknown: readonly Unknown[]
}

/**
 * Shape   n software, each with its k claims → verdicts, one per pair that is spoken of
 * Errors  none: what cannot be judged is `unknown` with its cause
 * Cost    grows with the distinct (key, version) pairs and their claims; binaries of one source are judged once
 */
export function match(
  inventory: Inventory,
  claims: ReadonlyMap<string, readonly SourcedClaim[]>,
  sourcesOf: (lineageOrEcosystem: string) => readonly string[],
  memory: Memory = createMemory(),
  updates: Updates = NO_UPDATES,
): Matched {
  const lookupsOfAll = lookupsOfEach(inventory, claims, updates)
  const present = presentIn(inventory.platform, lookupsOfAll)
  const carrierOf = carriers(inventory.software)
  const speak = createSpeaking(inventory.platform, { present, claims, memory })
  const verdicts: Verdict[] = []
  const unknown = new Unknowns()
  for (const [index, software] of inventory.software.entries()) {
    const lookups = lookupsOfAll[index] ?? []
    noteBlindSpots(software, lookups, inventory.platform, sourcesOf, unknown)
    const said = speak(software, lookups, { carried: carrierOf(software), runningKernel: inventory.runningKernel })
    for (const verdict of said.verdicts) verdicts.push({ ...verdict, software: software.key })
    noteUnreadable(software, said.unreadable, unknown)
  }
  return { verdicts, unknown: unknown.list() }
}

/** Products whose numbered updates are wanted beside their claims. */
export function updatedProductsOf(inventory: Pick<Inventory, 'software'>): readonly ProductKey[] {
  return [...new Set(inventory.software.flatMap(({ products = [] }) => products.filter(isUpdated)))].toSorted()
}

/** Every claim on one software as it was heard, for the explanation: those that do not concern it are marked. */
export function heardOf(
  software: Software,
  inventory: Inventory,
  claims: Claims,
  updates: Updates = NO_UPDATES,
): readonly (Heard & { readonly concerns: boolean })[] {
  const { platform } = inventory
  const lookupsOfAll = lookupsOfEach(inventory, claims, updates)
  const around = { platform, present: presentIn(platform, lookupsOfAll) }
  const architecture = software.architecture ?? platform.architecture
  const own = lookupsOfAll[inventory.software.indexOf(software)] ?? lookupsOf(software, platform)
  return withoutFallThrough(own, claims).flatMap((lookup) =>
    (claims.get(lookup.key) ?? []).map((claim) => {
      const judgement = judged(lookup, claim)
      const [after] = applied(judgement, lookup, architecture, around)
      return { lookup, judgement: after ?? judgement, concerns: after !== undefined }
    }),
  )
}
