/** Reads Red Hat's VEX documents, one per CVE: what is fixed, affected, not affected, and what will not be fixed. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { csafRecords } from '../rpm-claims/csaf.ts'
import { redHatCsaf } from '../rpm-claims/redhat-csaf.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafRecords(file, redHatCsaf)
}
