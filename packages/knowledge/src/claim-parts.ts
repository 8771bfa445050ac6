/** Claims put together from numbers: names, statements, ranges and conditions are each read and parsed once. */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { SourcedClaim } from '@hygie/core/knowledge/facts'
import type { ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'
import { parseRangeText } from './range-text.ts'
import { optional, parseList, type RowsOf } from './rows.ts'
import type { Cell } from './text.ts'

/** Parsed ranges and statements kept in memory: advisories repeat them over many CVE and packages. */
const CACHED_MAX = 200_000
const NAMES_SINGLY_MAX = 5000

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/**
 * Names of vulnerabilities by rank: few are looked up, for many the whole list is read once. A join would look up each
 * name for each claim and takes most of the time (measured: 200 ms of 230 for 66,000 claims).
 */
export function createNames(rowsOf: RowsOf): (rows: readonly (readonly Cell[])[], column: number) => (rank: number) => string {
  const known: string[] = []
  let isWhole = false
  const some = rowsOf('select id, name from vulnerability where id in (select value from json_each(?))')
  const all = rowsOf('select id, name from vulnerability')
  return (rows, column) => {
    const missing = new Set<number>()
    if (!isWhole) for (const row of rows) if (known[Number(row[column])] === undefined) missing.add(Number(row[column]))
    isWhole ||= missing.size > NAMES_SINGLY_MAX
    if (missing.size > 0)
      for (const [id, name] of missing.size > NAMES_SINGLY_MAX ? all() : some(JSON.stringify([...missing])))
        known[Number(id)] = String(name)
    return (rank) => known[rank] ?? ''
  }
}

export type ClaimParts = (key: Cell, vulnerability: string, statement: Cell, range: Cell, condition: Cell) => SourcedClaim

/** Builds claims from numbers, each statement, range and condition read and parsed once. */
export function createClaimParts(rowsOf: RowsOf, sourceName: (rank: Cell | undefined) => string): ClaimParts {
  type Said = Pick<SourcedClaim, 'source' | 'status'> & Partial<SourcedClaim>
  const statements = cached((id): Said => {
    const [row = []] = statementRow(id)
    const [source, status, advisory, grade, note, statedAt, reference] = row
    return {
      source: sourceName(source),
      status: String(status) as ClaimStatus,
      ...optional({ advisory, grade, note, statedAt, reference }),
    }
  })
  const ranges = cached((id): { readonly range: Range; readonly fixedIn?: readonly string[] } => {
    const [row = []] = rangeRow(id)
    const [scheme, body, fixed] = row
    const range = parseRangeText(String(scheme), String(body))
    return typeof fixed === 'string' ? { range, fixedIn: parseList(fixed) } : { range }
  })
  const conditions = cached((id): Pick<Claim, 'architectures' | 'cpe'> => {
    const [row = []] = conditionRow(id)
    const [architectures, criteria, runningOn] = row
    const condition: Writable<Pick<Claim, 'architectures' | 'cpe'>> = {}
    if (typeof architectures === 'string') condition.architectures = parseList(architectures)
    if (typeof criteria === 'string')
      condition.cpe =
        typeof runningOn === 'string'
          ? { criteria, runningOn: JSON.parse(runningOn) as readonly (readonly string[])[] }
          : { criteria }
    return condition
  })
  const statementRow = rowsOf('select source, status, advisory, grade, note, stated, reference from statement where id = ?')
  const rangeRow = rowsOf('select scheme, body, fixed from range where id = ?')
  const conditionRow = rowsOf('select architectures, criteria, running_on from condition where id = ?')
  return (key, vulnerability, statement, range, condition) => ({
    kind: 'claim',
    vulnerability,
    product: String(key) as ProductKey,
    ...ranges(Number(range)),
    ...statements(Number(statement)),
    ...(condition === null ? {} : conditions(Number(condition))),
  })
}

function cached<Value>(read: (id: number) => Value): (id: number) => Value {
  const values = new Map<number, Value>()
  return (id) => {
    const known = values.get(id)
    if (known !== undefined) return known
    if (values.size >= CACHED_MAX) values.clear()
    const value = read(id)
    values.set(id, value)
    return value
  }
}
