/** Neutral form between the two families of bills of materials and the inventory. */
import type { Distro } from './distribution.ts'

/** One thing that a bill lists. */
export type BillItem = {
  readonly at: string
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly cpe?: string
  readonly vendor?: string
  readonly source?: { readonly name: string; readonly version?: string }
  readonly modularityLabel?: string
  readonly path?: string
  /** It is said to be software with a version of its own, not a file, a folder of packages or data. */
  readonly countable: boolean
}
export type Bill = {
  readonly name: string
  readonly createdAt?: string
  readonly items: readonly BillItem[]
  /** Operating systems that the bill names as such. */
  readonly systems: readonly Distro[]
}
