/** Reads which releases of its systems Cisco names as affected, thousands in one advisory. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { ciscoDialect } from '../csaf-advisory/cisco.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, ciscoDialect)
}
