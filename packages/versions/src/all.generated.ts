// Written by packages/versions/generate.ts from the files of this folder: do not edit.
import { alpm } from './alpm.ts'
import { apk } from './apk.ts'
import { composer } from './composer.ts'
import { cran } from './cran.ts'
import { deb } from './deb.ts'
import { gem } from './gem.ts'
import { generic } from './generic.ts'
import { go } from './go.ts'
import { hackage } from './hackage.ts'
import { maven } from './maven.ts'
import { nuget } from './nuget.ts'
import { openssl } from './openssl.ts'
import { pep440 } from './pep440.ts'
import { pub } from './pub.ts'
import { rpm } from './rpm.ts'
import { semver } from './semver.ts'
import { windows } from './windows.ts'
import type { Scheme, SchemeName } from './scheme.ts'

/** A scheme whose parsed versions are opaque: only values of its own `parse` may go into its `compare`. */
export type OpaqueScheme = Scheme<unknown>

/** Every scheme by its name. The casts hide each scheme's own type of version, which no caller of this table needs. */
export const schemes: Readonly<Record<SchemeName, OpaqueScheme>> = {
  alpm: alpm as OpaqueScheme,
  apk: apk as OpaqueScheme,
  composer: composer as OpaqueScheme,
  cran: cran as OpaqueScheme,
  deb: deb as OpaqueScheme,
  gem: gem as OpaqueScheme,
  generic: generic as OpaqueScheme,
  go: go as OpaqueScheme,
  hackage: hackage as OpaqueScheme,
  maven: maven as OpaqueScheme,
  nuget: nuget as OpaqueScheme,
  openssl: openssl as OpaqueScheme,
  pep440: pep440 as OpaqueScheme,
  pub: pub as OpaqueScheme,
  rpm: rpm as OpaqueScheme,
  semver: semver as OpaqueScheme,
  windows: windows as OpaqueScheme,
}
