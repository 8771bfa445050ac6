/** Builds a knowledge file from records. */
import { mkdirSync, readdirSync, rmSync, renameSync, statSync, openSync, writeSync, fsyncSync, closeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FeedState } from '@hygie/core/knowledge/facts'
import { fuse } from './fuse.ts'
import type { SigningKey } from './keys.ts'
import { hashFile, sealOf } from './seal.ts'
import type { SourcedRecord } from './sourced-record.ts'
import { createStage } from './stage.ts'
import { writeStamp } from './stamp.ts'
import { SCHEMA } from './tables.ts'
import { writePages, type WrittenCounts } from './write.ts'

export type BuildOptions = {
  /** Where the file goes; replaced atomically. */
  readonly path: string
  readonly key: SigningKey
  /** Name and version of the program, kept in the file. */
  readonly engine: string
  /** What the feeds' own readers counted, asked for when all records are in: licence, files, refusals, failures. */
  readonly states?: () => readonly FeedState[]
}

export type BuildReport = {
  readonly path: string
  readonly hash: string
  readonly bytes: number
  readonly counts: WrittenCounts
  readonly records: number
  readonly rejected: number
}

/**
 * Same records, same bytes: in any order of arrival, on any machine, at any time (with the same key).
 *
 * Errors  throws only where disk or memory fail; a record that cannot be taken is a rejection in the file
 * Cost    texts of ids, products, ranges and statements in memory, long texts on disk beside `path`; bench `knowledge.build`
 */
export async function buildKnowledge(
  records: AsyncIterable<SourcedRecord> | Iterable<SourcedRecord>,
  options: BuildOptions,
): Promise<BuildReport> {
  mkdirSync(dirname(options.path), { recursive: true })
  const [stagePath, pagesPath] = workFiles(options.path)
  removeAll(stagePath, pagesPath)
  removeLeftBehind(options.path)
  const stage = createStage(stagePath)
  try {
    for await (const record of records) stage.add(record)
    const states = options.states?.() ?? []
    for (const state of states) stage.applyState(state)
    const rows = fuse(stage, new Map(states.map(({ name, licence }) => [name, licence])))
    const counts = writePages(pagesPath, rows, options.engine)
    const { hash, bytes } = sealAndPlace(pagesPath, options.path, options.key)
    const all = [...stage.sources.values()]
    return {
      path: options.path,
      hash,
      bytes,
      counts,
      records: all.reduce((sum, source) => sum + source.records, 0),
      rejected: all.reduce((sum, source) => sum + source.rejected, 0),
    }
  } finally {
    stage.database.close()
    removeAll(stagePath, pagesPath)
  }
}

/** What lies beside `path` while it is built, each with a journal of its own. */
export function workFiles(path: string): readonly [stage: string, pages: string] {
  return [`${path}.${process.pid}.stage`, `${path}.${process.pid}.new`]
}

/** A build that was killed could not clear up; its files are as large as the knowledge itself. */
function removeLeftBehind(path: string): void {
  const start = `${basename(path)}.`
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(start)
      ? /^(\d{1,10})\.(?:stage|new)(?:-journal)?$/.exec(name.slice(start.length))?.[1]
      : undefined
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(dirname(path), name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' // another account's
  }
}

/** Signs finished pages and puts the file in its place in one step; readers of the old file keep it. */
function sealAndPlace(pagesPath: string, path: string, key: SigningKey): { readonly hash: string; readonly bytes: number } {
  const pagesBytes = statSync(pagesPath).size
  const hash = hashFile(pagesPath, pagesBytes)
  const seal = sealOf(pagesBytes, hash, SCHEMA, key)
  const descriptor = openSync(pagesPath, 'a')
  try {
    writeSync(descriptor, seal)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(pagesPath, path)
  writeStamp(path, hash.toString('hex'))
  return { hash: hash.toString('hex'), bytes: pagesBytes + seal.length }
}

function removeAll(...paths: readonly string[]): void {
  for (const path of paths) {
    rmSync(path, { force: true })
    rmSync(`${path}-journal`, { force: true })
  }
}
