/** What the build takes in: records of feeds, each with the feed and the file that said it. */
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { Failure } from '@hygie/versions/result'

/** A feed broke as a whole: the rest of the file is built, and `info` says what is missing. */
export type FeedFailure = { readonly kind: 'failure'; readonly error: Failure }

export type SourcedRecord = {
  /** Name of the feed. */
  readonly source: string
  /** Path in the mirror or below the feed's folder, members of archives after `!`. */
  readonly file: string
  readonly record: KnowledgeRecord | Rejection | StatedAt | FeedFailure
}
