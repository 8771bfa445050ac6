import type { Range } from '@hygie/versions/range'
import type { ProductKey } from '../product-key.ts'

export const claimStatuses = ['affected', 'notAffected', 'underInvestigation', 'willNotFix', 'endOfLife', 'unclear'] as const
export type ClaimStatus = (typeof claimStatuses)[number]

/**
 * "Source S says: product P in range R has status X for vulnerability V."
 *
 * `range` holds the versions the status speaks of. With `affected`, an exclusive upper end is the first version with
 * the fix, so that one claim says both "below is affected" and "from here on fixed"; `fixedIn` names the fix where the
 * range's end does not (`<= 1.2`, fixed in 1.4). `willNotFix` and `endOfLife` are affected and say that no fix will come;
 * `underInvestigation` says that the source does not know yet. `notAffected` with every version is the common
 * "this release was never affected". `unclear` says that the source speaks of versions in words that no range holds
 * (`CR-IR 357 before service pack 2`): the words stand in `note`, the range holds every version, the verdict is unknown.
 *
 * Products mended by numbered updates (`msrc:` keys): `fixedIn` names the updates that bring the fix, any one of which is
 * enough (`KB5040430`), and the range's exclusive end is the fixed build, where the source gives one; else it holds every
 * version. What replaces what, and which build an update leads to, is an `UpdateRecord`.
 */
export type Claim = {
  readonly kind: 'claim'
  readonly vulnerability: string
  readonly product: ProductKey
  readonly range: Range
  readonly status: ClaimStatus
  readonly fixedIn?: readonly string[]
  /** The advisory that says it (`DSA-5724-1`, `RHSA-2024:4312`, `GHSA-…`), when it is not the vulnerability itself. */
  readonly advisory?: string
  /** The source's own words for its grade: `unimportant`, `low`, `Moderate`, `no-dsa: minor issue`. */
  readonly grade?: string
  readonly note?: string
  readonly statedAt?: string
  readonly reference?: string
  /** CPU architectures the claim is limited to; absent = all. */
  readonly architectures?: readonly string[]
  /**
   * CPE claims only: the rest of the name that must agree (edition, target software …), and the platforms (`AND` in NVD):
   * the claim counts only where one product of each group is present.
   */
  readonly cpe?: { readonly criteria: string; readonly runningOn?: readonly (readonly string[])[] }
}
