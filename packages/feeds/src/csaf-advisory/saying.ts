/** What one leaf of the tree says for one vulnerability under one key. */
import type { ClaimStatus } from '@hygie/core/knowledge/claim'
import type { ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'

/** Leaves that agree in all but the versions become one claim. */
export type Saying = {
  readonly key: ProductKey
  readonly status: ClaimStatus
  readonly range: Range
  /** The source's own words on versions, where no range holds them. */
  readonly words?: string
  readonly remedy?: string
  readonly fixedIn: readonly string[]
}

/** The words of a version that has the fix. */
export const FIXED_HERE = 'fixed in this version'

export const isFault = ({ status }: Saying): boolean => status === 'affected' || status === 'willNotFix' || status === 'endOfLife'
