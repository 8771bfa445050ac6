/** An rpm database → lines of the `linux.rpm` probe. One of the sqlite kind is opened immutable: no journal, no lock, nothing written. */
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { fail, ok, type Result } from '@hygie/versions/result'
import { rpmDatabaseBytesMax, softwareMax } from '../limits.ts'
import { readRpmHeader } from '../linux/rpm/read-header.ts'
import type { Root } from './root.ts'
import { berkeleyHeaders, ndbHeaders } from './rpm-headers.ts'

export type RpmLines = { readonly text: string; readonly refused: number; readonly journal: boolean }

/** `path` is a real path that lies inside the root already. Errors: rpm-database-large, rpm-database. */
export function readRpmDatabase(path: string): Result<RpmLines> {
  try {
    const { size: bytes } = statSync(path)
    if (bytes > rpmDatabaseBytesMax)
      return fail('rpm-database-large', `Cannot read an rpm database of ${bytes} bytes: must be at most ${rpmDatabaseBytesMax}`)
    if (bytes === 0) return ok({ text: '', refused: 0, journal: false })
    const address = pathToFileURL(path)
    address.searchParams.set('mode', 'ro')
    address.searchParams.set('immutable', '1')
    const database = new DatabaseSync(address, { readOnly: true, allowExtension: false })
    return ok({ ...readAll(database), journal: (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0 })
  } catch (cause) {
    return broken(cause)
  }
}

/** A database in memory, for roots that are no folder. `path` is below the root. Errors: rpm-database-large, rpm-database. */
export function rpmDatabaseFrom(root: Root, path: string): Result<RpmLines> {
  const read = root.read(path, MEMORY_BYTES_MAX)
  if (typeof read === 'string') return fail('rpm-database', 'Cannot read the rpm database: it is no file')
  if (read.cut)
    return fail('rpm-database-large', `Cannot read an rpm database of more than ${MEMORY_BYTES_MAX} bytes in an image`)
  if (read.bytes.length === 0) return ok({ text: '', refused: 0, journal: false })
  const journal = root.read(`${path}-wal`, 1)
  try {
    const bytes = Uint8Array.from(read.bytes)
    // A database in write-ahead mode has no log in memory, and is refused: its header may as well say it has none.
    if (bytes[18] === 2) bytes.fill(1, 18, 20) // SQLite file format 1.3.3
    const database = new DatabaseSync(':memory:', { allowExtension: false })
    database.deserialize(bytes)
    return ok({ ...readAll(database), journal: typeof journal !== 'string' && (journal.cut || journal.bytes.length > 0) })
  } catch (cause) {
    return broken(cause)
  }
}

/** Held twice while it is read; the largest in an image has some 60 MB. */
const MEMORY_BYTES_MAX = 268_435_456

function broken(cause: unknown): Result<RpmLines> {
  return fail(
    'rpm-database',
    `Cannot read the rpm database: ${cause instanceof Error ? cause.message.slice(0, 200) : 'it is broken'}`,
  )
}

/** The kinds before SQLite: `Packages.db` of ndb, `Packages` of Berkeley DB. Errors: rpm-database-large, rpm-database. */
export function rpmFileFrom(root: Root, path: string): Result<RpmLines> {
  const read = root.read(path, MEMORY_BYTES_MAX)
  if (typeof read === 'string') return fail('rpm-database', 'Cannot read the rpm database: it is no file')
  if (read.cut) return fail('rpm-database-large', `Cannot read an rpm database of more than ${MEMORY_BYTES_MAX} bytes`)
  if (read.bytes.length === 0) return ok({ text: '', refused: 0, journal: false })
  const found = ndbHeaders(read.bytes) ?? berkeleyHeaders(read.bytes)
  if (found === undefined)
    return fail('rpm-database', 'Cannot read the rpm database: it is neither ndb nor a hash of Berkeley DB')
  const { text, refused } = linesOf(found.headers)
  return ok({ text, refused: refused + found.refused, journal: false })
}

/** Packages that only stand in the journal are not seen. */
function readAll(database: DatabaseSync): Omit<RpmLines, 'journal'> {
  try {
    const rows = database.prepare('select blob from Packages order by hnum limit ?').iterate(softwareMax)
    return linesOf(rows.map(({ blob }) => blob))
  } finally {
    database.close()
  }
}

function linesOf(headers: Iterable<unknown>): Omit<RpmLines, 'journal'> {
  const lines: string[] = []
  let refused = 0
  for (const blob of headers) {
    const header = blob instanceof Uint8Array ? readRpmHeader(blob) : undefined
    if (header?.ok !== true) {
      refused += 1
      continue
    }
    const { name, epoch, version, release, architecture, sourceRpm, modularityLabel, vendor } = header.value
    lines.push([name, epoch, version, release, architecture, sourceRpm, modularityLabel, vendor].join('\t'))
  }
  return { text: lines.join('\n'), refused }
}
