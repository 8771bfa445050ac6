/**
 * A version that an owner wrote as a bound (`<= R8.0.3`, «older than 2.1»): some version below it, nobody knows which. A claim
 * holds for it when it holds for all that the bound leaves open; else it is unknown.
 */
import { readVersionText } from '@hygie/standards/csaf/version-text'
import { compareText } from '@hygie/versions/order'
import type { Bound, Interval, Range } from '@hygie/versions/range'
import type { SourcedClaim } from '../knowledge/facts.ts'
import { text } from '../text/text.ts'
import { judgeClaim, reasonOf, type Judgement } from './judge-claim.ts'

/** The intervals that a declared text leaves open, read as the same words of an advisory are; undefined for a plain version. */
export function declaredIntervals(version: string): readonly Interval[] | undefined {
  if (!/^\s*[<>]/.test(version)) return undefined
  return readVersionText(version).range?.intervals ?? []
}

export function judgeDeclaredIntervals(version: string, declared: readonly Interval[], claim: SourcedClaim): Judgement {
  if (claim.range.versions.includes(version)) return judgeClaim(version, claim) // word for word what the source says
  const isHeld = (wanted: Interval): boolean => claim.range.intervals.some((interval) => holds(interval, wanted, claim.range))
  if (declared.length > 0 && declared.every(isHeld) && claim.status !== 'unclear') {
    const judged = judgeClaim('*', { ...claim, range: { ...claim.range, intervals: [{}] } })
    return { ...judged, claim }
  }
  return { effect: 'unknown', claim, fixedBy: [], reason: reasonOf('missing', text('reason.bound-only'), claim) }
}

function holds({ from, to }: Interval, declared: Interval, { scheme }: Range): boolean {
  const isAbove = from === undefined || (declared.from !== undefined && reaches(declared.from, from, scheme, 1))
  const isBelow = to === undefined || (declared.to !== undefined && reaches(declared.to, to, scheme, -1))
  return isAbove && isBelow
}

/** Whether the inner bound lies inside the outer one, both being ends of one side. */
function reaches(inner: Bound, outer: Bound, scheme: Range['scheme'], side: 1 | -1): boolean {
  if (inner.version === outer.version) return outer.inclusive || !inner.inclusive
  const order = compareText(scheme, inner.version, outer.version)
  return order.ok && (order.value === side || (order.value === 0 && (outer.inclusive || !inner.inclusive)))
}
