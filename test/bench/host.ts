/** The Debian 11 host of the quality data, and an installation that knows its advisories. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDpkgStatus } from '@hygie/collectors/linux/dpkg/read-status'
import type { Software } from '@hygie/core/inventory/inventory'
import { buildKnowledge } from '@hygie/knowledge/build'
import { loadOwnKey } from '@hygie/knowledge/keys'
import { advisories } from '../quality/families/debian-host.ts'
import { anyTable, anyText } from '../quality/tables.ts'

const folder = fileURLToPath(new URL('../../../shared/quality/debian-host/', import.meta.url))
const place = { folder, whole: undefined, stale: false }

export const NO_HOST = 'skipped: ../shared/quality/debian-host is not there'

export type Host = {
  readonly status: string
  readonly osRelease: string
  readonly software: readonly Software[]
  readonly facts: readonly Readonly<Record<string, string>>[]
}

export function debianHost(): Host | undefined {
  if (!existsSync(join(folder, 'dpkg-status.gz'))) return undefined
  return {
    status: join(folder, 'dpkg-status.gz'),
    osRelease: join(folder, 'os-release'),
    software: readDpkgStatus(anyText(place, 'dpkg-status') ?? '').items,
    facts: anyTable(place, 'knowledge.tsv') ?? [],
  }
}

/** A folder with knowledge of the host's advisories and the key that signed it; gone when the work is done. */
export async function withHome<Value>(host: Host, work: (home: string) => Promise<Value>): Promise<Value> {
  const home = mkdtempSync(join(tmpdir(), 'hygie-bench-'))
  try {
    const key = loadOwnKey(join(home, 'keys'))
    if (!key.ok) throw new Error(key.error.message)
    await buildKnowledge(advisories(host.facts), { path: join(home, 'knowledge.hygie'), key: key.value, engine: 'bench' })
    return await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
