/**
 * Rows of one sheet, in pieces of XML as they come. Source: ECMA-376, Part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.53 (is),
 * 18.3.1.40 (f: a formula counts by the value that it had), 18.3.1.55 (mergeCell).
 */
import { xmlReader, type XmlReader, type XmlStart } from '../xml/reader.ts'
import { cellCharsMax, columnsMax, mergesMax, rowsMax, sheetXmlLimits } from './limits.ts'
import { isoOfSerial, type DateStyles } from './styles.ts'

/** Cells that show something, by column from 0; the texts are trimmed. */
export type SheetRow = {
  /** As Excel counts, from 1. */
  readonly number: number
  readonly cells: ReadonlyMap<number, string>
  readonly hidden: boolean
}
/** Cells that are shown as one: rows from 1, columns from 0, both ends in it. */
export type MergedCells = { readonly rows: readonly [number, number]; readonly columns: readonly [number, number] }
export type SheetOptions = {
  readonly strings: readonly string[]
  readonly dates: DateStyles
  readonly from1904: boolean
}

/** `merges` is filled at the end: they stand behind the rows. `cut` says that rows or columns beyond the bounds were left out. */
export function sheetReader(
  { strings, dates, from1904 }: SheetOptions,
  onRow: (row: SheetRow) => void,
): XmlReader & { readonly merges: readonly MergedCells[]; readonly cut: () => boolean } {
  const merges: MergedCells[] = []
  const open: string[] = []
  let cells = new Map<number, string>()
  let [row, hidden, column, rows] = [0, false, -1, 0]
  let cell: XmlStart['attributes'] = new Map()
  let text = ''
  let isCut = false
  const reader = xmlReader(
    {
      open({ local, attributes }) {
        open.push(local)
        if (local === 'row') {
          row = wholeOf(attributes.get('r')) ?? row + 1
          hidden = /^(?:1|true)$/.test(attributes.get('hidden') ?? '')
          column = -1
          cells = new Map()
        } else if (local === 'c') {
          cell = attributes
          column = columnOf(attributes.get('r') ?? '') ?? column + 1
          text = ''
        } else if (local === 'mergeCell' && merges.length < mergesMax) {
          const merged = mergedOf(attributes.get('ref') ?? '')
          if (merged !== undefined) merges.push(merged)
        }
      },
      text(piece) {
        const holder = open.at(-1)
        if ((holder === 'v' || (holder === 't' && !open.includes('rPh'))) && text.length < cellCharsMax) text += piece
      },
      close() {
        const closed = open.pop()
        if (closed === 'c') {
          const value = shown(text.slice(0, cellCharsMax), cell)
          if (value === '') return
          if (column < columnsMax) cells.set(column, value)
          else isCut = true
        } else if (closed === 'row' && cells.size > 0) {
          rows += 1
          if (rows <= rowsMax) onRow({ number: row, cells, hidden })
          else isCut = true
        }
      },
    },
    sheetXmlLimits,
  )
  const shown = (value: string, attributes: XmlStart['attributes']): string => {
    const type = attributes.get('t') ?? 'n'
    if (type === 's') return strings[wholeOf(value) ?? -1]?.trim() ?? ''
    if (type === 'b') return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : ''
    if (type === 'e') return '' // `#REF!`: the cell shows that nothing is known
    if (type !== 'n') return value.trim()
    const date = dates.get(attributes.get('s') ?? '')
    const iso = date === undefined || value === '' ? undefined : isoOfSerial(Number(value), date, from1904)
    return iso ?? asTyped(value.trim())
  }
  return { ...reader, merges, cut: () => isCut }
}

/**
 * A number is kept with 17 digits: 4.1 stands there as `4.0999999999999996`, and Excel shows 15. Whole numbers stay as they are
 * written, whatever their length.
 */
function asTyped(value: string): string {
  if (!/[.eE]/.test(value)) return value
  const number = Number(Number(value).toPrecision(15))
  return Number.isFinite(number) ? plainNumber(number) : value
}

function plainNumber(number: number): string {
  const text = String(number)
  return text.includes('e+') ? BigInt(number).toString() : text
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined
}

/** `B7` → 1. */
function columnOf(reference: string): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/.exec(reference)?.[1]
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function mergedOf(reference: string): MergedCells | undefined {
  const [, first, last] = /^([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})$/.exec(reference) ?? []
  const [left, right] = [columnOf(first ?? ''), columnOf(last ?? '')]
  const [top, bottom] = [first, last].map((end) => wholeOf(end?.replace(/^[A-Z]+/, '')))
  if (left === undefined || right === undefined || top === undefined || bottom === undefined) return undefined
  return { rows: [top, bottom], columns: [left, right] }
}
