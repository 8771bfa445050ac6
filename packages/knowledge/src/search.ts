/** Finds vulnerabilities, products and advisories by a piece of an id or by words. */
import type { DatabaseSync } from 'node:sqlite'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
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
/** Beginnings of words shorter than this match too much to be of use, and are not indexed. */
const UNFINISHED_CHARS_MIN = 2

/** Never fails on odd text: what holds no word finds nothing. */
export function createSearch(
  database: DatabaseSync,
  facts: KnowledgeReader['facts'],
): (text: string, limit?: number) => readonly SearchHit[] {
  return (text, limit = 50) => {
    const wanted = Math.max(0, Math.min(limit, limits.searchResultsMax))
    const asked = text.slice(0, TEXT_CHARS_MAX).trim()
    if (asked === '' || wanted === 0) return []
    const hits: SearchHit[] = []
    const seen = new Set<string>()
    const take = (found: readonly SearchHit[]): void => {
      for (const hit of found) {
        const key = `${hit.kind} ${hit.id}`
        if (!seen.has(key)) hits.push(hit)
        seen.add(key)
      }
    }
    take(byIdentifier(database, asked, wanted))
    if (hits.length < wanted) take(byWords(database, asked, wanted))
    return titled(hits.slice(0, wanted), facts)
  }
}

function titled(hits: readonly SearchHit[], facts: KnowledgeReader['facts']): readonly SearchHit[] {
  const found = facts(hits.flatMap(({ kind, id }) => (kind === 'vulnerability' ? [id] : [])))
  return hits.map((hit) => {
    const title = hit.kind === 'vulnerability' ? found.get(hit.id)?.title : undefined
    return title === undefined ? hit : { ...hit, title }
  })
}

function byIdentifier(database: DatabaseSync, text: string, limit: number): readonly SearchHit[] {
  if (/\s/u.test(text)) return []
  const found = database.prepare(
    `select v.name as id, i.name as matched from identifier i join vulnerability v on v.id = i.vulnerability
     where i.name >= ? and i.name < ? order by i.name, i.vulnerability limit ?`,
  )
  return [...new Set([text, text.toUpperCase()])].flatMap((start) =>
    found.all(start, `${start}\u{10FFFF}`, limit).map((row): SearchHit => {
      const { id, matched } = row as { id: string; matched: string }
      return { kind: 'vulnerability', id, ...(matched === id ? {} : { matched }) }
    }),
  )
}

function byWords(database: DatabaseSync, text: string, limit: number): readonly SearchHit[] {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, WORDS_MAX) ?? []
  const last = words.at(-1)
  if (last === undefined) return []
  const ending = last.length >= UNFINISHED_CHARS_MIN ? `"${last}"*` : `"${last}"`
  const query = [...words.slice(0, -1).map((word) => `"${word}"`), ending].join(' AND ')
  const documents = database.prepare(
    'select rowid as document from words where words match ? and rowid between ? and ? order by rowid desc limit ?',
  )
  const details = {
    vulnerability: database.prepare('select name as id, null as title from vulnerability where id = ?'),
    product: database.prepare('select key as id, null as title from product where id = ?'),
    advisory: database.prepare('select name as id, title from advisory where id = ?'),
    name: database.prepare('select key as id, title from name where id = ?'),
  } satisfies Record<DocumentKind, unknown>
  const share = Math.max(1, Math.ceil(limit / documentKinds.length))
  const spans = documentKinds.flatMap((kind, number): readonly Span[] => {
    const start = number * DOCUMENT_SPAN
    const whole = { kind, start, first: start, last: start + DOCUMENT_SPAN - 1, limit: share }
    if (kind !== 'vulnerability') return [whole]
    const { first, last: end } = cveRanks(database)
    return [
      { ...whole, first, last: end, limit },
      { ...whole, last: first - 1 },
      { ...whole, first: end + 1 },
    ]
  })
  return spans.flatMap(({ kind, start, first, last: end, limit: most }) =>
    documents.all(query, first, end, most).map((row): SearchHit => {
      const { document } = row as { document: number }
      const { id, title } = details[kind].get(document - start) as { id: string; title: string | null }
      return { kind, id, ...(title === null ? {} : { title }) }
    }),
  )
}

type Span = {
  readonly kind: DocumentKind
  readonly start: number
  readonly first: number
  readonly last: number
  readonly limit: number
}

/** CVE stand together in the order of names, and are shown before ids of one ecosystem. */
function cveRanks(database: DatabaseSync): { readonly first: number; readonly last: number } {
  const rank = (order: string): number => {
    const row = database
      .prepare(
        `select vulnerability as rank from identifier where name >= 'CVE-' and name < 'CVE.' and kind = 0 order by name ${order} limit 1`,
      )
      .get() as { rank: number } | undefined
    return row?.rank ?? 0
  }
  return { first: rank('asc'), last: rank('desc') }
}
