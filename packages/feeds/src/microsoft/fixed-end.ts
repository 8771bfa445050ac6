/**
 * Whether a fixed build can end a claim's range: only when it counts the versions of that product. A row on a part of Windows
 * carries the build of Windows, and one on .NET Framework that of some file.
 */
import type { ProductKey } from '@hygie/core/product-key'
import { everyVersion, type Range } from '@hygie/versions/range'
import { below } from '../fixed-range.ts'
import { isFourPart } from './fixed-build.ts'
import { buildOfProduct } from './product-build.ts'

const EVERY_BUILD = everyVersion('windows')

/** Of a build that was found to be the product's own; every version when it says nothing of it. */
export function rangeBelow(product: ProductKey, build: string | undefined): Range {
  if (build === undefined || !hasOwnVersions(product, build)) return EVERY_BUILD
  return below(isFourPart(build) ? 'windows' : 'generic', build)
}

/** Whether the build is one in which the versions of the product are counted. */
export function hasOwnVersions(product: ProductKey, build: string): boolean {
  if (buildOfProduct(product, build).kind === 'own') return true
  const framework = /^msrc:\.net framework ([\d.]+)/.exec(product)?.[1]
  if (framework !== undefined) return isFrameworkBuild(framework, build)
  if (product.includes(' on windows ')) return false
  return isFourPart(build) || !product.startsWith('msrc:microsoft edge (') // `145.3800.99` lacks a part
}

/** The runtime's file version: 4.6.2 to 4.7.2 are one line (4.7.…), 4.8 and 4.8.1 another, counted from different revisions. */
function isFrameworkBuild(framework: string, build: string): boolean {
  if (!isFourPart(build)) return false
  if (framework.startsWith('4.8')) return build.startsWith('4.8.')
  return framework.startsWith('4.7') && build.startsWith('4.7.')
}

const SQL_YEARS: ReadonlyMap<string, { readonly year: string; readonly cumulativeFrom: number }> = new Map([
  ['17.0', { year: '2025', cumulativeFrom: 4000 }],
  ['16.0', { year: '2022', cumulativeFrom: 4000 }],
  ['15.0', { year: '2019', cumulativeFrom: 4000 }],
  ['14.0', { year: '2017', cumulativeFrom: 3000 }],
])

/** `other`: a build of the other lane of this SQL Server (GDR for CU or the reverse), whose key is given. */
export function sqlLaneOf(product: ProductKey, build: string): 'right' | { readonly other: ProductKey } {
  const [, year, lane] = /^msrc:microsoft sql server (\d{4}) for x64-based systems \((cu|gdr)\)$/.exec(product) ?? []
  const [major = '', minor = '', number = ''] = build.split('.')
  const known = SQL_YEARS.get(`${major}.${minor}`)
  if (known === undefined || known.year !== year || !/^\d{4}$/.test(number)) return 'right'
  const meant = Number(number) >= known.cumulativeFrom ? 'cu' : 'gdr' // four digits
  return meant === lane ? 'right' : { other: `msrc:microsoft sql server ${year} for x64-based systems (${meant})` as ProductKey }
}
