/** A list, and the files it names: new and changed ones are fetched, what was not changed is not asked for. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedList } from '@hygie/core/knowledge/feed'
import type { Failure, Result } from '@hygie/versions/result'
import { ok } from '@hygie/versions/result'
import { download, type Wanted } from './download.ts'
import { readList, type ListEntry } from './lists.ts'
import { mirroredUrl, type Planned } from './plan.ts'
import type { FileOutcome, Session } from './session.ts'

export type Followed = {
  readonly outcomes: readonly FileOutcome[]
  readonly failures: readonly Failure[]
  readonly latest?: string
}

/** A server that fails so often will fail for the rest too. */
const FAILURES_MAX = 20
/** A run that is cut short loses the memory of this many files at most. */
const FILES_A_SAVE = 500

/** `since` is the day of the feed's latest archive, for lists that tell the changes after it. */
export async function followList(
  session: Session,
  wanted: Wanted,
  planned: Planned,
  list: FeedList,
  since: string | undefined,
): Promise<Result<Followed>> {
  const got = await download(session, { ...wanted, bytesMax: session.limits.listBytesMax })
  if (!got.ok) return got
  const outcomes: FileOutcome[] = [got.value]
  const text = readFileSync(join(session.mirror, planned.path), 'utf8')
  const { items, problems } = readList(text, list, planned.url, session.limits.entriesMax)
  const failures: Failure[] = [...problems]
  // without the archive there is no day to begin at, and all that ever changed is not asked for one by one
  if (list.sinceLatest === true && since === undefined) return ok({ outcomes, failures })
  const entries = items.filter(
    ({ changed }) => list.sinceLatest !== true || changed === undefined || changed.slice(0, 10) >= (since ?? ''),
  )
  for (const [index, entry] of entries.entries()) {
    if (failures.length - problems.length >= FAILURES_MAX) break
    const path = `${list.folder}/${entry.path}`
    const file = await download(session, { ...wanted, ...fileOf(session, entry, list, path), path })
    if (file.ok) outcomes.push(file.value)
    else failures.push(file.error)
    session.report({ kind: 'list', feed: wanted.feed, path: planned.path, done: index + 1, total: entries.length })
    if (index % FILES_A_SAVE === FILES_A_SAVE - 1) session.state.save()
  }
  if (list.sinceLatest === true || (list.kind === 'repomd' && failures.length === 0))
    dropCovered(session, planned.path, list.folder, entries)
  const latest = list.kind === 'latest' && failures.length === 0 ? entries[0]?.path : undefined
  if (latest === undefined) return ok({ outcomes, failures })
  dropOlder(session, `${list.folder}/${latest}`)
  return ok({ outcomes, failures, latest })
}

function fileOf(session: Session, entry: ListEntry, list: FeedList, path: string): Pick<Wanted, 'url' | 'checksum' | 'changed'> {
  return {
    url: session.from === undefined ? entry.url : mirroredUrl(session.from.url, path),
    ...(entry.changed !== undefined && { changed: entry.changed }),
    ...(list.checksum !== undefined && {
      checksum: { url: `${entry.url}${list.checksum.suffix}`, kind: list.checksum.kind, of: 'file' as const },
    }),
  }
}

/** What the newer archive holds, or a repository lists no more, is not kept beside it. Only files that we fetched are removed. */
function dropCovered(session: Session, listPath: string, folder: string, entries: readonly ListEntry[]): void {
  const kept = new Set([listPath, ...entries.map(({ path }) => `${folder}/${path}`)])
  for (const path of session.state.paths()) if (path.startsWith(`${folder}/`) && !kept.has(path)) forget(session, path)
}

/** The archive of another day says less; its name differs in digits or a checksum only. Only files that we fetched are removed. */
function dropOlder(session: Session, path: string): void {
  const shape = (name: string): string => name.replaceAll(/[0-9a-f]{16,}/g, 'x').replaceAll(/\d/g, '0')
  for (const other of session.state.paths()) if (other !== path && shape(other) === shape(path)) forget(session, other)
}

function forget(session: Session, path: string): void {
  rmSync(join(session.mirror, path), { force: true })
  session.state.forgetFile(path)
}
