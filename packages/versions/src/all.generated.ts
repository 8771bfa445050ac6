// Written by packages/versions/generate.ts from the files of this folder: do not edit.
import { cran } from './cran.ts'
import { deb } from './deb.ts'
import { gem } from './gem.ts'
import { hackage } from './hackage.ts'
import { pep440 } from './pep440.ts'
import { pub } from './pub.ts'
import { rpm } from './rpm.ts'
import type { Scheme, SchemeName } from './scheme.ts'

/** A scheme whose parsed versions are opaque: only values of its own `parse` may go into its `compare`. */
export type OpaqueScheme = Scheme<unknown>

/** Every scheme by its name. The casts hide each scheme's own type of version, which no caller of this table needs. */
export const schemes: Readonly<Record<SchemeName, OpaqueScheme>> = {
  cran: cran as OpaqueScheme,
  deb: deb as OpaqueScheme,
  gem: gem as OpaqueScheme,
  hackage: hackage as OpaqueScheme,
  pep440: pep440 as OpaqueScheme,
  pub: pub as OpaqueScheme,
  rpm: rpm as OpaqueScheme,
}
