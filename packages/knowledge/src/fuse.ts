/**
 * From staged records to the rows of the tables: groups of aliases, what is outdated or withdrawn left out, ids ranked.
 * Fusion is a view: every source's rows stay; only exact doubles, older copies of one record and withdrawn claims go.
 */
import { claimsOf, ratingsOf } from './fuse/claims.ts'
import { advisoriesOf, epssOf, exploitationRows, keptIds, plainRows, ssvcRows, techniqueRows } from './fuse/kept.ts'
import { liveClaims } from './fuse/live-claims.ts'
import { recordHeads, recordOrder, viewOf, vulnerabilitiesOf } from './fuse/vulnerabilities.ts'
import { limits } from './limits.ts'
import { sortedRows } from './int-rows.ts'
import { SEPARATOR } from './record-cells.ts'
import { claimColumns, type Stage } from './stage.ts'
import type { TableName } from './tables.ts'
import { compareRows, sortRowsUnique, sortTexts, type Cell } from './text.ts'

export type Row = readonly Cell[]
/** Rows of every table, sorted by all columns; each table is asked for once, in the order of `tables`. */
export type TableRows = Readonly<Record<TableName, () => Iterable<Row>>>

/** `licences` by feed. The stage's database stays open until the rows were taken. */
export function fuse(stage: Stage, licences: ReadonlyMap<string, string>): TableRows {
  stage.flush()
  const view = viewOf(stage)
  const live = liveClaims(stage, view)
  const sources = sortTexts([...stage.sources.keys()])
  const ranks = new Map(sources.map((name, index) => [name, index + 1]))
  const sourceRank = (name: string): number => ranks.get(name) ?? 0

  const vulnerabilities = vulnerabilitiesOf(stage, view, spokenIds(stage, live))
  const { expand } = vulnerabilities
  const records = recordHeads(stage, vulnerabilities, sourceRank)
  const claims = claimsOf(stage, live, expand)
  const ratings = ratingsOf(stage, view, expand, sourceRank)
  const epss = epssOf(stage, expand, sourceRank)
  const advisories = advisoriesOf(stage, expand, sourceRank)

  return {
    source: () => sources.map((name) => [name]),
    feed: () => feedRows(stage, sources, licences),
    rejection: () => sources.flatMap((name) => rejectionRows(stage, name, sourceRank(name))),
    vulnerability: () => vulnerabilities.names.map((name) => [name]),
    withdrawal: () => sortRowsUnique([...records.withdrawn].map(([vulnerability, word]) => [vulnerability, ...word])),
    alias: () => vulnerabilities.aliases,
    record: () => recordRows(stage, sourceRank),
    told: () => sortedRows(records.told),
    product: () => claims.products.texts.map((key) => [key]),
    range: () => claims.ranges.texts.map(joinedRow),
    statement: () => claims.statements.texts.map((text) => statementRow(text, sourceRank)),
    condition: () => claims.conditions.texts.map(joinedRow),
    claim: () => sortedRows(claims.rows, 4),
    rating: () => ratings.ratings,
    score: () => sortedRows(ratings.scores),
    exploitation: () => exploitationRows(stage, view, expand, sourceRank),
    epss_day: () => epss.days,
    epss: () => epss.rows,
    ssvc: () => ssvcRows(stage, expand, sourceRank),
    technique: () => techniqueRows(stage, expand, sourceRank),
    weakness: () => plainRows(stage, 'weakness', 1, sourceRank),
    advisory: () => advisories.rows,
    covers: () => sortedRows(advisories.covers),
    lifecycle: () => plainRows(stage, 'lifecycle', 3, sourceRank),
    name: () => plainRows(stage, 'name', 3, sourceRank),
    repository: () => plainRows(stage, 'repository', 1, sourceRank),
    supersedence: () => plainRows(stage, 'update', 2, sourceRank),
    device: () => plainRows(stage, 'device', 2, sourceRank),
  }
}

/** Ids that something is said of, and that therefore lead to a vulnerability. */
function spokenIds(stage: Stage, live: Uint8Array): Uint8Array {
  const spoken = new Uint8Array(stage.ids.count() + 1)
  const { claims, scores } = stage
  for (let row = 0; row < claims.count(); row++) if (live[row] === 1) spoken[claims.get(row, claimColumns.vulnerability)] = 1
  for (let row = 0; row < scores.count(); row++) spoken[scores.get(row, 1)] = 1
  for (const { id } of stage.epss.values()) spoken[id] = 1
  for (const id of keptIds(stage)) spoken[id] = 1
  const names = stage.database.prepare('select distinct name from record')
  names.setReturnArrays(true)
  for (const [name] of names.iterate() as unknown as Iterable<readonly [string]>) spoken[stage.ids.find(name) ?? 0] = 1
  return spoken
}

function feedRows(stage: Stage, sources: readonly string[], licences: ReadonlyMap<string, string>): readonly Row[] {
  const files = new Map<string, number>()
  for (const [file, source] of stage.sourceOfFile.entries()) {
    const name = stage.sourceNames.text(source)
    if (stage.files.text(file) === `${name}${SEPARATOR}`) continue // said of the feed, not of a file
    files.set(name, (files.get(name) ?? 0) + 1)
  }
  return sources.map((name, index) => {
    const counts = stage.sources.get(name)
    const { stated = null, records = 0, rejected = 0, failure = null } = counts ?? {}
    return [
      index + 1,
      licences.get(name) ?? null,
      stated,
      records,
      rejected,
      Math.max(counts?.files ?? 0, files.get(name) ?? 0),
      failure,
    ]
  })
}

function rejectionRows(stage: Stage, name: string, rank: number): readonly Row[] {
  const rejections = [...(stage.sources.get(name)?.rejections ?? [])].toSorted(compareRows).slice(0, limits.rejectionsKeptMax)
  return sortRowsUnique(rejections.map((row) => [rank, ...row]))
}

function* recordRows({ database }: Stage, sourceRank: (name: string) => number): Generator<Row> {
  const statement = database.prepare(`select name, source, body from record ${recordOrder}`)
  statement.setReturnArrays(true)
  let last: readonly [string, string] = ['', '']
  for (const [name, source, body] of statement.iterate() as unknown as Iterable<readonly [string, string, string]>) {
    if (last[0] === name && last[1] === source) continue
    last = [name, source]
    const [, , ...rest] = JSON.parse(body) as Row
    yield [name, sourceRank(source), ...rest]
  }
}

function joinedRow(text: string): Row {
  return text.split(SEPARATOR).map((part) => (part === '' ? null : part))
}

function statementRow(text: string, sourceRank: (name: string) => number): Row {
  const [source, ...rest] = joinedRow(text)
  return [sourceRank(typeof source === 'string' ? source : ''), ...rest]
}
