/**
 * The words of the file: titles, product names, advisories. Ids are found by `identifier`, not here.
 *
 * One document is one row of a table; its number tells which (`documentKinds`). Texts are not kept a second time
 * (contentless), places of words neither (detail=none): a search is "all these words, the last may be unfinished".
 */
import type { DatabaseSync } from 'node:sqlite'
import { precedenceOf, titleSources } from './precedence.ts'

/** Document number = kind × 2^32 + row id, so that one kind is one span. */
export const DOCUMENT_SPAN = 0x1_0000_0000
export const documentKinds = ['vulnerability', 'product', 'advisory', 'name'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** Of vulnerabilities without a title, the beginning of the description is searched. */
const DESCRIPTION_CHARS = 200

export function indexSearch(database: DatabaseSync): void {
  database.exec(`create virtual table words using fts5(text, content='', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 2", prefix='2 3')`)
  const insert = database.prepare('insert into words (rowid, text) values (?, ?)')
  for (const [id, text] of vulnerabilityTexts(database)) insert.run(id, text)
  for (const [id, text] of texts(database, 'select id, key from product order by id')) insert.run(DOCUMENT_SPAN + id, text)
  for (const [id, text] of texts(
    database,
    `select id, publisher || ' ' || title || ' ' || coalesce((select group_concat(coalesce(json_extract(value, '$.vendor'), '') || ' ' ||
       coalesce(json_extract(value, '$.name'), ''), ' ') from json_each(products)), '') from advisory order by id`,
  ))
    insert.run(2 * DOCUMENT_SPAN + id, text)
  for (const [id, text] of texts(database, "select id, key || ' ' || title from name order by id"))
    insert.run(3 * DOCUMENT_SPAN + id, text)
  database.exec("insert into words (words) values ('optimize')")
}

type Title = { readonly source: number; readonly text: string }

function* vulnerabilityTexts(database: DatabaseSync): Generator<readonly [number, string]> {
  const places = sourcePlaces(database)
  const statement = database.prepare(
    `select t.vulnerability, r.source, coalesce(r.title, substr(r.description, 1, ${DESCRIPTION_CHARS})), r.title is null
     from told t join record r on r.id = t.record where r.title is not null or r.description is not null order by t.vulnerability, t.record`,
  )
  statement.setReturnArrays(true)
  let current = 0
  let best: Title | undefined
  const placeOf = (source: number, isDescription: number): number => (places.get(source) ?? 0) + isDescription * 1000
  for (const [vulnerability, source, text, isDescription] of statement.iterate() as unknown as Iterable<
    readonly [number, number, string, number]
  >) {
    if (vulnerability !== current && best !== undefined) {
      yield [current, best.text]
      best = undefined
    }
    current = vulnerability
    const place = placeOf(source, isDescription)
    if (best === undefined || place < best.source) best = { source: place, text }
  }
  if (best !== undefined) yield [current, best.text]
}

function sourcePlaces(database: DatabaseSync): ReadonlyMap<number, number> {
  const rows = database.prepare('select id, name from source').all() as unknown as readonly {
    readonly id: number
    readonly name: string
  }[]
  return new Map(rows.map(({ id, name }) => [id, precedenceOf(titleSources, name)]))
}

function* texts(database: DatabaseSync, sql: string): Generator<readonly [number, string]> {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  for (const [id, text] of statement.iterate() as unknown as Iterable<readonly [number, string | null]>)
    if (text !== null) yield [id, text]
}
