/** Under which product keys the claims on each subject stand, both ways: what a change of the knowledge touches. */
import { systemKeyOf } from '../matching/asset-lookups.ts'
import { lookupsOf } from '../matching/software-lookups.ts'
import { inverted, RowsWriter, rowOf, type Rows } from './rows.ts'
import type { Subject } from './subject.ts'

export type ProductKeys = {
  readonly names: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
  readonly ofSubject: Rows
  readonly subjectsOf: Rows
}

/** Cost: one look-up per subject, some microseconds. */
export function productKeysOf(subjects: readonly Subject[]): ProductKeys {
  const names: string[] = []
  const indexOf = new Map<string, number>()
  const rows = new RowsWriter()
  for (const subject of subjects) {
    const indexes = keysOfSubject(subject).map((key) => {
      const known = indexOf.get(key) ?? names.push(key) - 1
      indexOf.set(key, known)
      return known
    })
    rows.add(indexes)
  }
  const ofSubject = rows.rows()
  return { names, indexOf, ofSubject, subjectsOf: inverted(ofSubject, names.length) }
}

/** Its own, its carrier's, and those of all that is mended by the same updates. Every one of them is present on its assets. */
function keysOfSubject({ platform, software, beside: { carried, updated } }: Subject): readonly string[] {
  const system = updated === undefined ? undefined : systemKeyOf(platform)
  const keys = new Set<string>(lookupsOf(software, platform).map(({ key }) => key))
  if (carried !== undefined) for (const { key } of lookupsOf(carried.by, platform)) keys.add(key)
  for (const key of updated?.products ?? []) keys.add(key)
  if (system !== undefined) keys.add(system)
  return [...keys]
}

export function namesOf(keys: ProductKeys, subject: number): readonly string[] {
  return Array.from(rowOf(keys.ofSubject, subject), (index) => keys.names[index] ?? '')
}

/** Ascending and distinct; keys that nothing of the fleet is looked up under are passed over. */
export function subjectsUnder(keys: ProductKeys, products: Iterable<string>): readonly number[] {
  const found = new Set<number>()
  for (const product of products) {
    const index = keys.indexOf.get(product)
    if (index !== undefined) for (const subject of rowOf(keys.subjectsOf, index)) found.add(subject)
  }
  return [...found].toSorted((left, right) => left - right)
}
