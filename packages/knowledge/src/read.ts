/** Answers the core's questions from an open knowledge file: batches in, ordered answers out. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { FeedState, KnowledgeInfo, KnowledgeReader, SourcedClaim, SourcedLifecycle } from '@hygie/core/knowledge/facts'
import type { LifecyclePhase } from '@hygie/core/knowledge/record'
import type { ProductKey } from '@hygie/core/product-key'
import type { Range } from '@hygie/versions/range'
import { createFacts } from './facts.ts'
import { parseRangeText } from './range-text.ts'
import { SCHEMA } from './tables.ts'
import type { Cell } from './text.ts'

/** Parsed ranges and statements kept in memory: advisories repeat them over many CVE and packages. */
const CACHED_MAX = 200_000

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

export function createReader(database: DatabaseSync, hash: string): KnowledgeReader {
  const rowsOf = (sql: string): ((...values: readonly Cell[]) => readonly (readonly Cell[])[]) => {
    let statement: StatementSync | undefined
    return (...values) => {
      if (statement === undefined) {
        statement = database.prepare(sql)
        statement.setReturnArrays(true)
      }
      return statement.all(...values) as unknown as readonly (readonly Cell[])[]
    }
  }
  const sources = rowsOf('select name from source order by id')().map(([name]) => String(name))
  const sourceName = (rank: Cell | undefined): string => sources[Number(rank) - 1] ?? ''

  const claimParts = createClaimParts(rowsOf, sourceName)
  const claimRows = rowsOf(`select p.key, v.name, c.statement, c.range, c.condition
    from (select value as key from json_each(?)) k join product p on p.key = k.key join place l on l.product = p.id
    join claim c on c.id between l.first and l.first + l.claims - 1 join vulnerability v on v.id = c.vulnerability`)
  const resolveRows = rowsOf(
    'select v.name from identifier i join vulnerability v on v.id = i.vulnerability where i.name = ? order by i.kind, i.vulnerability',
  )
  const lifecycleColumns = `l.product, l.cycle, l.package, l.source, l.title, l.codename, l.released, l.phases, l.latest, l.identifiers,
    l.reference, l.note from lifecycle l`
  const lifecycleRows = rowsOf(`select ${lifecycleColumns} where l.product in (select value from json_each(?)) order by l.id`)
  const identifierRows = rowsOf(`select ${lifecycleColumns} where l.id in
    (select lifecycle from lifecycle_identifier where identifier in (select value from json_each(?))) order by l.id`)
  const lineageRows = rowsOf('select source from lineage where name = ? order by source')
  const repositoryRows = rowsOf('select name, cpes from repository where name in (select value from json_each(?)) order by id')
  const infoOf = (): KnowledgeInfo => readInfo(rowsOf, hash)

  return {
    info: infoOf,
    claims: (keys) => {
      const found = new Map<string, SourcedClaim[]>()
      let last: SourcedClaim[] = []
      let lastKey: Cell = null
      for (const [key = null, vulnerability = null, statement = null, range = null, condition = null] of claimRows(
        distinctJson(keys),
      )) {
        if (key !== lastKey) {
          last = []
          lastKey = key
          found.set(String(key), last)
        }
        last.push(claimParts(key, vulnerability, statement, range, condition))
      }
      return found
    },
    facts: createFacts(rowsOf, sourceName),
    lifecycles: (products) => lifecycleRows(distinctJson(products)).map((row) => lifecycleOf(row, sourceName)),
    lifecyclesByIdentifier: (identifiers) => identifierRows(distinctJson(identifiers)).map((row) => lifecycleOf(row, sourceName)),
    sourcesOf: (name) => lineageRows(name).map(([source]) => sourceName(source)),
    repositories: (names) => {
      const found = new Map<string, readonly string[]>()
      for (const [name, cpes] of repositoryRows(distinctJson(names))) {
        const known = found.get(String(name)) ?? []
        found.set(String(name), [...new Set([...known, ...parseList(cpes)])])
      }
      return found
    },
    resolve: (id) => resolveRows(id).map(([name]) => String(name)),
  }
}

export type RowsOf = (sql: string) => (...values: readonly Cell[]) => readonly (readonly Cell[])[]

type ClaimParts = (key: Cell, vulnerability: Cell, statement: Cell, range: Cell, condition: Cell) => SourcedClaim

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
    vulnerability: String(vulnerability),
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

function lifecycleOf(row: readonly Cell[], sourceName: (rank: Cell | undefined) => string): SourcedLifecycle {
  const [product, cycle, packageName, source, title, codename, releasedAt, phases, latest, identifiers, reference, note] = row
  return {
    kind: 'lifecycle',
    product: String(product),
    cycle: String(cycle),
    ...optional({ package: packageName, title, codename, releasedAt }),
    phases: typeof phases === 'string' ? (JSON.parse(phases) as readonly LifecyclePhase[]) : [],
    ...optional({ latest, reference, note }),
    ...(identifiers === null ? {} : { identifiers: parseList(identifiers) }),
    source: sourceName(source),
  }
}

function readInfo(rowsOf: RowsOf, hash: string): KnowledgeInfo {
  const meta = new Map(rowsOf('select key, value from meta')().map(([key, value]) => [String(key), value]))
  const feeds = rowsOf('select name, stated, licence, records, rejected, files, failure from source order by id')().map(
    ([name, stated, licence, records, rejected, files, failure]): FeedState => ({
      name: String(name),
      ...optional({ stated, failure }),
      licence: typeof licence === 'string' ? licence : '',
      records: Number(records),
      rejected: Number(rejected),
      files: Number(files),
    }),
  )
  return {
    hash,
    schema: SCHEMA,
    engine: String(meta.get('engine') ?? ''),
    ...optional({ builtFrom: meta.get('built_from') }),
    feeds,
    counts: JSON.parse(String(meta.get('counts') ?? '{}')) as Readonly<Record<string, number>>,
  }
}
