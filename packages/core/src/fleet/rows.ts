/** Lists of numbers under numbers, in two flat arrays: 20 million installations take 80 MB, and a list is a view of them. */

export type Rows = {
  /** Where each row begins; one more than there are rows. */
  readonly starts: Readonly<Uint32Array>
  readonly items: Readonly<Uint32Array>
}

/** A view, no copy. Outside the rows: empty. */
export function rowOf({ starts, items }: Rows, row: number): Readonly<Uint32Array> {
  return items.subarray(starts[row] ?? 0, starts[row + 1] ?? starts[row] ?? 0)
}

function rowCount({ starts }: Rows): number {
  return Math.max(starts.length - 1, 0)
}

export function rowsOfLists(lists: readonly (readonly number[] | Readonly<Uint32Array>)[]): Rows {
  const starts = new Uint32Array(lists.length + 1)
  lists.forEach((list, index) => (starts[index + 1] = (starts[index] ?? 0) + list.length))
  const items = new Uint32Array(starts[lists.length] ?? 0)
  lists.forEach((list, index) => items.set(list, starts[index] ?? 0))
  return { starts, items }
}

/** Which rows hold an item, ascending; `count` items there are. Cost: two passes over the items. */
export function inverted(rows: Rows, count: number): Rows {
  const { items, starts: from } = rows
  const starts = new Uint32Array(count + 1)
  for (let index = 0; index < items.length; index += 1)
    starts[(items[index] ?? 0) + 1] = (starts[(items[index] ?? 0) + 1] ?? 0) + 1
  for (let item = 0; item < count; item += 1) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0)
  const next = starts.slice()
  const found = new Uint32Array(items.length)
  for (let row = 0; row < rowCount(rows); row += 1) {
    const end = from[row + 1] ?? 0
    for (let index = from[row] ?? 0; index < end; index += 1) {
      const item = items[index] ?? 0
      const place = next[item] ?? 0
      found[place] = row
      next[item] = place + 1
    }
  }
  return { starts, items: found }
}

/** Rows that come one after the other, of a number nobody knows beforehand. */
export class RowsWriter {
  readonly #lengths: number[] = []
  readonly #full: Uint32Array[] = []
  #block = new Uint32Array(BLOCK)
  #used = 0

  add(row: ArrayLike<number>): void {
    this.#lengths.push(row.length)
    for (let index = 0; index < row.length; index += 1) {
      if (this.#used === BLOCK) {
        this.#full.push(this.#block)
        this.#block = new Uint32Array(BLOCK)
        this.#used = 0
      }
      this.#block[this.#used] = row[index] ?? 0
      this.#used += 1
    }
  }

  rows(): Rows {
    const starts = new Uint32Array(this.#lengths.length + 1)
    this.#lengths.forEach((length, index) => (starts[index + 1] = (starts[index] ?? 0) + length))
    const items = new Uint32Array(starts[this.#lengths.length] ?? 0)
    this.#full.forEach((block, index) => items.set(block, index * BLOCK))
    items.set(this.#block.subarray(0, this.#used), this.#full.length * BLOCK)
    return { starts, items }
  }
}
const BLOCK = 1 << 20
