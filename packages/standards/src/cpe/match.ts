/**
 * How two CPE names relate.
 *
 * Source: NISTIR 7696 (August 2011): attribute comparison (6.1, table 6-2), wildcards (6.3), name comparison (6.2, table 6-4).
 */

import { ANY, hasWildcard, isWildcard, NA, unitsOf } from './component.ts'
import { CPE_ATTRIBUTES } from './cpe.ts'
import type { Cpe } from './cpe.ts'

export type CpeRelation = 'equal' | 'superset' | 'subset' | 'disjoint' | 'undefined'

/** Of one attribute's values, canonical as `component.ts` says. A target with wildcards cannot be compared: undefined. */
export function attributeRelation(source: string, target: string): CpeRelation {
  if (hasWildcard(target)) return 'undefined'
  if (source === target) return 'equal'
  if (source === ANY) return 'superset'
  if (target === ANY) return 'subset'
  if (source === NA || target === NA) return 'disjoint'
  return hasWildcard(source) && matches(source, target) ? 'superset' : 'disjoint'
}

/** Every attribute is equal. */
export function isCpeEqual(source: Cpe, target: Cpe): boolean {
  return every(source, target, ['equal'])
}

/** The source stands for all that the target does, or for the same. */
export function isCpeSuperset(source: Cpe, target: Cpe): boolean {
  return every(source, target, ['superset', 'equal'])
}

export function isCpeSubset(source: Cpe, target: Cpe): boolean {
  return every(source, target, ['subset', 'equal'])
}

/** At least one attribute excludes the other name. */
export function isCpeDisjoint(source: Cpe, target: Cpe): boolean {
  return CPE_ATTRIBUTES.some((attribute) => attributeRelation(source[attribute], target[attribute]) === 'disjoint')
}

/** The narrowest relation that holds; `undefined` when the names overlap or cannot be compared. */
export function cpeRelation(source: Cpe, target: Cpe): CpeRelation {
  if (isCpeDisjoint(source, target)) return 'disjoint'
  if (isCpeEqual(source, target)) return 'equal'
  if (isCpeSuperset(source, target)) return 'superset'
  return isCpeSubset(source, target) ? 'subset' : 'undefined'
}

function every(source: Cpe, target: Cpe, relations: readonly CpeRelation[]): boolean {
  return CPE_ATTRIBUTES.every((attribute) => relations.includes(attributeRelation(source[attribute], target[attribute])))
}

/** `*` is any run of characters, also none; each `?` is one character. Linear: wildcards stand at the ends only. */
function matches(pattern: string, target: string): boolean {
  const wanted = unitsOf(pattern)
  const given = unitsOf(target)
  const body = wanted.filter((unit) => !isWildcard(unit))
  const start = wanted.findIndex((unit) => !isWildcard(unit))
  if (start === -1) return wanted.length === given.length // `?`s alone
  const before = wanted.slice(0, start)
  const after = wanted.slice(start + body.length)
  const [openBefore, openAfter] = [before[0] === '*', after[0] === '*']
  const slack = given.length - body.length - (openBefore ? 0 : before.length) - (openAfter ? 0 : after.length)
  if (slack < 0 || (slack > 0 && !openBefore && !openAfter)) return false
  if (openBefore && openAfter) return joined(given).includes(joined(body))
  const at = openBefore ? given.length - after.length - body.length : before.length
  return body.every((unit, index) => given[at + index] === unit)
}

/** Every unit begins with a mark that no unit holds, so that a match cannot begin inside a quoted character. */
function joined(units: readonly string[]): string {
  return units.map((unit) => `\n${unit}`).join('')
}
