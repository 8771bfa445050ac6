import type { NugetBound, NugetRange } from './nuget-range.ts'
import { nuget } from './nuget.ts'
import type { Order } from './scheme.ts'

/** Ranges of NuGet taken together, without regard to floats. Source: VersionRange.Combine, CommonSubSet, IsSubSetOrEqualTo of NuGet.Versioning. */

/** The smallest range that holds all versions of both. */
export function hullOfNuget(left: NugetRange, right: NugetRange): NugetRange {
  if (isEmptyNuget(left)) return right
  if (isEmptyNuget(right)) return left
  const from = compareLower(left.from, right.from) <= 0 ? left.from : right.from
  const to = compareUpper(left.to, right.to) >= 0 ? left.to : right.to
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** The versions that both hold; undefined if none. */
export function commonOfNuget(left: NugetRange, right: NugetRange): NugetRange | undefined {
  const from = compareLower(left.from, right.from) >= 0 ? left.from : right.from
  const to = compareUpper(left.to, right.to) <= 0 ? left.to : right.to
  const common = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  return isEmptyNuget(common) ? undefined : common
}

/** By the ends alone, as NuGet does: (3, 3), which holds nothing, is no part of (1, 2]. */
export function isPartOfNuget(part: NugetRange, whole: NugetRange): boolean {
  return compareLower(whole.from, part.from) <= 0 && compareUpper(whole.to, part.to) >= 0
}

export function isEmptyNuget({ from, to }: NugetRange): boolean {
  if (from === undefined || to === undefined) return false
  const order = nuget.compare(from.version, to.version)
  return order > 0 || (order === 0 && !(from.inclusive && to.inclusive))
}

/** No lower end is the lowest; of two at the same version the inclusive one is lower. */
function compareLower(left: NugetBound | undefined, right: NugetBound | undefined): Order {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1
  const order = nuget.compare(left.version, right.version)
  if (order !== 0 || left.inclusive === right.inclusive) return order
  return left.inclusive ? -1 : 1
}

/** No upper end is the highest; of two at the same version the inclusive one is higher. */
function compareUpper(left: NugetBound | undefined, right: NugetBound | undefined): Order {
  if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? 1 : -1
  const order = nuget.compare(left.version, right.version)
  if (order !== 0 || left.inclusive === right.inclusive) return order
  return left.inclusive ? 1 : -1
}
