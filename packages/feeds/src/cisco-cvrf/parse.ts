/** Reads the CVRF form of Cisco's advisories. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { ciscoDialect } from '../csaf-advisory/cisco.ts'
import { cvrfRecords } from '../csaf-advisory/cvrf.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return cvrfRecords(file, ciscoDialect)
}
