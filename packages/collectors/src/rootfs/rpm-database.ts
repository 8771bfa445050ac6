/** An rpm database of the sqlite kind → lines of the `linux.rpm` probe. Opened immutable: no journal, no lock, nothing written. */
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { fail, ok, type Result } from '@hygie/versions/result'
import { rpmDatabaseBytesMax, softwareMax } from '../limits.ts'
import { readRpmHeader } from '../linux/rpm/read-header.ts'

export type RpmLines = { readonly text: string; readonly refused: number; readonly journal: boolean }

/** `path` is a real path that lies inside the root already. Errors: rpm-database-large, rpm-database. */
export function readRpmDatabase(path: string): Result<RpmLines> {
  try {
    const { size: bytes } = statSync(path)
    if (bytes > rpmDatabaseBytesMax)
      return fail('rpm-database-large', `Cannot read an rpm database of ${bytes} bytes: must be at most ${rpmDatabaseBytesMax}`)
    if (bytes === 0) return ok({ text: '', refused: 0, journal: false })
    return ok(readAll(path))
  } catch (cause) {
    return fail(
      'rpm-database',
      `Cannot read the rpm database: ${cause instanceof Error ? cause.message.slice(0, 200) : 'it is broken'}`,
    )
  }
}

function readAll(path: string): RpmLines {
  const address = pathToFileURL(path)
  address.searchParams.set('mode', 'ro')
  address.searchParams.set('immutable', '1')
  const database = new DatabaseSync(address, { readOnly: true, allowExtension: false })
  try {
    const lines: string[] = []
    let refused = 0
    for (const row of database.prepare('select blob from Packages order by hnum limit ?').iterate(softwareMax)) {
      const { blob } = row
      const header = blob instanceof Uint8Array ? readRpmHeader(blob) : undefined
      if (header?.ok !== true) {
        refused += 1
        continue
      }
      const { name, epoch, version, release, architecture, sourceRpm, modularityLabel, vendor } = header.value
      lines.push([name, epoch, version, release, architecture, sourceRpm, modularityLabel, vendor].join('\t'))
    }
    return { text: lines.join('\n'), refused, journal: hasJournal(`${path}-wal`) }
  } finally {
    database.close()
  }
}

/** Packages that only stand in the journal are not seen. */
function hasJournal(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0
}
