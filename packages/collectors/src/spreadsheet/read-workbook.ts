/** The rows of an XLSX file's visible sheets. The archive is held in memory, nothing is written; formulas count by the value they had. */
import { sharedStringsReader } from '@hygie/standards/spreadsheetml/shared-strings'
import { sheetReader, type SheetRow } from '@hygie/standards/spreadsheetml/sheet'
import { parseDateStyles } from '@hygie/standards/spreadsheetml/styles'
import { parseWorkbook, relationsPath, stringsPath, stylesPath, workbookPath } from '@hygie/standards/spreadsheetml/workbook'
import { withMergedCells } from '@hygie/standards/spreadsheetml/merged'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'

export type Sheet = { readonly name: string; readonly rows: readonly (readonly string[])[]; readonly firstRow: number }

/** A list of 100,000 devices unpacks to some 100 MiB; a bomb does not get further. */
const UNPACKED_BYTES_MAX = 512 * 1_048_576
const ENTRIES_MAX = 2_000

export function looksLikeWorkbook(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04
}

/** Errors  workbook-zip (no archive, broken, too large), those of its XML */
export async function readWorkbook(bytes: Uint8Array): Promise<Result<readonly Sheet[]>> {
  const parts = await partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (!parts.ok) return parts
  const text = (path: string): string => parts.value.get(path) ?? ''
  const workbook = parseWorkbook(text(workbookPath), text(relationsPath))
  if (!workbook.ok) return workbook
  const shared = sharedStringsReader()
  const strings = text(stringsPath)
  const fault = strings === '' ? undefined : (shared.write(strings) ?? shared.end())
  if (fault !== undefined) return { ok: false, error: fault }
  const styles = text(stylesPath)
  const dates = styles === '' ? ok(new Map()) : parseDateStyles(styles)
  if (!dates.ok) return dates
  const sheets: Sheet[] = []
  for (const { name, path, hidden } of workbook.value.sheets) {
    if (hidden) continue
    const rows: SheetRow[] = []
    const options = { strings: shared.strings, dates: dates.value, from1904: workbook.value.from1904 }
    const reader = sheetReader(options, (row) => void (row.hidden || rows.push(row)))
    const broken: Failure | undefined = reader.write(text(path)) ?? reader.end()
    if (broken !== undefined) return { ok: false, error: { ...broken, at: `${path}, ${broken.at ?? ''}` } }
    sheets.push({ name, firstRow: rows[0]?.number ?? 1, rows: withMergedCells(rows, reader.merges).map(cellsOf) })
  }
  return ok(sheets)
}

function cellsOf({ cells }: SheetRow): readonly string[] {
  const width = Math.max(-1, ...cells.keys()) + 1
  return Array.from({ length: width }, (_, column) => cells.get(column) ?? '')
}

async function partsOf(bytes: Buffer): Promise<Result<ReadonlyMap<string, string>>> {
  const parts = new Map<string, string>()
  let left = UNPACKED_BYTES_MAX
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
    let count = 0
    for await (const entry of zip.eachEntry()) {
      count += 1
      if (count > ENTRIES_MAX) return fail('workbook-zip', `Cannot read a workbook of more than ${ENTRIES_MAX} parts`)
      if (!/^xl\/(?:workbook|sharedStrings|styles|worksheets\/[\w.-]+|_rels\/workbook\.xml)\.(?:xml|rels)$/.test(entry.fileName))
        continue
      left -= entry.uncompressedSize
      if (left < 0) return fail('workbook-zip', `Cannot read a workbook that unpacks to more than ${UNPACKED_BYTES_MAX} bytes`)
      parts.set(entry.fileName, (await contents(zip, entry)).toString('utf8'))
    }
  } catch (cause) {
    return fail('workbook-zip', `Cannot read the workbook: ${cause instanceof Error ? cause.message.slice(0, 200) : 'broken'}`)
  }
  return parts.has(workbookPath) ? ok(parts) : fail('workbook-zip', 'Cannot read the file: it is no XLSX workbook')
}

async function contents(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
