/** The look-ups of a whole asset: what one of them needs to know of the others, and which of them can be judged at all. */
import type { Inventory, Platform } from '../inventory/inventory.ts'
import type { SourcedClaim, SourcedUpdate } from '../knowledge/facts.ts'
import type { ProductKey } from '../product-key.ts'
import { microsoftKey } from '../product-names/microsoft.ts'
import type { Lookup } from './lookup.ts'
import { cpeProduct } from './product-lookups.ts'
import { lookupsOf } from './software-lookups.ts'
import { updateStateOf, type UpdateState } from './update-state.ts'

export type Claims = ReadonlyMap<string, readonly SourcedClaim[]>

export type Updates = ReadonlyMap<string, readonly SourcedUpdate[]>
export const NO_UPDATES: Updates = new Map()

export function isUpdated(key: ProductKey): boolean {
  return key.startsWith('msrc:')
}

/** The look-ups of each software, in its order; those on products mended by updates know which updates the asset has. */
export function lookupsOfEach(
  inventory: Pick<Inventory, 'platform' | 'updates' | 'software'>,
  claims: Claims,
  updates: Updates,
): readonly (readonly Lookup[])[] {
  const { platform } = inventory
  const system = systemKeyOf(platform)
  let state: UpdateState | undefined
  return inventory.software.map((software) =>
    lookupsOf(software, platform).map((lookup) => {
      if (!isUpdated(lookup.key)) return lookup
      state ??= updateStateOf(inventory, system, updates, claims)
      return { ...lookup, updates: state, ...(lookup.key === system && { isSystem: true as const }) }
    }),
  )
}

/** The key of a system that is itself mended by numbered updates. */
export function systemKeyOf({ family, name }: Platform): ProductKey | undefined {
  return family === 'windows' && name !== undefined ? microsoftKey(name) : undefined
}

/** What is mended by updates is judged by them, even where no version is seen; the claims of its maker hold for all versions too. */
export function isJudgeable({ level, version }: Lookup): boolean {
  return version !== '' || level === 'maker'
}

/** Neither its build nor its updates are known: every claim would be unknown, and one blind spot says it better. */
export function isBlind({ updates, isSystem, version }: Lookup): boolean {
  if (updates === undefined || updates.isListKnown) return false
  return isSystem === true ? updates.build === undefined : version === ''
}

/** Product keys of all that is on the asset, the system itself included: what conditions of claims ask for. */
export function presentIn(platform: Platform, lookupsOfAll: readonly (readonly Lookup[])[]): ReadonlySet<string> {
  const present = new Set<string>(platformProducts(platform))
  for (const lookups of lookupsOfAll) for (const { key } of lookups) present.add(key)
  return present
}

/** Systems that do not name themselves in os-release. */
const CPE_OF_SYSTEM: Readonly<Record<string, string>> = {
  debian: 'cpe:o:debian:debian_linux',
  ubuntu: 'cpe:o:canonical:ubuntu_linux',
}

/** What the system itself is in CPE's words: conditions such as "on Linux" ask for it. */
function platformProducts({ cpe, family, id }: Platform): readonly string[] {
  const own = cpe === undefined ? CPE_OF_SYSTEM[id] : cpeProduct(cpe)
  const kernel = family === 'linux' ? ['cpe:o:linux:linux_kernel'] : family === 'windows' ? ['cpe:o:microsoft:windows'] : []
  return own === undefined ? kernel : [own, ...kernel]
}

/** CPE claims serve only what no better source knows (ADR 0008). */
export function withoutFallThrough(
  lookups: readonly Lookup[],
  claims: ReadonlyMap<string, readonly SourcedClaim[]>,
): readonly Lookup[] {
  const known = lookups.some(({ key, level }) => level !== 'cpe' && claims.has(key))
  return known ? lookups.filter(({ level }) => level !== 'cpe') : lookups
}
