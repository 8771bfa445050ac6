/**
 * Rows of the first sheets of a workbook, by column letter. The archive is read here, its XML by `standards/spreadsheetml`; numbers are
 * kept as they are written (no styles are read: the lists hold days as bare numbers).
 */
import type { Rejection } from '@hygie/core/knowledge/record'
import { sharedStringsReader } from '@hygie/standards/spreadsheetml/shared-strings'
import { sheetReader, type SheetRow as Row } from '@hygie/standards/spreadsheetml/sheet'
import type { XmlReader } from '@hygie/standards/xml/reader'
import type { Failure } from '@hygie/versions/result'
import { failureOf, readAll, rejectionOf, type Bytes } from '../reading/bytes.ts'
import { MIB, READING_LIMITS, type ReadingLimits } from '../reading/limits.ts'
import { randomOf, zipMembers, type Member } from '../reading/zip.ts'

/** By column letter: `B` → `MS17-023`. */
export type SheetRow = { readonly kind: 'row'; readonly cells: ReadonlyMap<string, string>; readonly at: string }

/** The bulletin lists have 3 MB packed and 40 unpacked. */
const WORKBOOK_BYTES_MAX = 64 * MIB
const LIMITS: ReadingLimits = { ...READING_LIMITS, memberBytesMax: 512 * MIB, archiveBytesMax: 1024 * MIB, countMax: 10_000 }
const SHEETS_MAX = 10

/** Errors  as of ZIP and XML */
export async function* sheetRows(bytes: Bytes): AsyncGenerator<SheetRow | Rejection> {
  const whole = await readAll(bytes, WORKBOOK_BYTES_MAX)
  if (!whole.ok) {
    yield rejectionOf(whole.error)
    return
  }
  const shared = sharedStringsReader()
  const sheets: Member[] = []
  // Members come by name, and `xl/sharedStrings.xml` before `xl/worksheets/`; sheets wait all the same.
  for await (const member of zipMembers(randomOf(whole.value), LIMITS)) {
    if (member.kind === 'rejection') yield member
    else if (member.name === 'xl/sharedStrings.xml') {
      for await (const failure of fed(shared, member)) if (failure !== undefined) yield rejectionOf(failure, member.name)
    } else if (/^xl\/worksheets\/sheet\d{1,3}\.xml$/.test(member.name) && sheets.length < SHEETS_MAX) sheets.push(member)
  }
  for (const sheet of sheets) yield* rowsOf(sheet, shared.strings)
}

async function* rowsOf(sheet: Member, strings: readonly string[]): AsyncGenerator<SheetRow | Rejection> {
  const rows: Row[] = []
  const reader = sheetReader({ strings, dates: new Map(), from1904: false }, (row) => void rows.push(row))
  for await (const failure of fed(reader, sheet)) {
    for (const { number, cells } of rows.splice(0)) {
      const lettered = new Map([...cells].map(([column, value]) => [letters(column), value]))
      yield { kind: 'row', cells: lettered, at: `${sheet.name} row ${number}` }
    }
    if (failure !== undefined) yield rejectionOf(failure, sheet.name)
  }
}

/** After each piece and at the end; the fault, once there is one. */
async function* fed(reader: XmlReader, member: Member): AsyncGenerator<Failure | undefined> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of member.bytes()) {
      const failure = reader.write(decoder.decode(chunk, { stream: true }))
      yield failure
      if (failure !== undefined) return
    }
  } catch (thrown) {
    yield failureOf(thrown)
    return
  }
  yield reader.write(decoder.decode()) ?? reader.end()
}

/** 0 → `A`, 27 → `AB`. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`
}
