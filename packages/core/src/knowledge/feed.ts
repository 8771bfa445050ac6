/** What a feed is: data about where it comes from, and a reader. Fetching and reading are apart. */
import type { KnowledgeRecord, Rejection } from './record.ts'

/** One address to fetch into the mirror. `{year}`, `{date}` and the like are expanded by the fetcher from `expand`. */
export type FeedAddress = {
  readonly url: string
  /** Path in the mirror, below the feed's folder. */
  readonly path: string
  readonly expand?: Readonly<Record<string, readonly string[]>>
  /** Where upstream gives a checksum: address of it and its kind. */
  readonly checksum?: { readonly url: string; readonly kind: 'sha256' | 'sha512' | 'nvd-meta'; readonly of: 'file' | 'unpacked' }
  /** Paged interfaces: how to ask for the next page. */
  readonly paging?: {
    readonly parameter: string
    readonly sizeRows: number
    readonly sizeParameter: string
    readonly totalField: string
  }
  readonly bytesMax: number
}

/** A file of the mirror, unpacked on the way: members of archives come one by one. */
export type FeedFile = {
  /** Path below the feed's folder, members of archives after `!`: `osv/all.zip!CVE-2024-1.json`. */
  readonly path: string
  readonly bytes: () => AsyncIterable<Uint8Array>
}

export type Feed = {
  readonly name: string
  readonly title: string
  /** Folders or files of the mirror that belong to this feed, relative to the mirror, e.g. `debian/security-tracker`. */
  readonly paths: readonly string[]
  readonly addresses: readonly FeedAddress[]
  readonly rhythmHours: number
  readonly licence: string
  readonly homepage: string
  /** True for files this feed reads; others in its paths are left alone. */
  readonly accepts: (path: string) => boolean
  /** Yields in file order; memory bounded by one record (or one small file). Never throws on content. */
  readonly parse: (file: FeedFile) => AsyncIterable<KnowledgeRecord | Rejection | StatedAt>
}

/** The newest date the file states about itself (catalogue date, score date), yielded once per file when there is one. */
export type StatedAt = { readonly kind: 'stated'; readonly at: string }
