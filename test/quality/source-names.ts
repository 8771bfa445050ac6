/** Binary package → source package, from all the lists of the data that say it: tables of findings often do not. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDpkgStatus } from '@hygie/collectors/linux/dpkg/read-status'
import type { Place } from './family.ts'
import { anyTable, anyText, field } from './tables.ts'

/**
 * What the package indices themselves say: Debian 11 and 12, Ubuntu 16.04, 18.04, 20.04 and 22.04 of 24 November 2026, of each
 * source that an advisory names. A name of another release is taken to come from the same source.
 */
const INDICES: Place = { folder: fileURLToPath(new URL('./', import.meta.url)), whole: undefined, stale: false }

/** `native`: the package's version has no Debian revision, so that a version without one may be its own. */
export type SourceName = { readonly source: string; readonly native: boolean }
export type SourceNames = (name: string, preferred: 'debian' | 'ubuntu') => SourceName | undefined

export function debianSourceNames(place: Place): SourceNames {
  const beside = (family: string): Place => ({
    folder: join(dirname(place.folder), family),
    whole: place.whole === undefined ? undefined : join(dirname(place.whole), family),
    stale: place.stale,
  })
  const debian = new Map<string, SourceName>()
  const ubuntu = new Map<string, SourceName>()
  for (const row of anyTable(INDICES, 'deb-source-names.tsv') ?? [])
    (field(row, 'distribution') === 'debian' ? debian : ubuntu).set(field(row, 'package'), {
      source: field(row, 'source'),
      native: field(row, 'native') !== '',
    })
  for (const { name, version, source } of readDpkgStatus(anyText(beside('debian-host'), 'dpkg-status') ?? '').items)
    debian.set(name, { source: source?.name ?? name, native: !version.includes('-') })
  for (const [map, family, file] of [
    [debian, 'trivy-golden', join('inventory', 'debian-buster.packages.tsv')],
    [ubuntu, 'trivy-golden', join('inventory', 'ubuntu-1804.packages.tsv')],
    [ubuntu, 'ubuntu-tracker', 'inventory.tsv'],
  ] as const)
    for (const row of anyTable(beside(family), file) ?? [])
      map.set(field(row, 'package'), {
        source: field(row, 'source') || field(row, 'package'),
        native: !field(row, 'version').includes('-'),
      })
  const byStem = stems([...ubuntu, ...debian])
  return (name, preferred) =>
    (preferred === 'debian' ? (debian.get(name) ?? ubuntu.get(name)) : (ubuntu.get(name) ?? debian.get(name))) ??
    byStem.get(stemOf(name))
}

/** A library bears the number of its interface, which changes from release to release: `libicu63`, `libicu67`. */
function stemOf(name: string): string {
  return name.replaceAll(/\d+/g, '#')
}

/** Where every known name of a stem comes from one source, which bears no number itself. */
function stems(names: Iterable<readonly [name: string, source: SourceName]>): ReadonlyMap<string, SourceName> {
  const found = new Map<string, SourceName>()
  const several = new Set<string>()
  for (const [name, known] of names) {
    const stem = stemOf(name)
    if (!stem.includes('#')) continue
    if (/\d/.test(known.source) || (found.get(stem)?.source ?? known.source) !== known.source) several.add(stem)
    found.set(stem, known)
  }
  for (const stem of several) found.delete(stem)
  return found
}
