/** Reads the index of modules, or a list of ids drawn from it. Source: metasploit-framework, db/modules_metadata_base.json. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { ExploitationRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, own } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { parseIdList, publishedExploit } from '../fields/published-exploit.ts'
import { rejection } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

/** The longest module has 60 kB of targets. */
const ENTRY_BYTES_MAX = 4 * MIB
/** What attacks; payloads, encoders and the like name CVE only by accident. */
const ATTACKING = new Set(['exploit', 'auxiliary'])

type Item = ExploitationRecord | Rejection | StatedAt

export function parse(file: FeedFile): AsyncGenerator<Item> {
  return plainName(file.path).endsWith('.txt') ? parseIdList(file, 'metasploit') : parseModules(file)
}

async function* parseModules(file: FeedFile): AsyncGenerator<Item> {
  for await (const entry of jsonEntries(file.bytes(), { depth: 1, entryBytesMax: ENTRY_BYTES_MAX }))
    if (entry.kind === 'rejection') yield entry
    else yield* recordsOf(entry.value, entry.path.join('/').slice(0, 200))
}

function recordsOf(value: unknown, at: string): readonly Item[] {
  const [type, references, path, fullname] = isObject(value)
    ? [own(value, 'type'), own(value, 'references'), own(value, 'path'), own(value, 'fullname')]
    : []
  if (typeof type !== 'string' || !Array.isArray(references))
    return [rejection('metasploit-module', 'Cannot read a module: it must have a type and a list of references', at)]
  if (!ATTACKING.has(type)) return []
  const isPath = typeof path === 'string' && /^\/modules\/[\w./-]{1,200}$/.test(path)
  const told = {
    reference: isPath ? `https://github.com/rapid7/metasploit-framework/blob/master${path}` : undefined,
    note: typeof fullname === 'string' && fullname !== '' ? fullname.slice(0, 200) : undefined,
  }
  return [...new Set(references.flatMap((reference) => cveIdOf(reference) ?? []))].map((vulnerability) =>
    publishedExploit('metasploit', vulnerability, told),
  )
}
