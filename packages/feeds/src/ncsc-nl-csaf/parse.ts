/** Reads what NCSC-NL collects of other makers, in Dutch. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { networkKeysOf } from '../csaf-advisory/network.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'NCSC-NL',
  origin: 'ncsc-nl',
  ids: /^NCSC-\d{4}-\d{4}$/,
  language: 'nl',
  isCopy: true,
  keysOf: networkKeysOf,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
