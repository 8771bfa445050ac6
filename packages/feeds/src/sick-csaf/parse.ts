/** Reads what SICK says of its sensors and their software. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'SICK PSIRT',
  origin: 'sick',
  ids: /^SCA-\d{4}-\d{4}$/i,
  language: 'en',
  industrial: true,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
