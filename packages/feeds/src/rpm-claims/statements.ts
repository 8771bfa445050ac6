/**
 * From what a source says of single RPM packages to claims: one per product and version, whatever the architectures.
 * A claim names architectures only where they differ; a source lists each package four to eight times.
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import { distributionKey, type DistributionProduct, type ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'

export type RpmStatement = {
  readonly product: DistributionProduct
  /** As rpm writes it; absent or `noarch` = all. */
  readonly architecture?: string
  readonly status: ClaimStatus
  readonly range: Range
  readonly advisory?: string
  /** The source's word for the severity in this product. */
  readonly grade?: string
  readonly note?: string
}

/** A claim but for its vulnerability. */
export type OpenClaim = Omit<Claim, 'vulnerability'>

/** Lists of fixed packages are binary packages with source packages among them. */
export function packageType(architecture: string | undefined): 'rpm' | 'srpm' {
  return architecture === 'src' || architecture === 'nosrc' ? 'srpm' : 'rpm'
}

/** They hold symbols and sources, nothing that runs, and are half of every list. */
export function isDebugPackage(name: string): boolean {
  return /-debug(?:info|source)(?:-|$)/.test(name)
}

export function exactly(version: string): Range {
  return { scheme: 'rpm', intervals: [], versions: [version] }
}

type Variant = {
  readonly product: ProductKey
  readonly first: RpmStatement
  readonly versions: Set<string>
  readonly architectures: Set<string>
}

/** Shape: in order of first mention. Cost: linear. */
export function openClaims(statements: readonly RpmStatement[]): readonly OpenClaim[] {
  const groups = new Map<string, Map<string, Variant>>()
  for (const statement of statements) {
    const { status, range, advisory = '', grade = '', note = '' } = statement
    const product = distributionKey(statement.product)
    const variants = valueOf(groups, `${product} ${status}`, () => new Map<string, Variant>())
    // Lists of versions join to one list; intervals do not.
    const what = range.intervals.length === 0 ? '' : JSON.stringify(range.intervals)
    const variant = valueOf(variants, `${what} ${advisory} ${grade} ${note}`, () => ({
      product,
      first: statement,
      versions: new Set<string>(),
      architectures: new Set<string>(),
    }))
    for (const version of range.versions) variant.versions.add(version)
    variant.architectures.add(statement.architecture ?? 'noarch')
  }
  return [...groups.values()].flatMap((variants) => claimsOf([...variants.values()]))
}

function claimsOf(variants: readonly Variant[]): readonly OpenClaim[] {
  const sets = new Set(variants.map(({ architectures }) => [...architectures].toSorted().join(' ')))
  return variants.map(({ product, first, versions, architectures }) => ({
    kind: 'claim',
    product,
    range: { ...first.range, versions: [...versions] },
    status: first.status,
    ...(first.advisory === undefined ? {} : { advisory: first.advisory }),
    ...(first.grade === undefined ? {} : { grade: first.grade }),
    ...(first.note === undefined ? {} : { note: first.note }),
    ...(sets.size === 1 || architectures.has('noarch') || packageType(first.architecture) === 'srpm'
      ? {}
      : { architectures: [...architectures].toSorted() }),
  }))
}

function valueOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
