/** Keys of what no distribution packages: products in their makers' lists, packages of ecosystems, names of CPE. */
import { ANY, NA, hasWildcard, literalOf } from '@hygie/standards/cpe/component'
import { buildCpe, mendCpe, type Cpe } from '@hygie/standards/cpe/cpe'
import { cpeKey, ecosystemKey, type EcosystemType, type ProductKey } from '../product-key.ts'
import type { Software } from '../inventory/inventory.ts'
import type { Lookup } from './lookup.ts'
import { upstreamBuild } from './upstream-build.ts'

/** purl type → our ecosystem type, where the two differ in nothing but the list of what we can judge. */
const ECOSYSTEM_OF_PURL: Readonly<Record<string, EcosystemType>> = {
  cargo: 'cargo',
  cocoapods: 'cocoapods',
  composer: 'composer',
  conan: 'conan',
  cran: 'cran',
  gem: 'gem',
  githubactions: 'github-actions',
  golang: 'golang',
  hackage: 'hackage',
  hex: 'hex',
  k8s: 'kubernetes',
  maven: 'maven',
  npm: 'npm',
  nuget: 'nuget',
  pub: 'pub',
  pypi: 'pypi',
  swift: 'swift',
}

export function productLookups(software: Software): readonly Lookup[] {
  const product = software.purl === undefined ? undefined : ecosystemProduct(software.purl)
  const lookups: Lookup[] = (software.products ?? []).map((key) => ({ key, version: software.version, level: 'maker', rank: 0 }))
  for (const { product: key, name } of software.alike ?? [])
    lookups.push({ key, version: software.version, level: 'maker', rank: 1, alike: name })
  if (product !== undefined) {
    lookups.push({ key: ecosystemKey(product.type, product.name), version: software.version, level: 'ecosystem', rank: 0 })
  }
  const cpe = software.cpe === undefined ? undefined : mendCpe(software.cpe)
  const key = cpe?.ok === true ? keyOf(cpe.value) : undefined
  if (cpe?.ok === true && key !== undefined) {
    const purlType = /^pkg:([a-z0-9.+-]+)\//.exec(software.purl ?? '')?.[1]
    lookups.push({
      key,
      version: withUpdate(software.version, cpe.value),
      level: 'cpe',
      rank: 0,
      named: { cpe: cpe.value, bareVersion: software.version, ...(purlType !== undefined && { purlType }) },
    })
  }
  return lookups
}

/** A maker's own build is no distribution's package: it is looked up as the release that it holds. */
export function upstreamLookups(software: Software): readonly Lookup[] | undefined {
  const build = upstreamBuild(software)
  return build?.products.flatMap(([vendor, product]): readonly Lookup[] => {
    const { version } = build
    const cpe = buildCpe({ part: 'a', vendor, product })
    return cpe.ok
      ? [{ key: cpeKey('a', vendor, product), version, level: 'cpe', rank: 0, named: { cpe: cpe.value, bareVersion: version } }]
      : []
  })
}

/** `8.5` with the update `p1` is `8.5 p1`, as claims write it; a version that tells its update already stays. */
function withUpdate(version: string, { version: stated, update }: Cpe): string {
  const word = literalOf(update)
  return word === undefined || version === '' || version !== (literalOf(stated) ?? version) ? version : `${version} ${word}`
}

/** The ecosystem and the name as its registry writes it, from a canonical purl. Source: purl specification, types. */
export function ecosystemProduct(purl: string): { readonly type: EcosystemType; readonly name: string } | undefined {
  const match = /^pkg:(?<type>[a-z0-9.+-]+)\/(?<path>[^@?#]+)/.exec(purl)?.groups
  const type = ECOSYSTEM_OF_PURL[match?.['type'] ?? '']
  const path = match?.['path']
  if (type === undefined || path === undefined) return undefined
  const segments = path.split('/').map(decoded)
  if (segments.some((segment) => segment === undefined)) return undefined
  return { type, name: segments.join(type === 'maven' ? ':' : '/') }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined // a broken percent sequence names nothing
  }
}

/** Part, vendor and product of a CPE name in either binding, when all three are exact. */
export function cpeProduct(cpe: string): ProductKey | undefined {
  const parsed = mendCpe(cpe)
  return parsed.ok ? keyOf(parsed.value) : undefined
}

function keyOf({ part, vendor, product }: Cpe): ProductKey | undefined {
  const exact = [part, vendor, product].every((value) => value !== ANY && value !== NA && !hasWildcard(value))
  return exact ? cpeKey(part, vendor, product) : undefined
}
