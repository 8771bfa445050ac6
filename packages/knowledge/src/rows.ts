/** Questions to an open file: statements prepared when first asked, rows as arrays of cells. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Cell } from './text.ts'

export type RowsOf = (sql: string) => (...values: readonly Cell[]) => readonly (readonly Cell[])[]

export function rowsOfDatabase(database: DatabaseSync): RowsOf {
  return (sql) => {
    let statement: StatementSync | undefined
    return (...values) => {
      if (statement === undefined) {
        statement = database.prepare(sql)
        statement.setReturnArrays(true)
      }
      return statement.all(...values) as unknown as readonly (readonly Cell[])[]
    }
  }
}

/** The text cells that are there: absent columns are absent fields, never undefined ones. */
export function optional<Name extends string>(cells: Readonly<Record<Name, Cell | undefined>>): Partial<Record<Name, string>> {
  const present: Partial<Record<Name, string>> = {}
  for (const name of Object.keys(cells) as Name[]) {
    const cell = cells[name]
    if (typeof cell === 'string') present[name] = cell
  }
  return present
}

export function parseList(cell: Cell | undefined): readonly string[] {
  return typeof cell === 'string' ? (JSON.parse(cell) as readonly string[]) : [] // our own writing, under signature
}

export function distinctJson(keys: readonly string[]): string {
  return JSON.stringify([...new Set(keys)])
}
