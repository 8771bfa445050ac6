/** What a feed is: data about where it comes from, and a reader. Fetching and reading are apart. */
import type { KnowledgeRecord, Rejection } from './record.ts'

/**
 * One address to fetch into the mirror. `{year}` and the like in `url`, `path` and `checksum.url` are put in by the fetcher
 * from `expand`; a value such as `2002..` means each year from then to the present one. What an expansion names and the
 * server does not have (404) is no failure, as long as one of them is there.
 */
export type FeedAddress = {
  readonly url: string
  /**
   * Path in the mirror, with the feed's folder. A folder when the address is paged (its files are `PARAMETER-NUMBER.json`)
   * or followed with paths of its own.
   */
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
    /** What `parameter` counts: rows from 0 (the default), or pages from 1. */
    readonly counts?: 'rows' | 'pages'
  }
  /** The address is a list of further files, which are fetched too. */
  readonly follow?: FeedList
  /** A secret that the interface takes, by the name under which the installation knows it; it may be absent. */
  readonly key?: { readonly name: string; readonly header: string; readonly intervalMs: number }
  /** Least time between two requests to this host, where upstream asks for more than common politeness. */
  readonly intervalMs?: number
  readonly bytesMax: number
}

export type FeedList = {
  /**
   * `latest`   text: the name of one file (Red Hat, `archive_latest.txt`)
   * `changes`  CSV without a head: path, instant (CSAF 2.0, 7.1.13)
   * `index`    text: one path a line (CSAF 2.0, 7.1.12)
   * `rolie`    JSON, RFC 8322 as in CSAF 2.0, 7.1.15: `feed.entry[].content.src` and `updated`
   * `rss`      RSS 2.0: `item/link` and `pubDate`
   * `repomd`   `repodata/repomd.xml` of an RPM repository: `data/location/@href`, relative to the folder above the list's
   */
  readonly kind: 'latest' | 'changes' | 'index' | 'rolie' | 'rss' | 'repomd'
  /** Folder of the mirror for the files named; below it each keeps its path relative to the list. */
  readonly folder: string
  /** Only entries whose path matches are followed. */
  readonly accepts?: RegExp
  /** Put behind each entry's address, e.g. `json/`. */
  readonly suffix?: string
  /** Suffix of the checksum beside each file. */
  readonly checksum?: { readonly suffix: string; readonly kind: 'sha256' | 'sha512' }
  /** Only what changed since the day in the name of the file that a `latest` list of the same feed gave. */
  readonly sinceLatest?: boolean
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
