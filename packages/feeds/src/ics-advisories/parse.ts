/**
 * Reads the table of CISA's industrial and medical advisories that the ICS Advisory Project keeps: which advisory is on which CVE and
 * on whose products. Its texts of versions are a copy of CISA's in one cell for all products and make no claims.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { cveIdsIn } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'

const COLUMNS = [
  'Original_Release_Date',
  'Last_Updated',
  'ICS-CERT_Number',
  'ICS-CERT_Advisory_Title',
  'Vendor',
  'Product',
  'CVE_Number',
] as const
type Column = (typeof COLUMNS)[number]

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let places: ReadonlyMap<Column, number> | undefined
  let newest = ''
  for await (const row of csvRows(file.bytes())) {
    if (row.kind === 'rejection') {
      yield row
      continue
    }
    if (places === undefined) {
      places = placesIn(row.cells)
      if (places === undefined) {
        yield rejection('ics-head', `Cannot read the table: its head must name ${COLUMNS.join(', ')}`, `line ${row.line}`)
        return
      }
      continue
    }
    const known = places
    const record = advisoryOf((column) => (row.cells[known.get(column) ?? -1] ?? '').trim())
    if (record === undefined)
      yield rejection('ics-id', 'Cannot read a row: it must have the number of an advisory', `line ${row.line}`)
    else {
      yield record
      const day = record.revisedAt ?? record.publishedAt ?? ''
      if (day > newest) newest = day
    }
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

function placesIn(head: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const places = new Map(COLUMNS.map((column) => [column, head.indexOf(column)] as const))
  return [...places.values()].includes(-1) ? undefined : places
}

/** The oldest bear other words in front: `ICS-ALERT-10-239-01`, letters of revisions behind, and `ICSA-15-237-02-SUPPLEMENT`. */
const NUMBER = /^ICS(?:M?A|-ALERT|MA-ALERT)-\d\d-\d{2,3}-\d{2}[A-Z]?(?:-SUPPLEMENTA?)?$/

function advisoryOf(cell: (column: Column) => string): AdvisoryRecord | undefined {
  const id = cell('ICS-CERT_Number').toUpperCase()
  if (!NUMBER.test(id)) return undefined
  const [title, vendor, name] = [cell('ICS-CERT_Advisory_Title'), cell('Vendor'), cell('Product')]
  const folder = id.startsWith('ICSMA') ? 'ics-medical-advisories' : 'ics-advisories'
  return defined({
    kind: 'advisory' as const,
    id,
    publisher: 'CISA',
    category: id.includes('ALERT') ? ('alert' as const) : ('advisory' as const),
    title: title === '' ? id : title,
    publishedAt: dayIn(cell('Original_Release_Date')),
    revisedAt: dayIn(cell('Last_Updated')),
    language: 'en',
    vulnerabilities: cveIdsIn(cell('CVE_Number')),
    products: name === '' ? [] : [defined({ vendor: vendor === '' ? undefined : vendor, name, industrial: true })],
    reference: id.includes('ALERT') ? undefined : `https://www.cisa.gov/news-events/${folder}/${id.toLowerCase()}`,
  })
}

/** `8/20/2026` */
function dayIn(text: string): string | undefined {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  return dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
