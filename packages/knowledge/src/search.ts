/** Finds vulnerabilities, products and advisories by a piece of an id or by words. */
import type { DatabaseSync } from 'node:sqlite'
import { limits } from './limits.ts'
import { DOCUMENT_SPAN, documentKinds, type DocumentKind } from './search-index.ts'

export type SearchHit = {
  readonly kind: DocumentKind
  /** Id of the vulnerability or advisory, or product key. */
  readonly id: string
  readonly title?: string
  /** The alias or advisory id that matched, when it is not `id`. */
  readonly matched?: string
}

const WORDS_MAX = 16
const TEXT_CHARS_MAX = 500

/** Never fails on odd text: what holds no word finds nothing. */
export function createSearch(database: DatabaseSync): (text: string, limit?: number) => readonly SearchHit[] {
  return (text, limit = 50) => {
    const wanted = Math.max(0, Math.min(limit, limits.searchResultsMax))
    const asked = text.slice(0, TEXT_CHARS_MAX).trim()
    if (asked === '' || wanted === 0) return []
    const hits: SearchHit[] = []
    const seen = new Set<string>()
    for (const hit of [...byIdentifier(database, asked, wanted), ...byWords(database, asked, wanted)]) {
      const key = `${hit.kind} ${hit.id}`
      if (!seen.has(key)) hits.push(hit)
      seen.add(key)
    }
    return hits.slice(0, wanted)
  }
}

function byIdentifier(database: DatabaseSync, text: string, limit: number): readonly SearchHit[] {
  if (/\s/u.test(text)) return []
  const found = database.prepare(
    `select v.name as id, i.name as matched, ${titleOf('v.id')} as title from identifier i join vulnerability v on v.id = i.vulnerability
     where i.name >= ? and i.name < ? order by i.name, i.kind, i.vulnerability limit ?`,
  )
  const hits: SearchHit[] = []
  for (const start of new Set([text, text.toUpperCase()]))
    for (const row of found.all(start, `${start}\u{10FFFF}`, limit)) {
      const { id, matched, title } = row as { id: string; matched: string; title: string | null }
      hits.push({ kind: 'vulnerability', id, ...(title === null ? {} : { title }), ...(matched === id ? {} : { matched }) })
    }
  return hits
}

function byWords(database: DatabaseSync, text: string, limit: number): readonly SearchHit[] {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? []
  if (words.length === 0) return []
  const query = words.map((word) => `"${word}"*`).join(' AND ')
  const documents = database.prepare(
    'select rowid as document from words where words match ? and rowid between ? and ? order by rowid desc limit ?',
  )
  const details = {
    vulnerability: database.prepare(`select name as id, ${titleOf('id')} as title from vulnerability where id = ?`),
    product: database.prepare('select key as id, null as title from product where id = ?'),
    advisory: database.prepare('select name as id, title from advisory where id = ?'),
    name: database.prepare('select key as id, title from name where id = ?'),
  } satisfies Record<DocumentKind, unknown>
  const share = Math.max(1, Math.ceil(limit / documentKinds.length))
  return documentKinds.flatMap((kind, number) =>
    documents
      .all(query, number * DOCUMENT_SPAN, (number + 1) * DOCUMENT_SPAN - 1, kind === 'vulnerability' ? limit : share)
      .map((row): SearchHit => {
        const { document } = row as { document: number }
        const { id, title } = details[kind].get(document - number * DOCUMENT_SPAN) as { id: string; title: string | null }
        return { kind, id, ...(title === null ? {} : { title }) }
      }),
  )
}

function titleOf(vulnerability: string): string {
  return `(select r.title from told t join record r on r.id = t.record where t.vulnerability = ${vulnerability} and r.title is not null order by t.record limit 1)`
}
