import type { SchemeName } from './scheme.ts'

/** One end of an interval; `inclusive` false means the bound itself is outside. */
export type Bound = { readonly version: string; readonly inclusive: boolean }
/** A missing end is open. `{}` holds every version. An exclusive `to` is the first version with the fix. */
export type Interval = { readonly from?: Bound; readonly to?: Bound }
/** Holds a version when one of the intervals does, or one of the listed versions equals it. */
export type Range = { readonly scheme: SchemeName; readonly intervals: readonly Interval[]; readonly versions: readonly string[] }

export const everyVersion = (scheme: SchemeName): Range => ({ scheme, intervals: [{}], versions: [] })
