/** Reads Alpine's security database: each document is a repository of a release. */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { textOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import { secdbClaims, type SecdbPlace } from '../secdb/claims.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection> {
  return secdbClaims(file, placeOf)
}

/** The document's word, else the folder's: `v3.16` → `3.16`, `edge`. */
function placeOf(document: JsonObject, path: string, problems: Problems): SecdbPlace | undefined {
  const said = textOf(document, 'distroversion', '$', problems) ?? /[/!](v\d+\.\d+|edge)\/[^/]+$/.exec(path)?.[1] ?? ''
  const release = /^v?(\d{1,3}\.\d{1,3}|edge)$/.exec(said)?.[1]
  return release === undefined ? undefined : { distribution: 'alpine', release }
}
