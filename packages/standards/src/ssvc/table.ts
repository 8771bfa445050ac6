/**
 * SSVC decision tables: read one, look up a row, find what is missing.
 *
 * Source: CERTCC/SSVC at e3b00a2 (2026-07-20), data/csv: a row number, one column for each decision point, the outcome last;
 * a heading is "Name vVersion", with the namespace in brackets if it is not ssvc. Kept here as tab-separated text.
 */

import { fail, ok } from '@hygie/versions/result'
import type { Result } from '@hygie/versions/result'

export type DecisionPoint = {
  /** E.g. "Exploitation". */
  readonly name: string
  /** E.g. "1.1.0". */
  readonly version: string
  /** E.g. "ssvc" or "cisa". */
  readonly namespace: string
  /** Lowercase, in the order in which the table first has them. */
  readonly values: readonly string[]
}

export type DecisionTable = {
  /** Headings of the inputs, as written. */
  readonly columns: readonly string[]
  readonly inputs: readonly DecisionPoint[]
  readonly outcome: DecisionPoint
  readonly rows: readonly DecisionRow[]
}

export type DecisionRow = {
  /** As in the file: what a decision cites. */
  readonly number: number
  /** One value for each input, lowercase. */
  readonly cells: readonly string[]
  readonly outcome: string
}

/** The largest of SSVC has 7 inputs, 730 lines and 30 kB. */
const CHARS_MAX = 1_048_576
const COLUMNS_MAX = 18
const ROWS_MAX = 10_000

const HEADING = /^(?<name>.{1,200}) v(?<version>\d{1,9}\.\d{1,9}\.\d{1,9})(?: \((?<namespace>[a-z][a-z0-9._#/-]{0,99})\))?$/

/**
 * Reads a table and refuses one that leaves a combination of values without a row or gives it two: a lookup in what is
 * returned always finds exactly one row. Lines that begin with `#` and empty lines are skipped.
 *
 * Errors  decision-table-malformed, with the line
 * Cost    linear in the text
 */
export function parseDecisionTable(text: string): Result<DecisionTable> {
  if (text.length > CHARS_MAX) return malformed(`at most ${CHARS_MAX} characters`, 1)
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ at: index + 1, cells: line.split('\t') }))
    .filter(({ cells }) => cells.some((cell) => cell !== '') && cells[0]?.startsWith('#') !== true)
  const [head, ...body] = lines
  if (head === undefined || head.cells[0] !== 'row') return malformed('the first column must be "row"', head?.at ?? 1)
  if (head.cells.length < 3 || head.cells.length > COLUMNS_MAX) return malformed(`3 to ${COLUMNS_MAX} columns`, head.at)
  if (body.length === 0 || body.length > ROWS_MAX) return malformed(`1 to ${ROWS_MAX} rows`, head.at)

  const rows: DecisionRow[] = []
  for (const { at, cells } of body) {
    const values = cells.map((cell) => cell.trim().toLowerCase())
    const [number = '', ...others] = values
    if (cells.length !== head.cells.length || others.includes('')) return malformed(`${head.cells.length} values in the row`, at)
    if (!/^\d{1,6}$/.test(number)) return malformed('the row must begin with its number', at)
    rows.push({ number: Number(number), cells: others.slice(0, -1), outcome: others.at(-1) ?? '' })
  }
  const headings = head.cells.slice(1)
  const points = headings.map((heading, index) => decisionPoint(heading, valuesOf(rows, index)))
  const outcome = points.at(-1)
  const inputs = points.slice(0, -1).filter((point) => point !== undefined)
  if (outcome === undefined || inputs.length !== headings.length - 1) return malformed('headings must be "Name v1.2.3"', head.at)
  return completed({ columns: headings.slice(0, -1), inputs, outcome, rows }, head.at)
}

/** The row for the values of all inputs, in the order of the columns; undefined for a value that the table does not know. */
export function findRow(table: DecisionTable, values: readonly string[]): DecisionRow | undefined {
  return rowsByKey(table).get(keyOf(values.map((value) => value.toLowerCase())))
}

const indexes = new WeakMap<DecisionTable, ReadonlyMap<string, DecisionRow>>()

/** Kept as long as the table: a finding asks some twenty times, a fleet has millions. */
function rowsByKey(table: DecisionTable): ReadonlyMap<string, DecisionRow> {
  const known = indexes.get(table)
  if (known !== undefined) return known
  const rows = new Map(table.rows.map((row) => [keyOf(row.cells), row]))
  indexes.set(table, rows)
  return rows
}

/** As `findRow`, with values by the name of the decision point, e.g. `{ Exploitation: 'active', … }`. */
export function findRowByName(table: DecisionTable, values: Readonly<Record<string, string>>): DecisionRow | undefined {
  const ordered = table.inputs.map(({ name }) => (Object.hasOwn(values, name) ? values[name] : undefined))
  return ordered.every((value) => value !== undefined) ? findRow(table, ordered) : undefined
}

/** Every combination of values, in the order of the columns. The last input changes fastest. */
export function combinationsOf(inputs: readonly DecisionPoint[]): readonly (readonly string[])[] {
  let combinations: readonly (readonly string[])[] = [[]]
  for (const { values } of inputs) combinations = combinations.flatMap((start) => values.map((value) => [...start, value]))
  return combinations
}

/** Counts before it builds: the product of the values of hostile columns is not bounded by the rows. */
function completed(table: DecisionTable, at: number): Result<DecisionTable> {
  const count = table.inputs.reduce((product, { values }) => product * values.length, 1)
  const distinct = new Set(table.rows.map((row) => keyOf(row.cells))).size
  if (distinct < table.rows.length) return malformed('no combination may have two rows', at)
  if (count !== distinct) return malformed(`one row for each of ${count} combinations, not ${distinct}`, at)
  return ok(table)
}

function decisionPoint(heading: string, values: readonly string[]): DecisionPoint | undefined {
  const groups = HEADING.exec(heading)?.groups
  if (groups === undefined) return undefined
  const { name = '', version = '', namespace = 'ssvc' } = groups
  return { name, version, namespace, values }
}

/** Of the column after the row number; the outcome is the last. */
function valuesOf(rows: readonly DecisionRow[], column: number): readonly string[] {
  return [...new Set(rows.map((row) => row.cells[column] ?? row.outcome))]
}

/** No cell holds a tab. */
function keyOf(cells: readonly string[]): string {
  return cells.join('\t')
}

function malformed(should: string, line: number): Result<DecisionTable> {
  return fail('decision-table-malformed', `Cannot read the decision table: ${should}`, `line ${line}`)
}
