/** Reads PyPA's advisory database, which keeps OSV records as YAML. Source: OSV schema; github.com/pypa/advisory-database. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject } from '@hygie/standards/json/fields'
import { parseOsv } from '@hygie/standards/osv/record'
import { instantOf } from '../fields/instant.ts'
import { recordsOf } from '../osv-ecosystem/records.ts'
import { rejectionOf } from '../reading/bytes.ts'
import { yamlDocument } from '../reading/yaml.ts'

/** The biggest met has 40 kB (lists of versions of tensorflow). */
const DOCUMENT_BYTES_MAX = 4 * 1_048_576

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  // Every scalar stays text: `- introduced: 1.10` is a version.
  const document = await yamlDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  const reading = document.ok ? parseOsv(withoutBlanks(document.value)) : document
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { record, problems } = reading.value
  for (const problem of problems) yield rejectionOf(problem)
  yield* recordsOf(record)
  const at = instantOf(record.modified)
  if (at !== undefined) yield { kind: 'stated', at }
}

/** `references:` with nothing behind it is absent. */
function withoutBlanks(value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== '')) : value
}
