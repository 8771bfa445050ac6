/** Reads which versions of its products Fortinet names as affected, and the first fixed one of each branch. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { fortinetDialect } from '../csaf-advisory/fortinet.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, fortinetDialect)
}
