/** Reads SUSE's advisories in CSAF form. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { csafRecords } from '../rpm-claims/csaf.ts'
import { suseCsaf } from '../rpm-claims/suse-csaf.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafRecords(file, suseCsaf)
}
