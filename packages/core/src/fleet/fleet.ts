/**
 * A fleet as a value: the distinct subjects of all its assets, and which asset has which, both ways.
 *
 * Size   4 bytes per installation and direction, and each distinct software once: 50,000 assets with 400 packages each are
 *        160 MB, whatever their packages are called
 */
import type { AssetContext } from '../decision/decision.ts'
import type { Inventory, Platform, Software } from '../inventory/inventory.ts'
import { inverted, RowsWriter, type Rows } from './rows.ts'
import { isAlone, subjectsOf, type JudgedPart, type Subject } from './subject.ts'

export type FleetAsset = {
  readonly inventory: JudgedPart & Pick<Inventory, 'target' | 'name'>
  readonly context: AssetContext
}

export type Fleet = {
  readonly subjects: readonly Subject[]
  readonly assets: readonly { readonly target: string; readonly name: string }[]
  /** What is declared of assets, each distinct declaration once, and which of them is an asset's. */
  readonly contexts: readonly AssetContext[]
  readonly contextOf: Readonly<Uint32Array>
  /** Asset → subjects, in the order of its inventory. */
  readonly subjectsOf: Rows
  /** Subject → assets, ascending. */
  readonly assetsOf: Rows
}

/**
 * Shape  assets with n installations in all → their fleet; assets may come from a generator, none is kept
 * Cost   linear; a software that is the same object as one before is known at once, else by its content
 */
export function fleetOf(assets: Iterable<FleetAsset>): Fleet {
  const table = new SubjectTable()
  const heads: { readonly target: string; readonly name: string }[] = []
  const contexts = new Map<string, { readonly index: number; readonly context: AssetContext }>()
  const contextOf: number[] = []
  const rows = new RowsWriter()
  for (const { inventory, context } of assets) {
    heads.push({ target: inventory.target, name: inventory.name })
    const place = JSON.stringify(context)
    const known = contexts.get(place) ?? { index: contexts.size, context }
    contexts.set(place, known)
    contextOf.push(known.index)
    rows.add(subjectsOf(inventory).map((subject) => table.indexOf(subject)))
  }
  const bySubject = rows.rows()
  return {
    subjects: table.subjects,
    assets: heads,
    contexts: [...contexts.values()].map(({ context }) => context),
    contextOf: Uint32Array.from(contextOf),
    subjectsOf: bySubject,
    assetsOf: inverted(bySubject, table.subjects.length),
  }
}

type OfPlatform = { readonly platform: Platform; readonly index: number; readonly bySoftware: WeakMap<Software, number> }

class SubjectTable {
  readonly subjects: Subject[] = []
  readonly #platforms = new Map<string, OfPlatform>()
  readonly #platformOf = new WeakMap<Platform, OfPlatform>()
  readonly #byContent = new Map<string, number>()

  indexOf(subject: Subject): number {
    const { platform, bySoftware, index } = this.#ofPlatform(subject.platform)
    const known = isAlone(subject) ? bySoftware.get(subject.software) : undefined
    if (known !== undefined) return known
    const place = JSON.stringify([index, subject.software, subject.beside])
    const found = this.#byContent.get(place) ?? this.subjects.push({ ...subject, platform }) - 1
    this.#byContent.set(place, found)
    if (isAlone(subject)) bySoftware.set(subject.software, found)
    return found
  }

  #ofPlatform(platform: Platform): OfPlatform {
    const known = this.#platformOf.get(platform)
    if (known !== undefined) return known
    const place = JSON.stringify(platform)
    const found = this.#platforms.get(place) ?? { platform, index: this.#platforms.size, bySoftware: new WeakMap() }
    this.#platforms.set(place, found)
    this.#platformOf.set(platform, found)
    return found
  }
}
