/** What could not be judged, told once for each kind with its number: a blind spot is work to do, never silence. */
import type { Platform, Software, Unknown } from '../inventory/inventory.ts'
import { text } from '../text/text.ts'
import type { Heard } from './combine.ts'
import type { Lookup } from './lookup.ts'
import { isBlind } from './asset-lookups.ts'

export function noteBlindSpots(
  software: Software,
  lookups: readonly Lookup[],
  platform: Platform,
  sourcesOf: (lineageOrEcosystem: string) => readonly string[],
  unknown: Unknowns,
): void {
  if (lookups.some(isBlind)) return unknown.add(software.name, 'unknown.no-updates', {})
  if (software.version === '' && !lookups.some(({ updates }) => updates !== undefined))
    return unknown.add(software.name, 'unknown.no-version', {})
  const packaged = ['dpkg', 'rpm', 'apk', 'alpm'].includes(software.origin)
  if (packaged && platform.lineage.length === 0) {
    return unknown.add(platform.name ?? platform.id, 'unknown.no-platform', {})
  }
  const lines = linesOf(lookups, platform)
  if (packaged && !lines.some((lineage) => sourcesOf(lineage).length > 0)) {
    return unknown.add(lines[0] ?? platform.id, 'unknown.no-source', { lineage: lines.join(', ') })
  }
  if (packaged) return
  const ecosystems = lookups.filter(({ level }) => level === 'ecosystem').map(({ key }) => key.slice(0, key.indexOf(':')))
  const blind = ecosystems.find((ecosystem) => sourcesOf(ecosystem).length === 0)
  if (blind !== undefined) return unknown.add(blind, 'unknown.no-ecosystem', { ecosystem: blind })
  if (lookups.length === 0) unknown.add(software.origin, 'unknown.no-product', {})
}

/** Those of the platform, or the foreign ones that alone speak of the package (EPEL on a release of Red Hat). */
function linesOf(lookups: readonly Lookup[], platform: Platform): readonly string[] {
  const named = lookups.flatMap(({ lineage }) => lineage ?? [])
  return named.length === 0 || named.some((line) => platform.lineage.includes(line)) ? platform.lineage : [...new Set(named)]
}

export function noteUnreadable(software: Software, unreadable: readonly Heard[], unknown: Unknowns): void {
  const [first] = unreadable
  if (first === undefined) return
  const { scheme } = first.judgement.claim.range
  unknown.add(software.name, 'unknown.version-unreadable', {
    version: first.lookup.version,
    scheme,
    claims: String(unreadable.length),
  })
}

type UnknownKey = Extract<Parameters<typeof text>[0], `unknown.${string}`>

/** Blind spots of one kind are told once with their number, so that a list of 2,000 packages stays readable. */
export class Unknowns {
  readonly #items = new Map<string, { unknown: Unknown; count: number }>()

  add(what: string, key: UnknownKey, values: Readonly<Record<string, string>>): void {
    const id = JSON.stringify([what, key, values])
    const item = this.#items.get(id)
    if (item === undefined) this.#items.set(id, { unknown: { what, why: text(key, values) }, count: 1 })
    else item.count += 1
  }

  list(): readonly Unknown[] {
    return [...this.#items.values()]
      .map(({ unknown, count }) => (count === 1 ? unknown : { ...unknown, count }))
      .toSorted((left, right) => (left.what < right.what ? -1 : left.what > right.what ? 1 : 0))
  }
}
