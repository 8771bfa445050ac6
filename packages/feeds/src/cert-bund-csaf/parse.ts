/** Reads what CERT-Bund collects of other makers, in German. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'CERT-Bund',
  origin: 'cert-bund',
  ids: /^WID-SEC-W-\d{4}-\d{4}$/,
  language: 'de',
  isCopy: true,
  cpeOfSiblings: true,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
