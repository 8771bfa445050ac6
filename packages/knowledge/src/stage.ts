/**
 * Takes records in any order and keeps them small until all are there: claims and links as rows of numbers over interned
 * texts, everything with long texts in a temporary database on disk.
 *
 * Invariant: nothing here depends on the order of arrival but the numbers, and they never leave the build.
 */
import { DatabaseSync } from 'node:sqlite'
import type { FeedState } from '@hygie/core/knowledge/facts'
import type { AdvisoryRecord, EpssRecord, KnowledgeRecord, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import type { Claim } from '@hygie/core/knowledge/claim'
import { fail, ok, unreachable, type Failure, type Result } from '@hygie/versions/result'
import { intRows, type IntRows } from './int-rows.ts'
import { interner, type Interner } from './interner.ts'
import { limits } from './limits.ts'
import { rangeText } from './range-text.ts'
import {
  SEPARATOR,
  advisoryCells,
  conditionText,
  deviceCells,
  exploitationCells,
  finite,
  lifecycleCells,
  nameCells,
  ratingCells,
  recordCells,
  repositoryCells,
  ssvcCells,
  statementText,
  techniqueCells,
  updateCells,
  weaknessCells,
} from './record-cells.ts'
import type { SourcedRecord } from './sourced-record.ts'
import { compareRows, textCell, type Cell } from './text.ts'

/** Columns of the staged claims and links. */
export const claimColumns = { file: 0, vulnerability: 1, product: 2, statement: 3, range: 4, condition: 5 } as const
export const linkColumns = { file: 0, id: 1, alias: 2 } as const

/** Tables of the temporary database: cells as they will stand in the file, but with names instead of numbers. */
export type Kept =
  | 'exploitation'
  | 'ssvc'
  | 'technique'
  | 'weakness'
  | 'advisory'
  | 'lifecycle'
  | 'name'
  | 'repository'
  | 'update'
  | 'device'

export type SourceCounts = {
  readonly name: string
  readonly records: number
  readonly rejected: number
  /** Files that the feed's reader counted; files without records are not seen here. */
  readonly files: number
  readonly stated: string | undefined
  readonly failure: string | undefined
  readonly rejections: readonly (readonly Cell[])[]
}

/** The newest copy of a record in one source, and the files that hold older ones. Keys are `pairKey`s. */
export type Heads = {
  /** Source and id → date of the newest copy. */
  readonly newest: ReadonlyMap<number, string>
  /** File and id → date of that file's copy. */
  readonly copies: ReadonlyMap<number, string>
  /** Source and id → date of the newest withdrawn copy. */
  readonly withdrawn: ReadonlyMap<number, string>
}

export type EpssScore = {
  readonly id: number
  readonly model: string
  readonly day: string
  readonly score: number
  readonly percentile: number | null
  readonly source: string
}

export type Stage = {
  readonly add: (input: SourcedRecord) => void
  /** Where the feed's own reader counted, its counts stand: it also saw files without records. */
  readonly applyState: (state: FeedState) => void
  readonly sources: ReadonlyMap<string, SourceCounts>
  readonly sourceNames: Interner
  readonly files: Interner
  /** File → source, by number. */
  readonly sourceOfFile: readonly number[]
  /** File → newest date that it states. */
  readonly fileDates: ReadonlyMap<number, string>
  readonly ids: Interner
  readonly products: Interner
  readonly ranges: Interner
  readonly statements: Interner
  /** Statement → id of its advisory, 0 for none. */
  readonly advisoryOf: readonly number[]
  readonly conditions: Interner
  readonly ratings: Interner
  readonly claims: IntRows
  readonly links: IntRows
  readonly scores: IntRows
  readonly epss: ReadonlyMap<string, EpssScore>
  readonly heads: Heads
  readonly database: DatabaseSync
  readonly flush: () => void
}

type Mutable<Type> = {
  -readonly [Key in keyof Type]: Type[Key] extends ReadonlyMap<infer Name, infer Value> ? Map<Name, Value> : Type[Key]
}
type Counts = Omit<Mutable<SourceCounts>, 'rejections'> & { readonly rejections: (readonly Cell[])[] }
/** The same, as it is filled. */
type Filling = Omit<Stage, 'sources' | 'sourceOfFile' | 'fileDates' | 'advisoryOf' | 'epss' | 'heads' | 'add' | 'applyState'> & {
  readonly sources: Map<string, Counts>
  readonly sourceOfFile: number[]
  readonly fileDates: Map<number, string>
  readonly advisoryOf: number[]
  readonly epss: Map<string, EpssScore>
  readonly heads: Mutable<Heads>
}

/** One number for (source or file, id): both stay far below 2^26. */
export const pairKey = (high: number, low: number): number => high * 0x4000000 + low

const ROWS_PER_TRANSACTION = 50_000

export function createStage(temporaryPath: string): Stage {
  const database = openTemporary(temporaryPath)
  const insertRecord = database.prepare('insert into record values (?, ?, ?, ?, ?, ?)')
  const insertKept = database.prepare('insert into kept values (?, ?, ?, ?, ?, ?)')
  let pending = 0
  const insert = (run: () => void): void => {
    if (pending === 0) database.exec('begin')
    run()
    pending += 1
    if (pending >= ROWS_PER_TRANSACTION) flush()
  }
  const flush = (): void => {
    if (pending > 0) database.exec('commit')
    pending = 0
  }

  const stage: Filling = {
    sources: new Map(),
    sourceNames: interner(),
    files: interner(),
    sourceOfFile: [0],
    fileDates: new Map(),
    ids: interner(),
    products: interner(),
    ranges: interner(),
    statements: interner(),
    advisoryOf: [0],
    conditions: interner(),
    ratings: interner(),
    claims: intRows(6),
    links: intRows(3),
    scores: intRows(3),
    epss: new Map(),
    heads: { newest: new Map(), copies: new Map(), withdrawn: new Map() },
    database,
    flush,
  }

  let last = { source: '', file: '', number: 0 }
  function fileNumberOf(source: string, file: string): number {
    const number = stage.files.add(`${source}${SEPARATOR}${file}`)
    stage.sourceOfFile[number] = stage.sourceNames.add(source)
    return number
  }

  function add({ source, file, record }: SourcedRecord): void {
    const counts = countsOf(stage, source)
    if (last.number === 0 || source !== last.source || file !== last.file)
      last = { source, file, number: fileNumberOf(source, file) }
    const fileNumber = last.number
    if (record.kind === 'stated') {
      counts.stated = newest(counts.stated, record.at)
      stage.fileDates.set(fileNumber, newest(stage.fileDates.get(fileNumber), record.at))
    } else if (record.kind === 'failure') counts.failure = `${record.error.code}: ${record.error.message}`
    else if (record.kind === 'rejection') reject(counts, file, record.error)
    else {
      const staged = addRecord(record, source, fileNumber)
      if (staged.ok) counts.records += 1
      else reject(counts, file, staged.error)
    }
  }

  function addRecord(record: KnowledgeRecord, source: string, file: number): Result<null> {
    switch (record.kind) {
      case 'vulnerability':
        return addVulnerability(record, source, file)
      case 'claim':
        return addClaim(stage, record, source, file)
      case 'score':
        return addScore(stage, record, source, file)
      case 'epss':
        return addEpss(stage, record, source)
      case 'exploitation':
        return keepFor(
          record.vulnerability,
          'exploitation',
          source,
          file,
          record.catalogue,
          record.addedAt ?? '',
          exploitationCells(record),
        )
      case 'ssvc':
        return keepFor(
          record.vulnerability,
          'ssvc',
          source,
          file,
          `${record.vulnerability}${SEPARATOR}${record.origin}`,
          record.statedAt ?? '',
          ssvcCells(record),
        )
      case 'technique':
        return keepFor(record.vulnerability, 'technique', source, file, record.technique, '', techniqueCells(record))
      case 'weakness':
        return keep('weakness', source, file, record.id, '', weaknessCells(record, source))
      case 'advisory':
        return addAdvisory(record, source, file)
      case 'lifecycle': {
        const key = [record.product, record.cycle, record.package ?? ''].join(SEPARATOR)
        return keep('lifecycle', source, file, key, '', lifecycleCells(record, source))
      }
      case 'name':
        return keep('name', source, file, `${record.key}${SEPARATOR}${record.title}`, '', nameCells(record, source))
      case 'repository':
        return keep('repository', source, file, record.name, '', repositoryCells(record, source))
      case 'update':
        return keep('update', source, file, `${record.product}${SEPARATOR}${record.id}`, '', updateCells(record, source))
      case 'device':
        return keep('device', source, file, record.product, '', deviceCells(record, source))
      default:
        return unreachable(record)
    }
  }

  function addVulnerability(record: VulnerabilityRecord, source: string, file: number): Result<null> {
    const id = idOf(stage, record.id)
    if (!id.ok) return id
    const aliases = record.aliases ?? []
    if (aliases.length > limits.aliasesMax) return tooMuch('aliases', aliases.length, limits.aliasesMax, record.id)
    const withdrawn = record.withdrawnAt !== undefined || record.withdrawnWhy !== undefined
    noteHead(stage, id.value, file, record.modifiedAt ?? '', withdrawn)
    if (!withdrawn) {
      for (const alias of aliases) {
        const other = idOf(stage, alias)
        if (!other.ok) return other
        if (other.value !== id.value) stage.links.add(file, id.value, other.value)
      }
    }
    const cells = recordCells(record, source)
    const body = JSON.stringify(cells)
    if (body.length > limits.jsonCharsMax) return tooMuch('record', body.length, limits.jsonCharsMax, record.id)
    insert(() =>
      insertRecord.run(stage.ids.text(id.value), source, record.modifiedAt ?? '', cells[6] ?? null, cells[7] ?? null, body),
    )
    return ok(null)
  }

  function addAdvisory(record: AdvisoryRecord, source: string, file: number): Result<null> {
    const id = idOf(stage, record.id)
    if (!id.ok) return id
    if (record.vulnerabilities.length > limits.aliasesMax)
      return tooMuch('vulnerabilities', record.vulnerabilities.length, limits.aliasesMax, record.id)
    for (const vulnerability of record.vulnerabilities) {
      const named = idOf(stage, vulnerability)
      if (!named.ok) return named
    }
    return keep('advisory', source, file, record.id, record.revisedAt ?? record.publishedAt ?? '', [
      advisoryCells(record, source),
      record.vulnerabilities.map((name) => textCell(name, limits.idCharsMax) ?? ''),
    ])
  }

  function keepFor(
    vulnerability: string,
    kind: Kept,
    source: string,
    file: number,
    key: string,
    at: string,
    cells: readonly Cell[],
  ): Result<null> {
    const id = idOf(stage, vulnerability)
    return id.ok ? keep(kind, source, file, key, at, cells) : id
  }

  function keep(kind: Kept, source: string, file: number, key: string, at: string, cells: readonly unknown[]): Result<null> {
    const body = JSON.stringify(cells)
    if (body.length > limits.jsonCharsMax) return tooMuch('record', body.length, limits.jsonCharsMax, key)
    if (key.length > limits.keyCharsMax) return tooMuch('key', key.length, limits.keyCharsMax, key)
    insert(() => insertKept.run(kind, source, key.replaceAll(SEPARATOR, '\u001F'), at, file, body))
    return ok(null)
  }

  return { ...stage, add, applyState: (state) => applyState(stage, state) }
}

function applyState(stage: Filling, state: FeedState): void {
  const counts = countsOf(stage, state.name)
  stage.sourceNames.add(state.name)
  counts.records = Math.max(counts.records, state.records)
  counts.rejected = Math.max(counts.rejected, state.rejected)
  counts.files = Math.max(counts.files, state.files)
  if (state.stated !== undefined) counts.stated = newest(counts.stated, state.stated)
  if (state.failure !== undefined) counts.failure = state.failure
}

function openTemporary(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -32768; pragma temp_store = file')
  database.exec('create table record (name text, source text, modified text, withdrawn text, why text, body text)')
  database.exec('create table kept (kind text, source text, key text, at text, file integer, body text)')
  return database
}

function countsOf(stage: Filling, name: string): Counts {
  const known = stage.sources.get(name)
  if (known !== undefined) return known
  const counts: Counts = { name, records: 0, rejected: 0, files: 0, stated: undefined, failure: undefined, rejections: [] }
  stage.sources.set(name, counts)
  return counts
}

/** Keeps the first by file and place, whatever the order of arrival. */
function reject(counts: Counts, file: string, error: Failure): void {
  counts.rejected += 1
  counts.rejections.push([
    textCell(file, limits.keyCharsMax),
    textCell(error.at, limits.keyCharsMax),
    textCell(error.code, limits.wordCharsMax),
    textCell(error.message, limits.titleCharsMax),
  ])
  if (counts.rejections.length >= limits.rejectionsKeptMax * 4) {
    counts.rejections.sort(compareRows)
    counts.rejections.length = limits.rejectionsKeptMax
  }
}

function noteHead(stage: Filling, id: number, file: number, modified: string, withdrawn: boolean): void {
  const { heads } = stage
  const inSource = pairKey(stage.sourceOfFile[file] ?? 0, id)
  const inFile = pairKey(file, id)
  const known = heads.newest.get(inSource)
  if (known === undefined || modified > known) heads.newest.set(inSource, modified)
  const copy = heads.copies.get(inFile)
  if (copy === undefined || modified > copy) heads.copies.set(inFile, modified)
  // A withdrawal holds until a newer copy takes it back: of equal dates the withdrawal counts.
  const last = heads.withdrawn.get(inSource)
  if (withdrawn && (last === undefined || modified > last)) heads.withdrawn.set(inSource, modified)
}

function addClaim(stage: Filling, claim: Claim, source: string, file: number): Result<null> {
  const id = idOf(stage, claim.vulnerability)
  if (!id.ok) return id
  if (claim.product.length > limits.keyCharsMax)
    return tooMuch('product', claim.product.length, limits.keyCharsMax, claim.vulnerability)
  const body = rangeText(claim.range)
  const fixed = claim.fixedIn === undefined || claim.fixedIn.length === 0 ? '' : JSON.stringify(claim.fixedIn)
  if (body.length + fixed.length > limits.rangeCharsMax)
    return tooMuch('range', body.length + fixed.length, limits.rangeCharsMax, claim.vulnerability)
  const condition = conditionText(claim)
  if (condition.length > limits.jsonCharsMax)
    return tooMuch('condition', condition.length, limits.jsonCharsMax, claim.vulnerability)
  let advisory = 0
  if (claim.advisory !== undefined && claim.advisory !== '') {
    const named = idOf(stage, claim.advisory)
    if (!named.ok) return named
    advisory = named.value
  }
  const statement = stage.statements.add(statementText(claim, source))
  stage.advisoryOf[statement] = advisory
  stage.claims.add(
    file,
    id.value,
    stage.products.add(textCell(claim.product, limits.keyCharsMax) ?? ''),
    statement,
    stage.ranges.add([claim.range.scheme, body, fixed].join(SEPARATOR)),
    condition === '' ? 0 : stage.conditions.add(condition),
  )
  return ok(null)
}

function addScore(stage: Filling, record: ScoreRecord, source: string, file: number): Result<null> {
  const id = idOf(stage, record.vulnerability)
  if (!id.ok) return id
  stage.scores.add(file, id.value, stage.ratings.add(JSON.stringify(ratingCells(record, source))))
  return ok(null)
}

function addEpss(stage: Filling, record: EpssRecord, source: string): Result<null> {
  const id = idOf(stage, record.vulnerability)
  if (!id.ok) return id
  if (!(record.score >= 0 && record.score <= 1))
    return fail('epss-out-of-range', `Cannot take EPSS of "${record.vulnerability}": score is not between 0 and 1`)
  const model = textCell(record.model, limits.wordCharsMax) ?? ''
  const next: EpssScore = {
    id: id.value,
    model,
    day: textCell(record.scoredAt, limits.wordCharsMax) ?? '',
    score: record.score,
    percentile: finite(record.percentile),
    source,
  }
  const key = `${id.value} ${model}`
  const known = stage.epss.get(key)
  if (known === undefined || compareRows(epssOrder(next), epssOrder(known)) > 0) stage.epss.set(key, next)
  return ok(null)
}

function epssOrder(day: EpssScore): readonly Cell[] {
  return [day.day, day.percentile, day.score, day.source]
}

function idOf(stage: Filling, id: string): Result<number> {
  if (id === '') return fail('id-empty', 'Cannot take a record without an id: the id must hold at least one character')
  if (id.length > limits.idCharsMax) return tooMuch('id', id.length, limits.idCharsMax, id)
  return ok(stage.ids.add(textCell(id, limits.idCharsMax) ?? id))
}

function tooMuch(what: string, found: number, max: number, at: string): { readonly ok: false; readonly error: Failure } {
  return fail(
    'record-too-large',
    `Cannot take "${at.slice(0, 80)}": ${what} has ${found} characters or entries, at most ${max} are taken`,
  )
}

function newest(known: string | undefined, next: string): string {
  return known === undefined || next > known ? next : known
}
