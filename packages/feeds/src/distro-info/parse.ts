/** Reads debian.csv and ubuntu.csv of distro-info-data: one release a row, a date per end of support. */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { LifecyclePhase, LifecycleRecord, Rejection } from '@hygie/core/knowledge/record'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'
import { plainName } from '../reading/files.ts'

/** Both files share `eol`: the end of what everybody gets. What follows is by file. */
const PHASES: Readonly<
  Record<string, readonly (readonly [column: string, phase: LifecyclePhase['phase'], conditional: boolean])[]>
> = {
  debian: [
    ['eol', 'active', false],
    ['eol', 'security', false],
    ['eol-lts', 'lts', false], // free for everybody, for fewer packages and architectures
    ['eol-elts', 'elts', true], // sold by Freexian
  ],
  ubuntu: [
    ['eol', 'active', false],
    ['eol', 'security', false],
    ['eol-server', 'lts', false], // server packages of old LTS releases lived longer than the desktop's
    ['eol-esm', 'esm', true], // Ubuntu Pro
    ['eol-legacy', 'extended', true], // Pro with the Legacy add-on
  ],
}
const DATE = /^\d{4}-\d\d-\d\d$/

export async function* parse(file: FeedFile): AsyncGenerator<LifecycleRecord | Rejection> {
  const product = plainName(file.path).replace('.csv', '')
  const names = product === 'debian' ? 'Debian' : 'Ubuntu'
  let columns: readonly string[] | undefined
  for await (const row of csvRows(file.bytes())) {
    if (row.kind === 'rejection') yield row
    else if (columns === undefined) {
      columns = row.cells
      if (!['version', 'codename', 'series', 'release', 'eol'].every((name) => columns?.includes(name) === true)) {
        yield rejection(
          'distro-info-head',
          'Cannot read the table: its head must name version, codename, series, release, eol',
          'line 1',
        )
        return
      }
    } else yield recordOf(product, names, new Map(columns.map((name, index) => [name, row.cells[index] ?? ''])), row.line)
  }
}

/** Trailing columns are simply absent on old rows; a release without `eol` is not out or has no end (sid). */
function recordOf(product: string, name: string, cells: ReadonlyMap<string, string>, line: number): LifecycleRecord | Rejection {
  const [version = ''] = (cells.get('version') ?? '').split(' ') // `22.04 LTS`
  const series = cells.get('series') ?? ''
  const strange = [...cells].find(
    ([column, value]) => /^(?:created|release|eol.*)$/.test(column) && value !== '' && !DATE.test(value),
  )
  if (series === '' || !/^[0-9.]*$/.test(version) || strange !== undefined)
    return rejection(
      'distro-info-row',
      `Cannot read a release: "${series.slice(0, 40)}" "${strange?.join('=').slice(0, 60) ?? version}"`,
      `line ${line}`,
    )
  const dated = (PHASES[product] ?? []).flatMap(([column, phase, conditional]): readonly LifecyclePhase[] => {
    const on = cells.get(column) ?? ''
    // Since 2012 the server's end is the desktop's.
    return on === '' || (column === 'eol-server' && on === cells.get('eol')) ? [] : [{ phase, ends: { on }, conditional }]
  })
  const releasedAt = cells.get('release') ?? ''
  const codename = cells.get('codename') ?? ''
  return {
    kind: 'lifecycle',
    product,
    cycle: version === '' ? series : version,
    title: [name, cells.get('version') ?? '', codename === '' ? '' : `(${codename})`].filter((part) => part !== '').join(' '),
    codename: series,
    ...(releasedAt === '' ? {} : { releasedAt }),
    phases: dated.length > 0 ? dated : [{ phase: 'security', ends: 'not-over', conditional: false }],
    ...(product === 'debian'
      ? { reference: 'https://wiki.debian.org/DebianReleases' }
      : { reference: 'https://wiki.ubuntu.com/Releases' }),
  }
}
