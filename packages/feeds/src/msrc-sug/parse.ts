/**
 * Reads what the page of the Security Update Guide is made of: OData lists of products with their fixes, vulnerabilities, updates
 * and advisories, and the CSV that its export button gives. What a list is, its folder tells. Source: the lists themselves.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import { defined, isObject, type JsonObject } from '@hygie/standards/json/fields'
import { cveIdsIn } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { azureLinuxClaim, isAzureLinux } from '../microsoft/azure-linux.ts'
import { gradeOf, microsoftId } from '../microsoft/claims.ts'
import { fixRecords, type FixRow } from '../microsoft/fix-rows.ts'
import { guideRecords, plainText } from '../microsoft/guide.ts'
import { laneOf } from '../microsoft/lane.ts'
import { updateNumber, updateNumbers } from '../microsoft/update-names.ts'
import { createUpdateTable, type UpdateTable } from '../microsoft/update-table.ts'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

/** An advisory with its text in HTML has 100 kB. */
const ENTRY_BYTES_MAX = 4 * MIB
/** A page holds 500. */
const ROWS_MAX = 500_000
const ARTICLES_MAX = 100

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  if (/\.csv(?:\.gz)?$/.test(file.path)) {
    yield* exported(file)
    return
  }
  const list = /\/(advisory|deployment|product|vulnerability)\/[^/]*$/.exec(file.path)?.[1]
  const rows: FixRow[] = []
  const updates = createUpdateTable()
  for await (const entry of jsonEntries(file.bytes(), { path: ['value'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const at = entry.path.join('/')
    const { value } = entry
    if (!isObject(value)) yield rejection('msrc-entry', 'Cannot read an entry: must be an object', at)
    else if (list === 'vulnerability') yield* vulnerability(value, at)
    else if (list === 'product') yield* affected(value, rows, at)
    else if (list === 'deployment') yield* deployed(value, updates, at)
    else yield* advisory(value, at)
  }
  yield* fixRecords(rows)
  yield* updates.records()
}

function* vulnerability(entry: JsonObject, at: string): Generator<Item> {
  const id = microsoftId(entry['cveNumber'])
  if (id === undefined) {
    yield rejection('msrc-id', 'Cannot read a vulnerability: it must have an id in cveNumber', at)
    return
  }
  const vector = textOf(entry['vectorString'])
  const score = Number(textOf(entry['baseScore']) ?? Number.NaN)
  yield* guideRecords({
    id,
    title: textOf(entry['cveTitle']),
    description: textOf(entry['unformattedDescription']) ?? textOf(entry['description']),
    publishedAt: instantOf(entry['releaseDate']),
    modifiedAt: instantOf(entry['latestRevisionDate']),
    weaknesses: Array.isArray(entry['cweList']) ? entry['cweList'].slice(0, 100).flatMap((text) => textOf(text) ?? []) : [],
    cna: textOf(entry['issuingCna']),
    threat: threatOf(entry['publiclyDisclosed'], entry['exploited']),
    scores: vector === undefined ? [] : [{ vector, score: score >= 0 && score <= 10 ? score : undefined }],
    grades: [textOf(entry['severity']) ?? ''],
  })
}

/** A product of a cloud that its maker has mended leaves nothing to do. */
function* affected(entry: JsonObject, rows: FixRow[], at: string): Generator<Item> {
  const id = microsoftId(entry['cveNumber'])
  const product = textOf(entry['product'])
  if (id === undefined || product === undefined || product.length > 500 || rows.length > ROWS_MAX) {
    yield rejection('msrc-row', 'Cannot read a product: it must have an id in cveNumber and a name in product', at)
    return
  }
  const articles: readonly unknown[] = Array.isArray(entry['kbArticles']) ? entry['kbArticles'].slice(0, ARTICLES_MAX) : []
  const said = {
    vulnerability: id,
    product,
    grade: gradeOf(textOf(entry['severity'])),
    firstDay: instantOf(entry['initialReleaseDate'])?.slice(0, 10),
    lastDay: instantOf(entry['releaseDate'])?.slice(0, 10),
    at,
  }
  const found: FixRow[] = articles.filter(isObject).map((article) => ({
    ...said,
    fix: textOf(article['articleName']) ?? '',
    supersedes: textOf(article['supercedence']),
    build: textOf(article['fixedBuildNumber']),
    subType: textOf(article['downloadName']),
  }))
  if (found.length === 0 && entry['customerActionRequired'] !== false) found.push(said)
  for (const row of found) {
    const linux = isAzureLinux(product)
    const claim = linux ? azureLinuxClaim(row) : undefined
    if (claim !== undefined) yield claim
    else if (!linux) rows.push(row)
  }
}

/** An update with its day, which the other lists do not have. The guide begins in 2016: older days are slips. */
function* deployed(entry: JsonObject, updates: UpdateTable, at: string): Generator<Item> {
  const product = textOf(entry['product'])
  if (product === undefined || product.length > 500 || !/[a-z0-9]/i.test(product)) {
    yield rejection('msrc-row', 'Cannot read an update: it must have a name in product', at)
    return
  }
  const update = updateNumber(entry['articleName'])
  const day = instantOf(entry['releaseDate'])?.slice(0, 10)
  if (update === undefined) return // `Release Notes`
  const lane = laneOf(textOf(entry['downloadName']) ?? '')
  for (const key of microsoftKeys(product))
    updates.add({
      update,
      product: key,
      supersedes: updateNumbers(entry['supercedence']),
      lane,
      day: day !== undefined && day >= '2016' ? day : undefined,
    })
}

function* advisory(entry: JsonObject, at: string): Generator<Item> {
  const id = microsoftId(entry['advisoryNumber'])
  const title = textOf(entry['title'])
  if (id === undefined || title === undefined) {
    yield rejection('msrc-id', 'Cannot read an advisory: it must have a number and a title', at)
    return
  }
  if (entry['isRemoved'] === true) return
  const body = textOf(entry['body']) ?? ''
  yield defined({
    kind: 'advisory' as const,
    id,
    publisher: 'Microsoft',
    category: 'advisory' as const,
    title,
    summary: plainText(body)?.slice(0, 2000),
    publishedAt: instantOf(entry['publishDate']),
    revisedAt: instantOf(entry['modifiedOn']),
    language: 'en',
    vulnerabilities: cveIdsIn(`${title} ${body}`),
    products: [],
    reference: `https://msrc.microsoft.com/update-guide/vulnerability/${id}`,
  })
}

async function* exported(file: FeedFile): AsyncGenerator<Item> {
  let head: readonly string[] | undefined
  for await (const row of csvRows(file.bytes())) {
    if (row.kind === 'rejection') yield row
    else if (head === undefined) {
      head = row.cells
      if (!head.includes('CVE Number') || !head.includes('Exploited')) {
        yield rejection(
          'msrc-head',
          'Cannot read the export: its first row must name CVE Number and Exploited',
          `line ${row.line}`,
        )
        return
      }
    } else {
      const names = head
      const cell = (name: string): string | undefined => textOf(row.cells[names.indexOf(name)]) // of two "CVE Number" the first
      const id = microsoftId(cell('CVE Number'))
      if (id === undefined) yield rejection('msrc-id', 'Cannot read a row: it must have an id in CVE Number', `line ${row.line}`)
      else
        yield* guideRecords({
          id,
          title: cell('CVE Title'),
          publishedAt: spokenDay(cell('Release date')),
          modifiedAt: spokenDay(cell('Last Updated')),
          weaknesses: [],
          cna: 'not told',
          threat: threatOf(cell('Publicly Disclosed'), cell('Exploited')),
          scores: [],
          grades: [cell('Max Severity') ?? ''],
        })
    }
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Feb 9, 2023` */
function spokenDay(text: string | undefined): string | undefined {
  const [, name = '', day = '', year = ''] = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4})$/.exec(text ?? '') ?? []
  return instantOf(`${year}-${String(MONTHS.indexOf(name) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function threatOf(disclosed: unknown, exploited: unknown): string {
  return `Publicly Disclosed:${textOf(disclosed) ?? ''};Exploited:${textOf(exploited) ?? ''}`
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
}
