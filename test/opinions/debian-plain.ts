/**
 * What Debian's advisory lists say, read in the plainest way: a few lines that share nothing with the feed's reader, the version
 * scheme or the matcher. Versions are compared by dpkg itself, installed packages are what dpkg-query prints.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { ask, ORACLES } from './oracles.ts'
import type { Pair } from './pairs.ts'

export type Package = { readonly name: string; readonly source: string; readonly sourceVersion: string }
/** One line of the list for one CVE; `fixed` is a version or one of the words in angle brackets. */
export type Statement = { readonly source: string; readonly id: string; readonly fixed: string }

export function statements(files: readonly string[], codename: string): readonly Statement[] {
  let ids: readonly string[] = []
  return files
    .flatMap((file) => gunzipSync(readFileSync(file)).toString('utf8').split('\n'))
    .flatMap((line) => {
      if (line.startsWith('[')) ids = []
      if (line.includes('{')) ids = line.match(/CVE-\d+-\d+/g) ?? []
      const [, release, source = '', fixed = ''] = /^\s+\[(\w+)\] - (\S+) +(\S+)/.exec(line) ?? []
      return release === codename ? ids.map((id) => ({ source, id, fixed })) : []
    })
}

/** Installed packages of the folder that holds dpkg's `status`. */
export function installed(folder: string): readonly Package[] {
  const format = '${db:Status-Status}\t${Package}\t${source:Package}\t${source:Version}\n'
  const run = spawnSync('/usr/bin/dpkg-query', [`--admindir=${folder}`, '--show', `--showformat=${format}`], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([status, name = '', source = '', sourceVersion = '']) =>
      status === 'installed' ? [{ name, source, sourceVersion }] : [],
    )
}

/** `package CVE` that are open: no statement says that the version has the fix, or that the release is not affected. */
export function openPairs(packages: readonly Package[], all: readonly Statement[]): ReadonlySet<string> {
  const bySource = Map.groupBy(all, ({ source }) => source)
  const cases = packages.flatMap((item) => (bySource.get(item.source) ?? []).map((statement) => ({ item, statement })))
  const isBelow = comparer(cases.map(({ item, statement }) => [item.sourceVersion, statement.fixed]))
  const open = new Set<string>()
  const closed = new Set<string>()
  for (const { item, statement } of cases) {
    const { fixed, id } = statement
    const isOpen = fixed.startsWith('<') ? fixed !== '<not-affected>' : isBelow(item.sourceVersion, fixed)
    ;(isOpen ? open : closed).add(`${item.name} ${id}`)
  }
  return open.difference(closed)
}

/** Asks dpkg once for each different pair. */
export function comparer(pairs: readonly Pair[]): (left: string, right: string) => boolean {
  const dpkg = ORACLES.find(({ name }) => name === 'dpkg')
  if (dpkg === undefined) throw new Error('dpkg is no oracle any more')
  const different = [
    ...new Map(
      pairs.filter(([left, right]) => left !== right && !right.startsWith('<')).map((pair) => [pair.join('\t'), pair] as const),
    ),
  ]
  const orders =
    different.length === 0
      ? []
      : ask(
          dpkg,
          different.map(([, pair]) => pair),
        )
  const below = new Set(different.flatMap(([key], index) => (orders[index] === -1 ? [key] : [])))
  return (left, right) => below.has(`${left}\t${right}`)
}
