/** Which staged claims are still said: not those of older copies, of withdrawn records, or replaced by a correction. */
import { copyFamilies, corrections } from '../precedence.ts'
import { claimColumns, pairKey, type Stage } from '../stage.ts'
import type { View } from './vulnerabilities.ts'

/** One mark per staged claim. */
export function liveClaims(stage: Stage, view: View): Uint8Array {
  const { claims, advisoryOf, sourceOfFile, heads } = stage
  const families = familiesOf(stage)
  const corrected = correctedIds(stage, view)
  const live = new Uint8Array(claims.count())
  for (let row = 0; row < claims.count(); row++) {
    const file = claims.get(row, claimColumns.file)
    const id = claims.get(row, claimColumns.vulnerability)
    if (view.isDead(file, id)) continue
    const advisory = advisoryOf[claims.get(row, claimColumns.statement)] ?? 0
    if (advisory !== 0 && view.isDead(file, advisory)) continue
    const source = sourceOfFile[file] ?? 0
    if (corrected.get(source)?.has(id) === true) continue
    const family = families.get(source)
    if (family !== undefined) {
      const copy = heads.copies.get(pairKey(file, id)) ?? ''
      if (copy !== '' && family.some((relative) => (heads.newest.get(pairKey(relative, id)) ?? '') > copy)) continue
    }
    live[row] = 1
  }
  return live
}

/** Source → the others of its family. */
function familiesOf({ sourceNames }: Stage): ReadonlyMap<number, readonly number[]> {
  const families = new Map<number, readonly number[]>()
  for (const names of copyFamilies) {
    const family = names.flatMap((name) => sourceNames.find(name) ?? [])
    for (const source of family)
      if (family.length > 1)
        families.set(
          source,
          family.filter((other) => other !== source),
        )
  }
  return families
}

/** Source → ids whose claims another feed has replaced. */
function correctedIds({ claims, sourceNames, sourceOfFile }: Stage, view: View): ReadonlyMap<number, ReadonlySet<number>> {
  const corrected = new Map<number, ReadonlySet<number>>()
  for (const { by, of } of corrections) {
    const corrector = sourceNames.find(by)
    if (corrector === undefined) continue
    const ids = new Set<number>()
    for (let row = 0; row < claims.count(); row++) {
      const file = claims.get(row, claimColumns.file)
      const id = claims.get(row, claimColumns.vulnerability)
      if (sourceOfFile[file] === corrector && !view.isDead(file, id)) ids.add(id)
    }
    for (const name of of) corrected.set(sourceNames.find(name) ?? 0, ids)
  }
  return corrected
}
