/** Reads what Siemens says of its products. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'Siemens ProductCERT',
  origin: 'siemens',
  ids: /^SSA-\d{6}$/,
  language: 'en',
  industrial: true,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
