/**
 * Texts and cells as SQLite will store and order them, so that what is sorted here is sorted there.
 * SQLite replaces lone surrogates and some readers stop at NUL: both would make two different texts one.
 */
export type Cell = string | number | null

/** Well-formed text without NUL, cut at `charsMax` with an ellipsis; empty and absent texts are null. */
export function textCell(text: string | undefined, charsMax: number): string | null {
  if (text === undefined || text === '') return null
  const cut = text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text
  const formed = cut.isWellFormed() ? cut : cut.toWellFormed()
  return formed.includes('\0') ? formed.replaceAll('\0', '\uFFFD') : formed
}

/** Order of SQLite's BINARY collation (UTF-8 bytes), which is not the order of UTF-16 units above U+D800. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return pointOrder(a) - pointOrder(b)
  }
  return left.length - right.length
}

/** Null, then numbers, then text: SQLite's order of storage classes. */
export function compareCells(left: Cell, right: Cell): number {
  if (left === right) return 0
  if (left === null) return -1
  if (right === null) return 1
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1
  return typeof right === 'number' ? 1 : compareText(left, right)
}

export function compareRows(left: readonly Cell[], right: readonly Cell[]): number {
  for (let index = 0; index < left.length; index++) {
    const order = compareCells(left[index] ?? null, right[index] ?? null)
    if (order !== 0) return order
  }
  return 0
}

const SURROGATE = /[\uD800-\uDFFF]/

/** Sorts in place in the order of `compareText`; by the engine's own faster order where both agree. */
export function sortTexts(texts: string[]): string[] {
  // eslint-disable-next-line unicorn/no-array-sort -- the copy of a million texts is what this avoids
  return texts.some((text) => SURROGATE.test(text)) ? texts.sort(compareText) : texts.sort()
}

/** Sorts in place and drops equal neighbours. */
export function sortRowsUnique(rows: (readonly Cell[])[]): readonly (readonly Cell[])[] {
  rows.sort(compareRows)
  return rows.filter((row, index) => index === 0 || compareRows(row, rows[index - 1] ?? []) !== 0)
}

// Surrogates (U+10000 and above) move behind U+E000–U+FFFF.
function pointOrder(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
