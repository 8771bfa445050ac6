/** Reads pages of ubuntu.com's security API: `{ cves: […] }` or `{ notices: […] }`, each with `total_results`. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject } from '@hygie/standards/json/fields'
import { rejection } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { cveRecords } from './cve.ts'
import { noticeRecords } from './notice.ts'

/** A CVE of every kernel has 1,500 states, 400 kB. */
const ENTRY_BYTES_MAX = 16 * MIB

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const list = file.path.includes('/notices/') ? 'notices' : 'cves'
  let newest = ''
  for await (const entry of jsonEntries(file.bytes(), { path: [list], depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const at = `offset ${entry.offset}`
    if (!isObject(entry.value)) {
      yield rejection('ubuntu-entry', `Cannot read an entry of ${list}: must be an object`, at)
      continue
    }
    for (const item of list === 'cves' ? cveRecords(entry.value, at) : noticeRecords(entry.value, at))
      if (item.kind === 'stated') newest = item.at > newest ? item.at : newest
      else yield item
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}
