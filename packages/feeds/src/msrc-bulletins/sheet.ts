/**
 * Rows of the first sheets of a workbook. Source: ECMA-376, Part 1, 18.3 (sheets), 18.4 (shared strings): a ZIP of XML parts.
 * Only texts and bare numbers are read; a formula counts by the value that it had.
 */
import type { Rejection } from '@hygie/core/knowledge/record'
import { readAll, rejection, rejectionOf, type Bytes } from '../reading/bytes.ts'
import { MIB, READING_LIMITS, type ReadingLimits } from '../reading/limits.ts'
import { xmlEvents } from '../reading/xml.ts'
import { randomOf, zipMembers, type Member } from '../reading/zip.ts'

/** By column letter: `B` → `MS17-023`. */
export type SheetRow = { readonly kind: 'row'; readonly cells: ReadonlyMap<string, string>; readonly at: string }

/** The bulletin lists have 3 MB packed and 40 unpacked. */
const WORKBOOK_BYTES_MAX = 64 * MIB
const LIMITS: ReadingLimits = { ...READING_LIMITS, memberBytesMax: 512 * MIB, archiveBytesMax: 1024 * MIB, countMax: 10_000 }
const STRINGS_MAX = 2_000_000
const CELLS_MAX = 100
const CELL_CHARS_MAX = 32_767 // of Excel itself
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** Errors  as of ZIP and XML; sheet-many beyond the bounds */
export async function* sheetRows(bytes: Bytes): AsyncGenerator<SheetRow | Rejection> {
  const whole = await readAll(bytes, WORKBOOK_BYTES_MAX)
  if (!whole.ok) {
    yield rejectionOf(whole.error)
    return
  }
  const strings: string[] = []
  const sheets: Member[] = []
  // Members come by name, and `xl/sharedStrings.xml` before `xl/worksheets/`; sheets wait all the same.
  for await (const member of zipMembers(randomOf(whole.value), LIMITS)) {
    if (member.kind === 'rejection') yield member
    else if (member.name === 'xl/sharedStrings.xml') yield* readStrings(member.bytes(), strings)
    else if (/^xl\/worksheets\/sheet\d{1,3}\.xml$/.test(member.name) && sheets.length < 10) sheets.push(member)
  }
  for (const sheet of sheets) yield* rowsOf(sheet, strings)
}

async function* readStrings(bytes: Bytes, strings: string[]): AsyncGenerator<Rejection> {
  let text = ''
  for await (const event of xmlEvents(bytes)) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') text = `${text}${event.text}`.slice(0, CELL_CHARS_MAX)
    else if (event.name !== 'si' || event.uri !== MAIN) continue
    else if (event.kind === 'open') text = ''
    else if (strings.length < STRINGS_MAX) strings.push(text)
    else {
      yield rejection('sheet-many', `Cannot read on: more than ${STRINGS_MAX} texts`)
      return
    }
  }
}

async function* rowsOf(sheet: Member, strings: readonly string[]): AsyncGenerator<SheetRow | Rejection> {
  let cells = new Map<string, string>()
  let row = ''
  let column = ''
  let isShared = false
  let text = ''
  for await (const event of xmlEvents(sheet.bytes())) {
    if (event.kind === 'rejection') yield rejectionOf(event.error, sheet.name)
    else if (event.kind === 'text') text = `${text}${event.text}`.slice(0, CELL_CHARS_MAX)
    else if (event.uri !== MAIN) continue
    else if (event.name === 'row') {
      if (event.kind === 'open') row = (event.attributes['r'] ?? '').slice(0, 10)
      else if (cells.size > 0) yield { kind: 'row', cells, at: `${sheet.name} row ${row}` }
      cells = new Map()
    } else if (event.kind === 'open' && event.name === 'c') {
      column = /^([A-Z]{1,3})\d/.exec(event.attributes['r'] ?? '')?.[1] ?? ''
      isShared = event.attributes['t'] === 's'
      text = ''
    } else if (event.kind === 'open') text = ''
    else if (event.name === 'v' || event.name === 't') {
      const value = isShared ? strings[Number(text)] : text
      if (value !== undefined && value.trim() !== '' && column !== '' && cells.size < CELLS_MAX) cells.set(column, value.trim())
      text = ''
    }
  }
}
