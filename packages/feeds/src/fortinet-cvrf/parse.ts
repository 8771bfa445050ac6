/** Reads the CVRF form of Fortinet's advisories. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { fortinetDialect } from '../csaf-advisory/fortinet.ts'
import { cvrfRecords } from '../csaf-advisory/cvrf.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return cvrfRecords(file, fortinetDialect)
}
