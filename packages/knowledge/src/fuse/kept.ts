/** Records kept whole in the temporary database: exploitation, SSVC, techniques, advisories, lifecycles and names. */
import { intRows, type IntRows } from '../int-rows.ts'
import { catalogueOwners, wholeCatalogueSources } from '../precedence.ts'
import type { Kept, Stage } from '../stage.ts'
import { compareText, sortRowsUnique, type Cell } from '../text.ts'
import type { View } from './vulnerabilities.ts'

type Row = readonly Cell[]
type KeptRow = { readonly source: string; readonly key: string; readonly at: string; readonly file: number; readonly cells: Row }
type Expand = (id: number) => readonly number[]
type SourceRank = (name: string) => number

export type Advisories = { readonly rows: readonly Row[]; readonly covers: IntRows }

/** Ids of vulnerabilities that records of this kind speak of. */
export function keptIds(stage: Stage): readonly number[] {
  const ids: number[] = []
  for (const kind of ['exploitation', 'ssvc', 'technique'] as const)
    for (const { cells } of keptRows(stage, kind)) ids.push(stage.ids.find(textOf(cells[0])) ?? 0)
  for (const { covered } of advisoryRows(stage)) for (const name of covered) ids.push(stage.ids.find(name) ?? 0)
  return ids
}

export function exploitationRows(stage: Stage, view: View, expand: Expand, sourceRank: SourceRank): readonly Row[] {
  const rows = keptRows(stage, 'exploitation')
  const newestFile = newestCatalogues(stage, rows)
  const published = new Set(rows.flatMap(({ source, key }) => (catalogueOwners.get(key) === source ? [key] : [])))
  return sortRowsUnique(
    rows
      .filter(({ source, key, file, cells }) => {
        if (published.has(key) && catalogueOwners.get(key) !== source) return false
        if (wholeCatalogueSources.includes(source) && newestFile.get(`${source} ${key}`) !== file) return false
        return !view.isDead(file, stage.ids.find(textOf(cells[0])) ?? 0)
      })
      .flatMap(({ source, cells }) => forEachVulnerability(stage, expand, cells, sourceRank(source))),
  )
}

export function ssvcRows(stage: Stage, expand: Expand, sourceRank: SourceRank): readonly Row[] {
  return sortRowsUnique(
    newestRows(stage, 'ssvc').flatMap(({ source, cells }) => forEachVulnerability(stage, expand, cells, sourceRank(source))),
  )
}

export function techniqueRows(stage: Stage, expand: Expand, sourceRank: SourceRank): readonly Row[] {
  return sortRowsUnique(
    keptRows(stage, 'technique').flatMap(({ source, cells }) => forEachVulnerability(stage, expand, cells, sourceRank(source))),
  )
}

export type Epss = { readonly days: readonly Row[]; readonly rows: readonly Row[] }

/** Of each vulnerability and model the newest day; of two ids of one group on the same day the greatest score. */
export function epssOf(stage: Stage, expand: Expand, sourceRank: SourceRank): Epss {
  const found: Row[] = []
  for (const { id, model, day, score, percentile, source } of stage.epss.values())
    for (const vulnerability of expand(id)) found.push([vulnerability, model, day, score, percentile, sourceRank(source)])
  const sorted = sortRowsUnique(found)
  const newest = sorted.filter((row, index) => row[0] !== sorted[index + 1]?.[0] || row[1] !== sorted[index + 1]?.[1])
  const dayOf = ([, model, day, , , source]: Row): Row => [day ?? null, model === '' ? null : (model ?? null), source ?? null]
  const days = sortRowsUnique([...new Map(newest.map((row) => [JSON.stringify(dayOf(row)), dayOf(row)])).values()])
  const ranks = new Map(days.map((row, index) => [JSON.stringify(row), index + 1]))
  const rows = newest.map((row): Row => [
    row[0] ?? null,
    ranks.get(JSON.stringify(dayOf(row))) ?? null,
    row[3] ?? null,
    row[4] ?? null,
  ])
  return { days, rows: sortRowsUnique(rows) }
}

export function advisoriesOf(stage: Stage, expand: Expand, sourceRank: SourceRank): Advisories {
  const found = advisoryRows(stage).map(({ source, cells, covered }) => ({
    row: replaced(cells, 1, sourceRank(source)),
    covered,
  }))
  const byRow = new Map(found.map(({ row, covered }) => [row, covered]))
  const rows = sortRowsUnique([...byRow.keys()])
  const covers = intRows(2)
  rows.forEach((row, index) => {
    for (const name of byRow.get(row) ?? [])
      for (const vulnerability of expand(stage.ids.find(name) ?? 0)) covers.add(vulnerability, index + 1)
  })
  return { rows, covers }
}

/** Weaknesses, lifecycles, names, repositories: the newest of each source and key; `sourceColumn` is filled. */
export function plainRows(stage: Stage, kind: Kept, sourceColumn: number, sourceRank: SourceRank): readonly Row[] {
  return sortRowsUnique(newestRows(stage, kind).map(({ source, cells }) => replaced(cells, sourceColumn, sourceRank(source))))
}

function advisoryRows(
  stage: Stage,
): readonly { readonly source: string; readonly cells: Row; readonly covered: readonly string[] }[] {
  return newestRows(stage, 'advisory').map(({ source, cells: [cells, covered] }) => ({
    source,
    cells: cells as unknown as Row, // staged as a pair: the row and the ids that it names
    covered: covered as unknown as readonly string[],
  }))
}

/** Every row, ordered by content and not by arrival. */
function keptRows(stage: Stage, kind: Kept): readonly KeptRow[] {
  stage.flush()
  const statement = stage.database.prepare(
    'select source, key, at, file, body from kept where kind = ? order by key, source, at desc, length(body) desc, body',
  )
  statement.setReturnArrays(true)
  const rows: KeptRow[] = []
  for (const [source, key, at, file, body] of statement.iterate(kind) as unknown as Iterable<
    readonly [string, string, string, number, string]
  >)
    rows.push({ source, key, at, file, cells: JSON.parse(body) as Row })
  return rows
}

/** Of each source and key: the newest by the record's own date, else by its file's, else the one that says most. */
function newestRows(stage: Stage, kind: Kept): readonly KeptRow[] {
  const best: KeptRow[] = []
  for (const row of keptRows(stage, kind)) {
    const last = best.at(-1)
    if (last === undefined || last.key !== row.key || last.source !== row.source) best.push(row)
    else if (last.at === row.at && compareText(dateOf(stage, row), dateOf(stage, last)) > 0) best[best.length - 1] = row
  }
  return best
}

function dateOf(stage: Stage, row: KeptRow): string {
  return stage.fileDates.get(row.file) ?? ''
}

/** The file of each catalogue's newest day: by the date that the file states, else by its newest entry, then by name. */
function newestCatalogues(stage: Stage, rows: readonly KeptRow[]): ReadonlyMap<string, number> {
  const dates = new Map<number, string>()
  for (const { file, at } of rows) if (at > (dates.get(file) ?? '')) dates.set(file, at)
  const dayOf = (file: number): string => stage.fileDates.get(file) ?? dates.get(file) ?? ''
  const newest = new Map<string, number>()
  for (const { source, key, file } of rows) {
    const catalogue = `${source} ${key}`
    const known = newest.get(catalogue)
    if (known === file) continue
    const order =
      known === undefined
        ? 1
        : compareText(dayOf(file), dayOf(known)) || compareText(stage.files.text(file), stage.files.text(known))
    if (order > 0) newest.set(catalogue, file)
  }
  return newest
}

/** Staged as [id, '', …]: one row for each vulnerability that the id speaks of, with the source filled in. */
function forEachVulnerability(stage: Stage, expand: Expand, cells: Row, source: number): readonly Row[] {
  const [id, , ...rest] = cells
  return expand(stage.ids.find(textOf(id)) ?? 0).map((vulnerability) => [vulnerability, source, ...rest])
}

function replaced(cells: Row, column: number, value: Cell): Row {
  return cells.map((cell, index) => (index === column ? value : cell))
}

function textOf(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : ''
}
