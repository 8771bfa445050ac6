/**
 * Reads the table: one row a vulnerability, product, component and update, in blocks of one day. Source: wesng's own
 * `collector` (columns of its head); the hand-kept `Custom` table has the same columns and comment lines.
 *
 * Memory is bounded by the updates of the table and the rows of one day, in which a row often stands twice.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import type { ProductKey } from '@hygie/core/product-key'
import { dayOf } from '../fields/instant.ts'
import { affectedClaim, gradeOf, microsoftId } from '../microsoft/claims.ts'
import { updateNumber, updateNumbers } from '../microsoft/update-names.ts'
import { createUpdateTable, type UpdateTable } from '../microsoft/update-table.ts'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'
import { plainName } from '../reading/files.ts'
import { createRollups } from './rollups.ts'

const HEAD = ['DatePosted', 'CVE', 'BulletinKB', 'AffectedProduct', 'AffectedComponent', 'Severity', 'Supersedes'] as const
type Column = (typeof HEAD)[number]

/** The fullest day met has 40,000 rows. Beyond, repetitions are passed on, and the knowledge file finds them. */
const ROWS_OF_A_DAY_MAX = 200_000
/** Names of products and components that are remembered with their keys: 12,000 pairs are met. */
const NAMES_MAX = 100_000
/** Packages of Microsoft's Linux: without their versions nothing follows. */
const LINUX = /\b(?:CBL[ -]?Mariner|Azure Linux) \d/i
/** Stands where a vulnerability should be, in rows that only say that a service pack replaces updates. */
const SERVICE_PACK = /^SP[A-Z0-9]{3,30}$/

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const updates = createUpdateTable()
  const rollups = createRollups()
  const keysOf = rememberedKeys()
  let at: ReadonlyMap<Column, number> | undefined
  let day = ''
  let seen = new Set<string>()
  for await (const row of csvRows(file.bytes(), { comment: '#' })) {
    if (row.kind === 'rejection') {
      yield row
      continue
    }
    if (at === undefined) {
      at = new Map(HEAD.map((name) => [name, row.cells.indexOf(name)]))
      if ([...at.values()].some((index) => index < 0)) {
        yield rejection('wesng-head', `Cannot read the table: its first row must name ${HEAD.join(', ')}`, `line ${row.line}`)
        return
      }
      continue
    }
    const columns = at
    const cell = (name: Column): string => row.cells[columns.get(name) ?? -1] ?? ''
    if (cell('DatePosted') !== day || seen.size > ROWS_OF_A_DAY_MAX) {
      day = cell('DatePosted')
      seen = new Set()
    }
    for (const item of recordsOf(cell, keysOf, updates, `line ${row.line}`)) {
      if (item.kind === 'rejection') yield item
      else {
        const told = `${item.vulnerability} ${item.product} ${item.fixedIn?.[0]}`
        if (seen.has(told)) continue
        seen.add(told)
        rollups.count(item.fixedIn?.[0]?.slice('KB'.length) ?? '', item.product)
        yield item
      }
    }
  }
  for (const record of updates.records()) yield rollups.marked(record)
  const stated = /_(\d{4})(\d\d)(\d\d)\./.exec(plainName(file.path))
  const of = stated === null ? undefined : dayOf(stated.slice(1, 4).join('-'))
  if (at !== undefined && of !== undefined) yield { kind: 'stated', at: of }
}

function recordsOf(
  cell: (name: Column) => string,
  keysOf: (product: string, component: string) => readonly ProductKey[],
  updates: UpdateTable,
  at: string,
): readonly (Claim | Rejection)[] {
  const product = cell('AffectedProduct')
  if (LINUX.test(product)) return []
  const posted = cell('DatePosted')
  const day = dayOf(`${posted.slice(0, 4)}-${posted.slice(4, 6)}-${posted.slice(6, 8)}`)
  const text = cell('CVE')
  const vulnerability = microsoftId(text)
  if (day === undefined || posted.length !== 8 || product.trim() === '' || product.length > 500)
    return [rejection('wesng-row', 'Cannot read a row: it must have a day such as 20240813 and a product', at)]
  if (vulnerability === undefined && text.trim() !== '' && !SERVICE_PACK.test(text))
    return [rejection('wesng-id', `Cannot use "${text.slice(0, 60)}" as the id of a vulnerability`, at)]
  const update = updateNumber(cell('BulletinKB'))
  // A row without update says only that the product was once concerned; nearly all repeat a row with one.
  if (update === undefined) return []
  const supersedes = updateNumbers(cell('Supersedes'))
  const found: (Claim | Rejection)[] = []
  for (const key of keysOf(product, cell('AffectedComponent'))) {
    if (!updates.add({ update, product: key, supersedes, day }))
      return [rejection('wesng-many', 'Cannot keep a row: there are too many updates', at)]
    if (vulnerability !== undefined)
      found.push(affectedClaim({ vulnerability, product: key, update, grade: gradeOf(cell('Severity')), statedAt: day }))
  }
  return found
}

/** A few thousand names stand in 600,000 rows. */
function rememberedKeys(): (product: string, component: string) => readonly ProductKey[] {
  const remembered = new Map<string, readonly ProductKey[]>()
  return (product, component) => {
    const name = `${product}\n${component}`
    const before = remembered.get(name)
    if (before !== undefined) return before
    const keys = microsoftKeys(product, component)
    if (remembered.size < NAMES_MAX) remembered.set(name, keys)
    return keys
  }
}
