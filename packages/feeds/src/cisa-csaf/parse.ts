/** Reads CISA's advisories on what makers of industrial and medical devices told it. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { makersOf } from './makers.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'CISA',
  origin: 'cisa',
  ids: /^ICSM?A-\d\d-\d{3}-\d\d[A-Z]?$/i,
  language: 'en',
  industrial: true,
  makersOf,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
