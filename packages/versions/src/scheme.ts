import type { Result } from './result.ts'

/** Every scheme has a file of its name in this folder. */
export type SchemeName =
  | 'deb'
  | 'rpm'
  | 'apk'
  | 'alpm'
  | 'semver'
  | 'pep440'
  | 'maven'
  | 'gem'
  | 'nuget'
  | 'composer'
  | 'go'
  | 'cran'
  | 'hackage'
  | 'pub'
  | 'openssl'
  | 'generic'
  | 'windows'

export type Order = -1 | 0 | 1

/**
 * One way of ordering versions. Versions are parsed once and only parsed values compare; text that the scheme
 * does not know is an error value and never compares.
 *
 * `sortKey`, where an exact one exists, gives text whose order by code unit equals `compare`.
 */
export type Scheme<Version> = {
  readonly name: SchemeName
  readonly parse: (text: string) => Result<Version>
  readonly compare: (left: Version, right: Version) => Order
  readonly sortKey?: (version: Version) => string
  /**
   * True for text that the scheme's own standard does not know and that is ordered by a fallback, so that tables of published
   * versions can be sorted: its place is no ground for a verdict, and `contains` answers `unknown` for intervals.
   */
  readonly isDoubtful?: (version: Version) => boolean
}
