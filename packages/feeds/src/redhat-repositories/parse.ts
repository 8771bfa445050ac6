/** Reads Red Hat's list of repositories and the products they deliver. Source: `repository-to-cpe.json`, `data`. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { Rejection, RepositoryRecord } from '@hygie/core/knowledge/record'
import { isObject, own } from '@hygie/standards/json/fields'
import { instantOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'

/** The longest entry met has 26 products. */
const ENTRY_BYTES_MAX = 262_144

export async function* parse(file: FeedFile): AsyncGenerator<RepositoryRecord | Rejection | StatedAt> {
  const entries = jsonEntries(file.bytes(), { path: ['data'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX, siblings: true })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'data') yield repositoryOf(entry.path[1] ?? '', entry.value)
    else if (entry.path[0] === 'last_updated') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    }
  }
}

function repositoryOf(name: string, value: unknown): RepositoryRecord | Rejection {
  const cpes = isObject(value) ? own(value, 'cpes') : undefined
  const isCpe = (text: unknown): text is string => typeof text === 'string' && /^cpe:[/2][^\s]{3,300}$/.test(text)
  if (!/^\S{1,300}$/.test(name) || !Array.isArray(cpes) || cpes.length === 0 || !cpes.every(isCpe))
    return rejection('repository', 'Cannot read a repository: it must have a name and CPEs', `data/${name.slice(0, 80)}`)
  return { kind: 'repository', name, cpes }
}
