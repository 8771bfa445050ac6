/**
 * Reads Microsoft's two lists of bulletins, which end where the Security Update Guide begins: one row a product and component.
 * Source: the lists themselves. The bulletin's own article is no update; the component's is.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import { cveIdsIn } from '../fields/cve-id.ts'
import { affectedClaim, gradeOf } from '../microsoft/claims.ts'
import { updateNumber, updateNumbers } from '../microsoft/update-names.ts'
import { createUpdateTable } from '../microsoft/update-table.ts'
import { rejection } from '../reading/bytes.ts'
import { sheetRows } from './sheet.ts'

const HEAD = [
  'date posted',
  'bulletin id',
  'bulletin kb',
  'affected product',
  'component kb',
  'affected component',
  'supersedes',
  'cves',
] as const
type Column = (typeof HEAD)[number]

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const updates = createUpdateTable()
  let columns: ReadonlyMap<string, string> | undefined
  for await (const row of sheetRows(file.bytes())) {
    if (row.kind === 'rejection') {
      yield row
      continue
    }
    if (columns === undefined) {
      columns = columnsOf(row.cells)
      const missing = HEAD.find((name) => columns?.has(name) !== true)
      if (missing === undefined) continue
      yield rejection('bulletin-head', `Cannot read the list: its first row must name "${missing}"`, row.at)
      return
    }
    const at = columns
    const cell = (name: Column | 'severity'): string => row.cells.get(at.get(name) ?? '') ?? ''
    const product = cell('affected product')
    const day = dayOfSerial(cell('date posted'))
    if (product === '' || product.length > 500 || !/[a-z0-9]/i.test(product) || day === undefined) {
      yield rejection('bulletin-row', 'Cannot read a row: it must have a day and a product', row.at)
      continue
    }
    const update = updateNumber(cell('component kb')) ?? updateNumber(cell('bulletin kb'))
    if (update === undefined) continue // a bulletin without update has a workaround or a service pack
    const advisory = /^MS\d\d-\d{3}$/.exec(cell('bulletin id'))?.[0]
    const grade = gradeOf(cell('severity'))
    for (const key of microsoftKeys(product, cell('affected component'))) {
      updates.add({ update, product: key, supersedes: updateNumbers(cell('supersedes')), day })
      for (const vulnerability of cveIdsIn(cell('cves').slice(0, 10_000)))
        yield affectedClaim({ vulnerability, product: key, update, advisory, grade, statedAt: day })
    }
  }
  yield* updates.records()
}

/** Heads hold line breaks, and `Severity` stands twice: the bulletin's, then the product's, which counts. */
function columnsOf(cells: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(Array.from(cells, ([column, text]) => [text.toLowerCase().replaceAll(/\s+/g, ' '), column] as const))
}

const DAY_MS = 86_400_000
/** Serial 25,569 is 1970-01-01 (ECMA-376, 18.17.4.1, base 1900). */
const SERIAL_1970 = 25_569

/** `42808` → `2017-03-14`; only days on which there were bulletins. */
function dayOfSerial(text: string): string | undefined {
  if (!/^\d{5}$/.test(text)) return undefined
  const day = new Date((Number(text) - SERIAL_1970) * DAY_MS).toISOString().slice(0, 10)
  return day >= '1998' && day < '2030' ? day : undefined
}
