/** Reads the CSAF form of what Palo Alto Networks says of its products. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { CsafDialect } from '../csaf-advisory/dialect.ts'
import { networkKeysOf } from '../csaf-advisory/network.ts'
import { csafAdvisoryRecords } from '../csaf-advisory/records.ts'

const DIALECT: CsafDialect = {
  publisher: 'Palo Alto Networks',
  origin: 'paloalto',
  ids: /^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4})$/,
  language: 'en',
  keysOf: networkKeysOf,
  endsOfBranches: true,
}

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return csafAdvisoryRecords(file, DIALECT)
}
