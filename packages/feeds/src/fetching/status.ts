/** What a mirror holds of each feed, how old it is, and whether that is too old. */
import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feed } from '@hygie/core/knowledge/feed'
import { broken, type Bytes } from '../reading/bytes.ts'
import { openFiles } from '../reading/files.ts'
import { FOLDER_DEPTH_MAX } from '../reading/limits.ts'
import { planOf } from './plan.ts'
import { openState } from './state.ts'

export type FeedStatus = {
  readonly feed: string
  readonly files: number
  readonly bytes: number
  /** The newest date known, and what says so: our last complete fetch, the data, or only the files' times. */
  readonly date?: string
  readonly basis?: 'fetched' | 'stated' | 'file'
  readonly ageHours?: number
  readonly rhythmHours: number
  /** Two rounds were missed. Absent when nothing is there, or only the times of files tell, which any copy changes. */
  readonly stale?: boolean
  readonly licence: string
  /** Files that a fetch would bring and that are not there; only of feeds that were fetched, others came in their own form. */
  readonly missing: readonly string[]
  readonly failure?: string
  /** It has no public address, so it is brought by hand. */
  readonly local: boolean
}

const HOUR_MS = 3_600_000
const ROUNDS = 2
/** The date that the data state is looked for in the first files only: all of a mirror takes minutes to read. */
const STATED_BYTES_MAX = 16 * 1_048_576
const STATED_FILES_MAX = 64

export async function mirrorStatus(feeds: readonly Feed[], mirror: string, now: number): Promise<readonly FeedStatus[]> {
  const state = openState(mirror)
  const all: FeedStatus[] = []
  for (const feed of feeds) {
    const found = { files: 0, bytes: 0, newest: 0 }
    for (const path of feed.paths) await count(mirror, path, 0, found)
    const fetched = state.feed(feed.name)
    const dated = found.files === 0 ? undefined : await dateOf(feed, mirror, fetched?.checked, found.newest)
    const ageHours = dated === undefined ? undefined : Math.max(0, (now - Date.parse(dated.date)) / HOUR_MS)
    all.push({
      feed: feed.name,
      files: found.files,
      bytes: found.bytes,
      ...dated,
      ...(ageHours !== undefined && { ageHours: Math.round(ageHours * 10) / 10 }),
      ...(ageHours !== undefined && dated?.basis !== 'file' && { stale: ageHours > ROUNDS * feed.rhythmHours }),
      rhythmHours: feed.rhythmHours,
      licence: feed.licence,
      missing: fetched?.checked === undefined && found.files > 0 ? [] : await missingOf(feed, mirror, now),
      ...(fetched?.failure !== undefined && { failure: fetched.failure }),
      local: feed.addresses.length === 0,
    })
  }
  return all
}

async function count(
  mirror: string,
  path: string,
  depth: number,
  into: { files: number; bytes: number; newest: number },
): Promise<void> {
  const full = join(mirror, path)
  const stat = await lstat(full).catch(() => undefined)
  if (stat?.isFile() === true) {
    into.files += 1
    into.bytes += stat.size
    into.newest = Math.max(into.newest, stat.mtimeMs)
  }
  if (stat?.isDirectory() !== true || depth > FOLDER_DEPTH_MAX) return
  const entries: readonly Dirent[] = await readdir(full, { withFileTypes: true }).catch(() => [])
  for (const { name } of entries) await count(mirror, `${path}/${name}`, depth + 1, into)
}

async function dateOf(
  feed: Feed,
  mirror: string,
  checked: string | undefined,
  newest: number,
): Promise<Required<Pick<FeedStatus, 'date' | 'basis'>>> {
  if (checked !== undefined && !Number.isNaN(Date.parse(checked))) return { date: checked, basis: 'fetched' }
  const stated = await statedBy(feed, mirror)
  return stated === undefined ? { date: new Date(newest).toISOString(), basis: 'file' } : { date: stated, basis: 'stated' }
}

/** The newest date that the first files state, read up to a bound; undefined when they state none. */
async function statedBy(feed: Feed, mirror: string): Promise<string | undefined> {
  let left = STATED_BYTES_MAX
  let files = 0
  let stated: string | undefined
  async function* bounded(bytes: Bytes): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      left -= chunk.length
      if (left < 0) throw broken('bytes-many', 'enough for a date')
      yield chunk
    }
  }
  try {
    for await (const file of openFiles(mirror, feed.paths, feed.accepts)) {
      if ('kind' in file) continue
      files += 1
      if (files > STATED_FILES_MAX || left < 0) break
      for await (const item of feed.parse({ path: file.path, bytes: () => bounded(file.bytes()) }))
        if (item.kind === 'stated' && !Number.isNaN(Date.parse(item.at)) && (stated === undefined || item.at > stated))
          stated = item.at
    }
  } catch {
    return stated // a damaged file is a matter of building, not of status
  }
  return stated
}

async function missingOf(feed: Feed, mirror: string, now: number): Promise<readonly string[]> {
  const plan = planOf(feed, now)
  if (!plan.ok) return []
  const missing: string[] = []
  for (const { path, optional } of plan.value)
    if (!optional && (await lstat(join(mirror, path)).catch(() => undefined)) === undefined) missing.push(path)
  return missing
}
