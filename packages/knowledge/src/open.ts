/**
 * Opens a knowledge file for reading, and refuses what it cannot vouch for.
 *
 * Always checked, in microseconds: the seal's form, length, signature, whose key it is, and the schema. The hash over the
 * pages is a read of the whole file (some 100 ms for 100 MB), so it is computed once per file, by the build or at
 * the first opening, and a stamp beside it remembers that (stamp.ts).
 * The trade: who may write beside the file can forge the stamp, and who owns the machine can do anything; `kb verify`
 * and every import compute the hash in full (`verifyKnowledge`, or `verify: 'full'`).
 */
import { closeSync, fstatSync, openSync, statSync, type BigIntStats } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { fail, ok, type Result } from '@hygie/versions/result'
import type { Trust } from './keys.ts'
import { createReader } from './read.ts'
import { createSearch, type SearchHit } from './search.ts'
import { hashFile, parseSeal, readSeal, type Seal } from './seal.ts'
import { hasStamp, writeStamp } from './stamp.ts'
import { APPLICATION_ID, SCHEMA } from './tables.ts'

export type OpenOptions = {
  /** `once`: the hash is computed when no stamp vouches for the file; `full`: always. */
  readonly verify?: 'once' | 'full'
}

export type Knowledge = KnowledgeReader & {
  readonly path: string
  readonly seal: Seal
  /** Ids that begin so, then titles, products and advisories with all the words; ordered by kind, newest ids first. */
  readonly search: (text: string, limit?: number) => readonly SearchHit[]
  readonly close: () => void
}

/** Read-only and immutable: any number of processes share the pages, no lock is taken. Must be closed. */
export function openKnowledge(path: string, trust: Trust, options: OpenOptions = {}): Result<Knowledge> {
  const checked = checkFile(path, trust, options.verify ?? 'once')
  if (!checked.ok) return checked
  const database = openPages(path)
  if (!database.ok) return database
  const reader = createReader(database.value, checked.value.hash)
  return ok({
    ...reader,
    path,
    seal: checked.value,
    search: createSearch(database.value, reader.facts),
    close: () => {
      database.value.close()
    },
  })
}

/** Everything that can be checked: the seal, the hash over all pages, SQLite's own check of its structure. */
export function verifyKnowledge(path: string, trust: Trust): Result<Seal> {
  const checked = checkFile(path, trust, 'full')
  if (!checked.ok) return checked
  const database = openPages(path)
  if (!database.ok) return database
  try {
    const answer = database.value.prepare('pragma quick_check(1)').get()?.['quick_check']
    if (answer !== 'ok') return fail('knowledge-broken', `Cannot use "${path}": ${String(answer)}; build it again`, path)
    return checked
  } finally {
    database.value.close()
  }
}

/** The seal of a file whose pages match it, signed by a trusted key, of this schema. */
export function checkFile(path: string, trust: Trust, verify: 'once' | 'full'): Result<Seal> {
  const seal = readCheckedSeal(path)
  if (!seal.ok) return seal
  const { key, schema, pagesBytes, hash } = seal.value.seal
  if (!trust.keys.has(key))
    return fail(
      'knowledge-untrusted',
      `Cannot open "${path}": signed by key ${key.slice(0, 16)}…, which is not trusted here; if you know whose it is, trust it with "hygie kb trust"`,
      path,
    )
  if (schema > SCHEMA)
    return fail(
      'knowledge-newer',
      `Cannot open "${path}": it has schema ${schema}, this program reads ${SCHEMA}; update Hygie`,
      path,
    )
  if (schema < SCHEMA)
    return fail(
      'knowledge-older',
      `Cannot open "${path}": it has schema ${schema}, this program reads ${SCHEMA}; build it again with "hygie kb build"`,
      path,
    )
  if (verify === 'once' && hasStamp(path, seal.value.stats, hash)) return ok(seal.value.seal)
  if (hashFile(path, pagesBytes).toString('hex') !== hash)
    return fail(
      'knowledge-tampered',
      `Cannot open "${path}": the content does not match its signed hash; get it again from where it was built`,
      path,
    )
  // Only when nobody changed the file meanwhile: a stamp for another content would vouch for what was not hashed.
  if (isUnchanged(path, seal.value.stats)) writeStamp(path, hash)
  return ok(seal.value.seal)
}

function isUnchanged(path: string, { ino, ctimeNs, size }: BigIntStats): boolean {
  const now = statSync(path, { bigint: true, throwIfNoEntry: false })
  return now !== undefined && now.ino === ino && now.ctimeNs === ctimeNs && now.size === size
}

function readCheckedSeal(path: string): Result<{ readonly seal: Seal; readonly stats: BigIntStats }> {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return fail(
      'knowledge-absent',
      `Cannot open "${path}": no readable file; build one with "hygie kb build" or name another with --knowledge`,
      path,
    )
  }
  try {
    const stats = fstatSync(descriptor, { bigint: true })
    if (!stats.isFile()) return fail('knowledge-foreign', `Cannot open "${path}": not a file`, path)
    const { seal, fileBytes } = readSeal(descriptor)
    const parsed = parseSeal(seal, fileBytes)
    return parsed.ok
      ? ok({ seal: parsed.value, stats })
      : fail(parsed.error.code, parsed.error.message.replace('Cannot open', `Cannot open "${path}"`), path)
  } finally {
    closeSync(descriptor)
  }
}

/** The pages alone, after `checkFile`. Must be closed. */
export function openPages(path: string): Result<DatabaseSync> {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  url.searchParams.set('mode', 'ro')
  try {
    const database = new DatabaseSync(url, { readOnly: true, allowExtension: false })
    database.exec(
      'pragma trusted_schema = off; pragma query_only = on; pragma mmap_size = 1073741824; pragma cache_size = -16384; pragma temp_store = memory',
    )
    const application = database.prepare('pragma application_id').get()?.['application_id']
    const schema = database.prepare('pragma user_version').get()?.['user_version']
    if (application === APPLICATION_ID && schema === SCHEMA) return ok(database)
    database.close()
    return fail(
      'knowledge-foreign',
      `Cannot open "${path}": its pages are not those of a knowledge file of schema ${SCHEMA}`,
      path,
    )
  } catch (thrown) {
    return fail(
      'knowledge-broken',
      `Cannot open "${path}": ${thrown instanceof Error ? thrown.message : String(thrown)}; build it again`,
      path,
    )
  }
}
