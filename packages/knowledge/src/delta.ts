/**
 * A delta: what changed from one knowledge file to the next, small enough for a daily download or a USB stick.
 *
 * Applying writes the target from the base's rows and the changed ones, as the build does, and puts the target's own seal
 * behind it: the result is the target byte for byte, or it is refused. That needs the same SQLite and search index code;
 * another version of the program may write other pages from the same rows: `delta-mismatch`, take the whole file.
 */
import { appendFileSync, closeSync, createWriteStream, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { DatabaseSync } from 'node:sqlite'
import { fail, ok, type Result } from '@hygie/versions/result'
import { deltaTrailer, payloadLines, readDelta, type Delta } from './delta-file.ts'
import type { Row, TableRows } from './fuse.ts'
import type { SigningKey, Trust } from './keys.ts'
import { mapRanks, mergeTable, readTable, translated, type Step } from './merge.ts'
import { checkFile, openPages } from './open.ts'
import { hashFile, readSeal, type Seal } from './seal.ts'
import { writeStamp } from './stamp.ts'
import { tables, type Table, type TableName } from './tables.ts'
import { writePages } from './write.ts'

export type DeltaReport = {
  readonly path: string
  readonly bytes: number
  readonly base: string
  readonly target: string
  readonly droppedRows: number
  readonly addedRows: number
}

const LINE_CHARS = 1 << 16
const ROWS_PER_STEP = 1000

/**
 * Writes the delta from one file to another. Both must be trusted and whole.
 *
 * Cost  one pass over both files; memory: the ranks of the rows that others refer to
 */
export async function makeDelta(
  basePath: string,
  targetPath: string,
  deltaPath: string,
  key: SigningKey,
  trust: Trust,
): Promise<Result<DeltaReport>> {
  const base = checkFile(basePath, trust, 'full')
  if (!base.ok) return base
  const target = checkFile(targetPath, trust, 'full')
  if (!target.ok) return target
  const older = openPages(basePath)
  if (!older.ok) return older
  const newer = openPages(targetPath)
  if (!newer.ok) {
    older.value.close()
    return newer
  }
  const temporary = `${deltaPath}.${process.pid}.new`
  const count = { droppedRows: 0, addedRows: 0 }
  try {
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 12 } })
    await pipeline(Readable.from(payload(older.value, newer.value, count)), compress, createWriteStream(temporary))
    const payloadBytes = statSync(temporary).size
    const trailer = deltaTrailer(payloadBytes, hashFile(temporary, payloadBytes), base.value.hash, sealBytes(targetPath), key)
    appendFileSync(temporary, trailer)
    renameSync(temporary, deltaPath)
    return ok({
      path: deltaPath,
      bytes: payloadBytes + trailer.length,
      base: base.value.hash,
      target: target.value.hash,
      ...count,
    })
  } finally {
    older.value.close()
    newer.value.close()
    rmSync(temporary, { force: true })
  }
}

/** Writes the target at `resultPath`, which may be the base's own: the file that was built and signed, or nothing. */
export function applyDelta(basePath: string, deltaPath: string, resultPath: string, trust: Trust): Result<Seal> {
  const delta = readDelta(deltaPath, trust)
  if (!delta.ok) return delta
  const base = checkFile(basePath, trust, 'full')
  if (!base.ok) return base
  if (base.value.hash !== delta.value.base)
    return fail(
      'delta-other-base',
      `Cannot apply "${deltaPath}": it starts from ${delta.value.base.slice(0, 16)}…, "${basePath}" is ${base.value.hash.slice(0, 16)}…; apply deltas in order or take the whole file`,
      deltaPath,
    )
  const temporary = `${resultPath}.${process.pid}.new`
  try {
    rmSync(temporary, { force: true })
    const written = writeTarget(basePath, delta.value, temporary, deltaPath)
    if (!written.ok) return written
    appendFileSync(temporary, delta.value.targetSeal)
    renameSync(temporary, resultPath)
    writeStamp(resultPath, delta.value.target.hash)
    return ok(delta.value.target)
  } finally {
    rmSync(temporary, { force: true })
  }
}

class DeltaBroken extends Error {}

function writeTarget(basePath: string, delta: Delta, path: string, deltaPath: string): Result<null> {
  const older = openPages(basePath)
  if (!older.ok) return older
  try {
    const lines = payloadLines(delta.payload)
    const [engine] = lines.next().value ?? []
    if (typeof engine !== 'string') throw new DeltaBroken('it names no engine')
    writePages(path, appliedRows(older.value, lines), engine)
  } catch (thrown) {
    if (!(thrown instanceof DeltaBroken)) throw thrown
    return fail('delta-broken', `Cannot apply "${deltaPath}": ${thrown.message}; get it again`, deltaPath)
  } finally {
    older.value.close()
  }
  const { pagesBytes, hash } = delta.target
  if (statSync(path).size === pagesBytes && hashFile(path, pagesBytes).toString('hex') === hash) return ok(null)
  return fail(
    'delta-mismatch',
    `Cannot apply "${deltaPath}": the result is not the signed file, which another version of Hygie built; take the whole file`,
    deltaPath,
  )
}

function* payload(
  older: DatabaseSync,
  newer: DatabaseSync,
  count: { droppedRows: number; addedRows: number },
): Generator<string> {
  const engine = newer.prepare("select value from meta where key = 'engine'").get()?.['value']
  yield `${JSON.stringify([engine])}\n`
  const maps = new Map<TableName, number[]>()
  for (const table of tables) {
    yield `${JSON.stringify([table.name])}\n`
    const map: number[] = []
    maps.set(table.name, map)
    const steps = mergeTable(translated(readTable(older, table), table, maps), readTable(newer, table))
    for (const line of packed(table.ranked ? mapRanks(steps, map) : steps)) {
      count.droppedRows += line[1]
      count.addedRows += line[2].length
      yield `${JSON.stringify(line)}\n`
    }
  }
}

type Packed = readonly [kept: number, dropped: number, added: readonly Row[]]

/** Runs of equal steps: [kept, dropped, added]. */
function* packed(steps: Iterable<Step>): Generator<Packed> {
  let kept = 0
  let dropped = 0
  let added: Row[] = []
  let chars = 0
  for (const step of steps) {
    const isTurn = (step.kind === 'keep' && dropped + added.length > 0) || (step.kind === 'delete' && added.length > 0)
    if (isTurn || added.length >= ROWS_PER_STEP || chars > LINE_CHARS) {
      yield [kept, dropped, added]
      kept = 0
      dropped = 0
      added = []
      chars = 0
    }
    if (step.kind === 'keep') kept += 1
    else if (step.kind === 'delete') dropped += 1
    else {
      added.push(step.row)
      for (const cell of step.row) chars += typeof cell === 'string' ? cell.length : 8
    }
  }
  if (kept + dropped + added.length > 0) yield [kept, dropped, added]
}

/** The target's tables, each asked for once and in order: the payload is read along. */
function appliedRows(older: DatabaseSync, lines: Iterator<readonly unknown[] | undefined, undefined>): TableRows {
  const maps = new Map<TableName, number[]>()
  let next = lines.next()
  const take = (): readonly unknown[] | undefined => {
    const line = next.done === true ? undefined : next.value
    next = lines.next()
    return line
  }

  function* rowsOf(table: Table): Generator<Row> {
    if (take()?.[0] !== table.name) throw new DeltaBroken(`"${table.name}" is not where it should be`)
    const map: number[] = [0]
    maps.set(table.name, map)
    const base = translated(readTable(older, table), table, maps)
    let rank = 0
    while (next.done !== true && next.value?.length === 3) {
      const { kept, dropped, added } = parseStep(take(), table)
      for (let count = 0; count < kept; count++) {
        const row = base.next().value as Row | undefined
        if (row === undefined) throw new DeltaBroken(`"${table.name}" keeps a row that is not there`)
        map.push(++rank)
        yield row
      }
      for (let count = 0; count < dropped; count++) {
        if (base.next().done === true) throw new DeltaBroken(`"${table.name}" drops a row that is not there`)
        map.push(0)
      }
      for (const row of added) {
        rank += 1
        yield row
      }
    }
    if (base.next().done !== true) throw new DeltaBroken(`"${table.name}" says nothing of some rows`)
  }

  const entries = tables.map((table): [string, () => Iterable<Row>] => [table.name, () => rowsOf(table)])
  return Object.fromEntries(entries) as TableRows // one entry per table of the list
}

function parseStep(
  line: readonly unknown[] | undefined,
  table: Table,
): { readonly kept: number; readonly dropped: number; readonly added: readonly Row[] } {
  const [kept, dropped, added] = line ?? []
  if (!Number.isSafeInteger(kept) || !Number.isSafeInteger(dropped) || !Array.isArray(added))
    throw new DeltaBroken(`"${table.name}" has a step that is none`)
  for (const row of added as readonly unknown[])
    if (
      !Array.isArray(row) ||
      row.length !== table.columns.length ||
      !row.every((cell) => cell === null || typeof cell === 'string' || typeof cell === 'number')
    )
      throw new DeltaBroken(`"${table.name}" has a row of another shape`)
  return { kept: Number(kept), dropped: Number(dropped), added: added as readonly Row[] }
}

function sealBytes(path: string): Buffer {
  const descriptor = openSync(path, 'r')
  try {
    return readSeal(descriptor).seal
  } finally {
    closeSync(descriptor)
  }
}
