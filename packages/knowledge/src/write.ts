/** Writes a knowledge file's pages: the tables from sorted rows, then what is derived from them. Same rows, same bytes. */
import { DatabaseSync } from 'node:sqlite'
import { lineageOf, type ProductKey } from '@hygie/core/product-key'
import type { Row, TableRows } from './fuse.ts'
import { intRows, sortedRows } from './int-rows.ts'
import { indexSearch } from './search-index.ts'
import { APPLICATION_ID, createStatement, derivedStatements, PAGE_BYTES, SCHEMA, tables, type Table } from './tables.ts'

export type WrittenCounts = Readonly<Record<string, number>>

/**
 * `path` must not exist. Not signed yet: `seal` does that.
 *
 * Cost  about 300,000 rows a second, memory bounded by SQLite's cache and one number per statement and product
 */
export function writePages(path: string, rows: TableRows, engine: string): WrittenCounts {
  const database = new DatabaseSync(path)
  try {
    database.exec(`pragma page_size = ${PAGE_BYTES}; pragma journal_mode = off; pragma synchronous = off`)
    // Freed bytes are zeroed: otherwise a page's slack would hold whatever memory held before.
    database.exec('pragma secure_delete = on; pragma auto_vacuum = none; pragma temp_store = file; pragma cache_size = -65536')
    database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMA}; pragma locking_mode = exclusive`)
    database.exec('begin')
    const counts: Record<string, number> = {}
    const places = placeCollector()
    for (const table of tables) {
      database.exec(createStatement(table))
      counts[table.name] = insertRows(database, table, places.watch(table, rows[table.name]()))
    }
    derive(database, places, { ...counts }, engine)
    database.exec('commit')
    return counts
  } finally {
    database.close()
  }
}

function insertRows(database: DatabaseSync, table: Table, rows: Iterable<Row>): number {
  const width = table.columns.length
  const marks = Array.from({ length: table.ranked ? width + 1 : width }, () => '?').join(', ')
  const insert = database.prepare(`insert into "${table.name}" values (${marks})`)
  let count = 0
  for (const row of rows) {
    count += 1
    if (row.length !== width) throw new Error(`Defect: ${table.name} has ${width} columns, the row ${row.length}`)
    if (table.ranked) insert.run(count, ...row)
    else insert.run(...row)
  }
  return count
}

type Places = {
  readonly watch: (table: Table, rows: Iterable<Row>) => Iterable<Row>
  readonly places: () => Iterable<Row>
  readonly lineages: () => Iterable<Row>
  /** Distinct (statement, vulnerability) of claims that name an advisory. */
  readonly advised: () => Iterable<Row>
}

/** Looks over the rows on their way: where each product's claims begin, and which sources speak of which lineage. */
function placeCollector(): Places {
  const lineageOfProduct: string[] = ['']
  const sourceOfStatement: number[] = [0]
  const isAdvised: boolean[] = [false]
  const advised = intRows(2)
  const places: [number, number, number][] = []
  const lineages = new Map<string, Set<number>>()
  function* watch(table: Table, rows: Iterable<Row>): Generator<Row> {
    let rank = 0
    for (const row of rows) {
      rank += 1
      if (table.name === 'product') lineageOfProduct.push(lineageName(String(row[0])))
      else if (table.name === 'statement') {
        sourceOfStatement.push(Number(row[0]))
        isAdvised.push(row[2] !== null)
      } else if (table.name === 'claim') {
        const statement = Number(row[2])
        note(rank, Number(row[0]), statement)
        if (isAdvised[statement] === true) advised.add(statement, Number(row[1]))
      }
      yield row
    }
  }
  function note(rank: number, product: number, statement: number): void {
    const last = places.at(-1)
    if (last === undefined || last[0] !== product) places.push([product, rank, 1])
    else last[2] += 1
    const name = lineageOfProduct[product] ?? ''
    const source = sourceOfStatement[statement] ?? 0
    const known = lineages.get(name)
    if (known === undefined) lineages.set(name, new Set([source]))
    else known.add(source)
  }
  return {
    watch: (table, rows) => (['product', 'statement', 'claim'].includes(table.name) ? watch(table, rows) : rows),
    places: () => places,
    advised: () => sortedRows(advised),
    *lineages() {
      for (const name of [...lineages.keys()].toSorted())
        for (const source of [...(lineages.get(name) ?? [])].toSorted((a, b) => a - b)) yield [name, source]
    },
  }
}

/** `debian:12` for packages of a distribution, else the key's type: `pypi`, `cpe`. */
function lineageName(key: string): string {
  return lineageOf(key as ProductKey) ?? key.slice(0, Math.max(key.indexOf(':'), 0))
}

function derive(database: DatabaseSync, places: Places, counts: Readonly<Record<string, number>>, engine: string): void {
  for (const statement of derivedStatements) database.exec(statement)
  const place = database.prepare('insert into place values (?, ?, ?)')
  for (const row of places.places()) place.run(...row)
  const lineage = database.prepare('insert into lineage values (?, ?)')
  for (const row of places.lineages()) lineage.run(...row)

  database.exec('create temp table advised (statement integer, vulnerability integer)')
  const advised = database.prepare('insert into advised values (?, ?)')
  for (const row of places.advised()) advised.run(...row)
  // The same id may be preferred here and an advisory there: the strongest kind of each pair stays.
  database.exec(`insert into identifier select name, vulnerability, min(kind) from (
      select name, id as vulnerability, 0 as kind from vulnerability
      union all select name, vulnerability, 1 + several from alias
      union all select a.name, c.vulnerability, 2 from covers c join advisory a on a.id = c.advisory
      union all select s.advisory, c.vulnerability, 2 from advised c join statement s on s.id = c.statement
    ) group by name, vulnerability order by name, vulnerability`)
  database.exec(`insert into lifecycle_identifier
    select distinct value, lifecycle.id from lifecycle, json_each(lifecycle.identifiers) where identifiers is not null order by 1, 2`)
  database.exec('create unique index product_by_key on product (key)')
  database.exec('create index claim_by_vulnerability on claim (vulnerability)')
  database.exec('create index exploitation_by_vulnerability on exploitation (vulnerability)')
  database.exec('create index ssvc_by_vulnerability on ssvc (vulnerability)')
  database.exec('create index technique_by_vulnerability on technique (vulnerability)')
  database.exec('create index weakness_by_name on weakness (name)')
  database.exec('create index lifecycle_by_product on lifecycle (product)')
  database.exec('create index repository_by_name on repository (name)')
  database.exec('create index advisory_by_name on advisory (name)')
  indexSearch(database)

  const meta = database.prepare('insert into meta values (?, ?)')
  const built = database.prepare('select max(stated) as newest from feed').get()?.['newest']
  meta.run('built_from', typeof built === 'string' ? built : null)
  meta.run('counts', JSON.stringify(counts))
  meta.run('engine', engine)
  meta.run('format', 'hygie.knowledge/1')
}
