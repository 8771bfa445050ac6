/** Reads one feed out of a mirror: every accepted file through the feed's parser, counted, errors kept apart. */
import type { Feed, FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { FeedState } from '@hygie/core/knowledge/facts'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { failureOf, rejectionOf } from './reading/bytes.ts'
import { openFiles } from './reading/files.ts'
import { READING_LIMITS, type ReadingLimits } from './reading/limits.ts'

/** A record, what was refused, or the day that a file states, and the file it stood in (`ubuntu/osv.zip!cve/2016/x.json`). */
export type FeedItem = { readonly item: KnowledgeRecord | Rejection | StatedAt; readonly file: string }
export type FeedReading = {
  /** Once only. Never throws: a broken file is a rejection, and the next file follows. */
  readonly items: AsyncIterable<FeedItem>
  /** Counters so far; complete when `items` has ended. */
  readonly state: () => FeedState
}

/** Rejections of one feed that are handed out; all are counted. A broken file of millions of rows shall not fill a log. */
const REJECTIONS_MAX = 10_000

/**
 * Shape   records in order of the files, inside a file in its order; `error.at` is file, then place in it
 * Errors  `state().failure` when a defect of the parser ended a file early (also counted and given as a rejection)
 */
export function readFeed(feed: Feed, mirror: string, limits: ReadingLimits = READING_LIMITS): FeedReading {
  const counts = { files: 0, records: 0, rejected: 0 }
  let stated: string | undefined
  let failure: string | undefined

  async function* items(): AsyncGenerator<FeedItem> {
    for await (const file of openFiles(mirror, feed.paths, feed.accepts, limits)) {
      if (isRejection(file)) {
        counts.rejected += 1
        if (counts.rejected <= REJECTIONS_MAX) yield { item: file, file: file.error.at ?? '' }
        continue
      }
      counts.files += 1
      yield* fileItems(file)
    }
  }

  async function* fileItems(file: FeedFile): AsyncGenerator<FeedItem> {
    try {
      for await (const item of feed.parse(file))
        if (item.kind === 'stated') {
          stated = stated === undefined || item.at > stated ? item.at : stated
          yield { item, file: file.path }
        } else if (item.kind === 'rejection') {
          counts.rejected += 1
          if (counts.rejected <= REJECTIONS_MAX) yield { item: rejectionOf(item.error, file.path), file: file.path }
        } else {
          counts.records += 1
          yield { item, file: file.path }
        }
    } catch (thrown) {
      const error = failureOf(thrown)
      if (error.code === 'feed-defect') failure = `${file.path}: ${error.message}`
      counts.rejected += 1
      yield { item: rejectionOf(error, file.path), file: file.path }
    }
  }

  return {
    items: items(),
    state: () => ({
      name: feed.name,
      licence: feed.licence,
      ...counts,
      ...(stated === undefined ? {} : { stated }),
      ...(failure === undefined ? {} : { failure }),
    }),
  }
}

function isRejection(item: FeedFile | Rejection): item is Rejection {
  return 'kind' in item
}
