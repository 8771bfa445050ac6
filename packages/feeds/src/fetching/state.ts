/**
 * What the mirror remembers of its files, in `.hygie/state.json`: validators for conditional requests, checksums, dates.
 * Losing it costs one full download; feeds never read the folder `.hygie`.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Everything in the mirror that is not a feed's file. */
export const WORK_FOLDER = '.hygie'
const FORMAT = 'hygie.mirror/1'
const STATE_BYTES_MAX = 256 * 1_048_576 // 400 bytes a file; Red Hat has 60,000

export type FileState = {
  readonly url: string
  readonly sha256: string
  readonly bytes: number
  /** When it was last fetched, ISO 8601 UTC. */
  readonly fetched: string
  readonly etag?: string
  readonly modified?: string
  /** The checksum that upstream gave, when it did. */
  readonly sum?: string
  /** The instant that a list gave for it. */
  readonly changed?: string
}

export type FeedState = {
  /** When upstream was last asked about all of it, with success. */
  readonly checked?: string
  readonly failed?: string
  readonly failure?: string
}

export type MirrorState = {
  readonly feed: (name: string) => FeedState | undefined
  readonly setFeed: (name: string, state: FeedState) => void
  readonly file: (path: string) => FileState | undefined
  readonly setFile: (path: string, state: FileState) => void
  readonly forgetFile: (path: string) => void
  readonly paths: () => readonly string[]
  readonly save: () => void
}

/** A state that cannot be read is an empty one. Written through a file beside it, so that it is whole at any time. */
export function openState(mirror: string): MirrorState {
  const path = join(mirror, WORK_FOLDER, 'state.json')
  const known = parseState(textOf(path))
  const feeds = new Map(known.feeds)
  const files = new Map(known.files)
  return {
    feed: (name) => feeds.get(name),
    setFeed: (name, state) => void feeds.set(name, state),
    file: (name) => files.get(name),
    setFile: (name, state) => void files.set(name, state),
    forgetFile: (name) => void files.delete(name),
    paths: () => [...files.keys()],
    save() {
      mkdirSync(dirname(path), { recursive: true })
      const sorted = (entries: Map<string, unknown>): Record<string, unknown> =>
        Object.fromEntries([...entries].toSorted(([left], [right]) => (left < right ? -1 : 1)))
      const text = JSON.stringify({ format: FORMAT, feeds: sorted(feeds), files: sorted(files) }, undefined, 1)
      writeFileSync(`${path}.new`, `${text}\n`)
      renameSync(`${path}.new`, path)
    },
  }
}

/** Also for the state of another mirror that is copied from. Entries of a wrong shape are left out. */
export function parseState(text: string | undefined): {
  readonly feeds: ReadonlyMap<string, FeedState>
  readonly files: ReadonlyMap<string, FileState>
} {
  const feeds = new Map<string, FeedState>()
  const files = new Map<string, FileState>()
  const root = record(json(text))
  if (root?.['format'] !== FORMAT) return { feeds, files }
  for (const [name, value] of Object.entries(record(root['feeds']) ?? {})) {
    const state = record(value)
    if (state !== undefined) feeds.set(name, texts(state, ['checked', 'failed', 'failure']))
  }
  for (const [path, value] of Object.entries(record(root['files']) ?? {})) {
    const state = record(value)
    if (state === undefined) continue
    const { url, sha256, fetched, bytes } = state
    if (typeof url !== 'string' || typeof fetched !== 'string' || typeof bytes !== 'number') continue
    if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) continue
    files.set(path, { url, sha256, bytes, fetched, ...texts(state, ['etag', 'modified', 'sum', 'changed']) })
  }
  return { feeds, files }
}

function textOf(path: string): string | undefined {
  try {
    return statSync(path).size > STATE_BYTES_MAX ? undefined : readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function json(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>) // an object that is no array has only named members
    : undefined
}

function texts<Name extends string>(
  from: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): { readonly [Key in Name]?: string } {
  return Object.fromEntries(names.flatMap((name) => (typeof from[name] === 'string' ? [[name, from[name]]] : []))) as {
    readonly [Key in Name]?: string // only the names asked for, only texts
  }
}
