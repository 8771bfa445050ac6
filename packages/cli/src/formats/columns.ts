/** Columns for a terminal: widths by what a terminal shows, colours only where they are wanted. */
import { stripVTControlCharacters, styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/**
 * Control characters of outside text would move the cursor or forge lines, marks of writing direction would show it in another
 * order than it is (Unicode TR 36, 3.2): they are shown as `·`.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g, '·')
}

export function painter(colour: boolean): (style: Style, text: string) => string {
  return colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_style, text) => text
}

/** Left-aligned cells with two spaces between; the last column is cut to what the width leaves. */
export function columns(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, column) => Math.max(0, ...rows.map((row) => lengthOf(row[column] ?? ''))))
  return rows.map((row) =>
    cut(row.map((cell, column) => (column === count - 1 ? cell : pad(cell, widths[column] ?? 0))).join('  '), width).trimEnd(),
  )
}

function pad(text: string, length: number): string {
  return text + ' '.repeat(Math.max(0, length - lengthOf(text)))
}

export function cut(text: string, length: number): string {
  const characters = Array.from(text)
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join('')}…`
}

/** In characters, not code units: a rare letter beyond the basic plane counts once. */
function lengthOf(text: string): number {
  return Array.from(text).length
}
