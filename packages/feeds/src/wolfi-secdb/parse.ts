/** Reads Wolfi's security database. The system rolls: there is one line, and the document names its repository alone. */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { own } from '@hygie/standards/json/fields'
import { secdbClaims } from '../secdb/claims.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection> {
  return secdbClaims(file, (document) =>
    own(document, 'reponame') === 'os' ? { distribution: 'wolfi', release: 'rolling' } : undefined,
  )
}
