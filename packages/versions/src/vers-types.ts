import { compareText } from './order.ts'
import type { SchemeName } from './scheme.ts'
import { conanOrder, datetimeOrder, gentooOrder, lexicographicOrder } from './vers-orders.ts'
import type { TextOrder } from './vers-orders.ts'

/**
 * Our scheme for a VERS type: by the purl type of the same name (VERS 5.3.2), with the older names that tools write.
 * Missing for types without one, which still may have an order.
 */
export function schemeOfVersType(type: string): SchemeName | undefined {
  return SCHEMES.get(type)
}

/** How versions of the type compare; undefined for types that nobody ordered (also the reserved ones of VERS 5.3.2.1). */
export function orderOfVersType(type: string): TextOrder | undefined {
  const scheme = SCHEMES.get(type)
  return scheme === undefined ? ORDERS.get(type) : (left, right) => compareText(scheme, left, right)
}

const SCHEMES: ReadonlyMap<string, SchemeName> = new Map([
  ['alpine', 'apk'],
  ['alpm', 'alpm'],
  ['apk', 'apk'],
  ['arch', 'alpm'],
  ['archlinux', 'alpm'],
  ['cargo', 'semver'],
  ['composer', 'composer'],
  ['cran', 'cran'],
  ['deb', 'deb'],
  ['debian', 'deb'],
  ['gem', 'gem'],
  ['generic', 'generic'],
  ['go', 'go'],
  ['golang', 'go'],
  ['hackage', 'hackage'],
  ['hex', 'semver'],
  ['maven', 'maven'],
  ['nginx', 'semver'],
  ['npm', 'semver'],
  ['nuget', 'nuget'],
  ['openssl', 'openssl'],
  ['pub', 'pub'],
  ['pypi', 'pep440'],
  ['rpm', 'rpm'],
  ['semver', 'semver'],
])

const ORDERS: ReadonlyMap<string, TextOrder> = new Map([
  ['conan', conanOrder],
  ['datetime', datetimeOrder],
  ['ebuild', gentooOrder],
  ['gentoo', gentooOrder],
  ['lexicographic', lexicographicOrder],
])
