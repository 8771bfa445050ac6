/**
 * Claims put together from rows of numbers: names, statements, ranges and conditions are each read and parsed once, all
 * that a batch needs in one question each. A join would read them again for each claim and takes most of the time
 * (measured: 200 ms of 230 for 66,000 claims).
 */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { SourcedClaim } from '@hygie/core/knowledge/facts'
import type { ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'
import { parseRangeText } from './range-text.ts'
import { optional, parseList, type RowsOf } from './rows.ts'
import type { Cell } from './text.ts'

/** Ranks: product, vulnerability, statement, range, condition. */
export type ClaimRow = readonly [number, number, number, number, number | null]
export type ClaimParts = {
  /** Reads what these claims need and is not yet known. */
  readonly load: (rows: readonly ClaimRow[]) => void
  /** Of a row that was loaded. */
  readonly claimOf: (row: ClaimRow, product: string) => SourcedClaim
}

/** Beyond this many the kept parts are dropped: bounds the memory of a long-lived reader. */
const KEPT_MAX = 500_000
const NAMES_SINGLY_MAX = 5000

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }
type Said = Pick<SourcedClaim, 'source' | 'status'> & Partial<SourcedClaim>
type Spoken = { readonly range: Range; readonly fixedIn?: readonly string[] }
type Condition = Pick<Claim, 'architectures' | 'cpe'>

export function createClaimParts(rowsOf: RowsOf, sourceName: (rank: Cell | undefined) => string): ClaimParts {
  const names = createNames(rowsOf)
  const statements = createParts(rowsOf, 'statement', 'source, status, advisory, grade, note, stated, reference', (row): Said => {
    const [source, status, advisory, grade, note, statedAt, reference] = row
    return {
      source: sourceName(source),
      status: String(status) as ClaimStatus,
      ...optional({ advisory, grade, note, statedAt, reference }),
    }
  })
  const ranges = createParts(rowsOf, 'range', 'scheme, body, fixed', ([scheme, body, fixed]): Spoken => {
    const range = parseRangeText(String(scheme), String(body))
    return typeof fixed === 'string' ? { range, fixedIn: parseList(fixed) } : { range }
  })
  const conditions = createParts(rowsOf, 'condition', 'architectures, criteria, running_on', conditionOf)

  return {
    load: (rows) => {
      names.load(rows, 1)
      statements.load(rows, 2)
      ranges.load(rows, 3)
      conditions.load(rows, 4)
    },
    claimOf: ([, vulnerability, statement, range, condition], product) =>
      assembled(
        product,
        names.get(vulnerability),
        statements.get(statement),
        ranges.get(range),
        condition === null ? undefined : conditions.get(condition),
      ),
  }
}

/** Plain assignments: spreading three kept objects takes four times as long. */
function assembled(
  product: string,
  vulnerability: string,
  said: Said,
  spoken: Spoken,
  condition: Condition | undefined,
): SourcedClaim {
  const claim: Writable<SourcedClaim> = {
    kind: 'claim',
    vulnerability,
    product: product as ProductKey,
    range: spoken.range,
    status: said.status,
    source: said.source,
  }
  if (spoken.fixedIn !== undefined) claim.fixedIn = spoken.fixedIn
  if (said.advisory !== undefined) claim.advisory = said.advisory
  if (said.grade !== undefined) claim.grade = said.grade
  if (said.note !== undefined) claim.note = said.note
  if (said.statedAt !== undefined) claim.statedAt = said.statedAt
  if (said.reference !== undefined) claim.reference = said.reference
  if (condition?.architectures !== undefined) claim.architectures = condition.architectures
  if (condition?.cpe !== undefined) claim.cpe = condition.cpe
  return claim
}

function conditionOf([architectures, criteria, runningOn]: readonly Cell[]): Condition {
  const condition: Writable<Condition> = {}
  if (typeof architectures === 'string') condition.architectures = parseList(architectures)
  if (typeof criteria === 'string')
    condition.cpe =
      typeof runningOn === 'string'
        ? { criteria, runningOn: JSON.parse(runningOn) as readonly (readonly string[])[] }
        : { criteria }
  return condition
}

type Parts<Value> = {
  readonly load: (rows: readonly ClaimRow[], column: 1 | 2 | 3 | 4) => void
  readonly get: (rank: number) => Value
}

function createParts<Value>(
  rowsOf: RowsOf,
  table: string,
  columns: string,
  valueOf: (row: readonly Cell[]) => Value,
): Parts<Value> {
  const kept = new Map<number, Value>()
  const some = rowsOf(`select id, ${columns} from "${table}" where id in (select value from json_each(?))`)
  return {
    load: (rows, column) => {
      if (kept.size > KEPT_MAX) kept.clear()
      const missing = missingRanks(rows, column, (rank) => kept.has(rank))
      if (missing.size > 0) for (const [id, ...row] of some(JSON.stringify([...missing]))) kept.set(Number(id), valueOf(row))
    },
    get: (rank) => {
      const value = kept.get(rank)
      if (value === undefined) throw new Error(`Defect: ${table} ${rank} was not loaded`)
      return value
    },
  }
}

/** Few names are looked up, for many the whole list is read at once, as one text. */
function createNames(rowsOf: RowsOf): Parts<string> {
  const known: string[] = []
  let isWhole = false
  const some = rowsOf('select id, name from vulnerability where id in (select value from json_each(?))')
  const all = rowsOf('select json_group_array(name order by id) from vulnerability')
  return {
    load: (rows, column) => {
      const missing = isWhole ? new Set<number>() : missingRanks(rows, column, (rank) => known[rank] !== undefined)
      if (missing.size > NAMES_SINGLY_MAX) {
        parseList(all()[0]?.[0]).forEach((name, index) => {
          known[index + 1] = name
        })
        isWhole = true
      } else if (missing.size > 0) for (const [id, name] of some(JSON.stringify([...missing]))) known[Number(id)] = String(name)
    },
    get: (rank) => known[rank] ?? '',
  }
}

function missingRanks(rows: readonly ClaimRow[], column: 1 | 2 | 3 | 4, isKnown: (rank: number) => boolean): ReadonlySet<number> {
  const missing = new Set<number>()
  for (const row of rows) {
    const rank = row[column]
    if (rank !== null && !isKnown(rank)) missing.add(rank)
  }
  return missing
}
