/** A text that is shown over several rows belongs to each of them: only its first cell holds it. */
import { mergedCellsMax } from './limits.ts'
import type { MergedCells, SheetRow } from './sheet.ts'

/** Fills down, and to the right; rows without any cell stay away. Cost: linear in the cells filled, which are bounded. */
export function withMergedCells(rows: readonly SheetRow[], merges: readonly MergedCells[]): readonly SheetRow[] {
  if (merges.length === 0) return rows
  const byNumber = new Map(rows.map((row, place) => [row.number, { row, place }]))
  const filled = [...rows]
  let budget = mergedCellsMax
  for (const {
    rows: [top, bottom],
    columns: [left, right],
  } of merges) {
    const text = byNumber.get(top)?.row.cells.get(left)
    if (text === undefined) continue
    for (let number = top; number <= bottom && budget > 0; number += 1) {
      budget -= 1
      const known = byNumber.get(number)
      if (known === undefined) continue
      const { cells, ...rest } = filled[known.place] ?? known.row
      const more = new Map(cells)
      for (let column = left; column <= right && budget > 0; column += 1, budget -= 1)
        if (!more.has(column)) more.set(column, text)
      filled[known.place] = { ...rest, cells: more }
    }
  }
  return filled
}
