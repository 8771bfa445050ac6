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
  const byStem = { debian: stems(debian), ubuntu: stems(ubuntu) }
  return (name, preferred) => {
    const other = preferred === 'debian' ? 'ubuntu' : 'debian'
    const maps = { debian, ubuntu }
    return maps[preferred].get(name) ?? maps[other].get(name) ?? byStem[preferred](name) ?? byStem[other](name)
  }
}

/** What a source is called by the numbers of its binary: `python@0.@1` for `libpython3.9-minimal`, `icu` for `libicu67`. */
type Template = { readonly source: string; readonly native: boolean }

/**
 * Many packages bear a number that changes from release to release, of their interface or of the program: `libicu63`, `libicu67`;
 * `libpython3.7-minimal`, `libpython3.9-minimal`. Where all known names of one form agree on how their source is called, so is
 * that of another number.
 */
function stems(names: ReadonlyMap<string, SourceName>): (name: string) => SourceName | undefined {
  const found = new Map<string, Template | 'several'>()
  for (const [name, known] of names) {
    const stem = stemOf(name)
    if (!stem.includes('#')) continue
    const template = { source: templateOf(name, known.source), native: known.native }
    const before = found.get(stem)
    const isSame = before === undefined || (before !== 'several' && before.source === template.source)
    found.set(stem, isSame ? template : 'several')
  }
  return (name) => {
    const template = found.get(stemOf(name))
    if (template === undefined || template === 'several') return undefined
    const numbers = numbersOf(name)
    return {
      source: template.source.replaceAll(/@(\d+)/g, (_, place: string) => numbers[Number(place)] ?? ''),
      native: template.native,
    }
  }
}

function templateOf(name: string, source: string): string {
  const numbers = numbersOf(name)
  return source.replaceAll(/\d+/g, (number) => (numbers.includes(number) ? `@${numbers.indexOf(number)}` : number))
}

function numbersOf(name: string): readonly string[] {
  return name.match(/\d+/g) ?? []
}

function stemOf(name: string): string {
  return name.replaceAll(/\d+/g, '#')
}
