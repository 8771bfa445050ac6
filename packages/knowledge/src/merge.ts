/**
 * Two knowledge files side by side, table by table. Rows of the older file are first put into the numbers of the newer
 * one: ids are ranks of sorted content, so the translation keeps the order and one pass over both tells them apart.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Row } from './fuse.ts'
import { tables, type Table, type TableName } from './tables.ts'
import { compareRows, type Cell } from './text.ts'

/** Rank in the older file → rank in the newer, 0 where the row is gone. */
export type RankMap = readonly number[]
export type RankMaps = ReadonlyMap<TableName, RankMap>

export type Step =
  /** The next row of the older file is in both. */
  | { readonly kind: 'keep'; readonly row: Row }
  /** The next row of the older file is gone; it has no `row` where what it refers to is gone. */
  | { readonly kind: 'delete'; readonly row: Row | undefined }
  | { readonly kind: 'insert'; readonly row: Row }

const referred: ReadonlySet<TableName> = new Set(tables.flatMap(({ columns }) => columns.flatMap(({ refers }) => refers ?? [])))

function isReferred(table: Table): boolean {
  return referred.has(table.name)
}

/** Rows of a table in their order, without the rank. */
export function readTable(database: DatabaseSync, table: Table): Iterable<Row> {
  const columns = table.columns.map(({ name }) => `"${name}"`)
  const order = table.ranked ? ['id'] : columns.slice(0, table.keyColumns)
  const statement = database.prepare(`select ${columns.join(', ')} from "${table.name}" order by ${order.join(', ')}`)
  statement.setReturnArrays(true)
  return statement.iterate() as unknown as Iterable<Row>
}

/** Rows of the older file in the newer one's numbers; undefined where something they refer to is gone. */
export function* translated(rows: Iterable<Row>, table: Table, maps: RankMaps): Generator<Row | undefined> {
  const translate = translator(table, maps)
  for (const row of rows) yield translate(row)
}

export function translator(table: Table, maps: RankMaps): (row: Row) => Row | undefined {
  const references = table.columns.flatMap(({ refers }, index) =>
    refers === undefined ? [] : [{ index, map: maps.get(refers) ?? [] }],
  )
  return (row) => {
    if (references.length === 0) return row
    const cells: Cell[] = [...row]
    for (const { index, map } of references) {
      const old = cells[index]
      if (typeof old !== 'number') continue
      const rank = map[old] ?? 0
      if (rank === 0) return undefined
      cells[index] = rank
    }
    return cells
  }
}

/** One pass over both. */
export function* mergeTable(older: Iterable<Row | undefined>, newer: Iterable<Row>): Generator<Step> {
  const left = older[Symbol.iterator]()
  const right = newer[Symbol.iterator]()
  let a = left.next()
  let b = right.next()
  for (;;) {
    if (a.done === true) {
      if (b.done === true) return
      yield { kind: 'insert', row: b.value }
      b = right.next()
      continue
    }
    const order = a.value === undefined ? -1 : b.done === true ? -1 : compareRows(a.value, b.value)
    if (order < 0) {
      yield { kind: 'delete', row: a.value }
      a = left.next()
    } else if (order > 0 && b.done !== true) {
      yield { kind: 'insert', row: b.value }
      b = right.next()
    } else if (a.value !== undefined) {
      yield { kind: 'keep', row: a.value }
      a = left.next()
      b = right.next()
    }
  }
}

/** Where each row of a ranked table went; `steps` pass through. */
export function* mapRanks(steps: Iterable<Step>, map: number[]): Generator<Step> {
  let older = 0
  let newer = 0
  map[0] = 0
  for (const step of steps) {
    if (step.kind !== 'insert') older += 1
    if (step.kind !== 'delete') newer += 1
    if (step.kind !== 'insert') map[older] = step.kind === 'keep' ? newer : 0
    yield step
  }
}

/** The maps of all tables that others refer to. */
export function rankMaps(older: DatabaseSync, newer: DatabaseSync): RankMaps {
  const maps = new Map<TableName, number[]>()
  for (const table of tables) {
    if (!isReferred(table)) continue
    const map: number[] = []
    maps.set(table.name, map)
    const steps = mergeTable(translated(readTable(older, table), table, maps), readTable(newer, table))
    for (const _ of mapRanks(steps, map));
  }
  return maps
}
