/**
 * Fetches feeds into a mirror. Feeds go side by side, hosts one request at a time; a feed that fails stops no other and
 * keeps the files it had.
 */
import { mkdirSync } from 'node:fs'
import type { Feed } from '@hygie/core/knowledge/feed'
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { READING_LIMITS, type ReadingLimits } from '../reading/limits.ts'
import { download, type Wanted } from './download.ts'
import { fetchWhole } from './fetch-whole.ts'
import { followList } from './follow.ts'
import { FETCH_LIMITS, type FetchLimits } from './limits.ts'
import { lockMirror } from './lock.ts'
import { openPace, type Clock } from './pace.ts'
import { fetchPages, placeReady } from './pages.ts'
import { mirroredUrl, planOf, type Planned } from './plan.ts'
import { openReach, type FetchEvent, type FileOutcome, type Session } from './session.ts'
import { openState, parseState, WORK_FOLDER } from './state.ts'
import { openTransport, type TransportOptions } from './transport.ts'
import { done } from './trouble.ts'

export type FetchRequest = {
  readonly mirror: string
  readonly feeds: readonly Feed[]
  readonly transport: TransportOptions
  readonly clock: Clock
  /** Ask also about feeds that were asked about less than their rhythm ago. */
  readonly force: boolean
  /** Address of an internal mirror with the same paths, instead of upstream. */
  readonly from?: string
  /** Keys of interfaces, by name. */
  readonly secret?: (name: string) => string | undefined
  readonly report?: (event: FetchEvent | FeedEvent) => void
  readonly limits?: FetchLimits
  readonly reading?: ReadingLimits
}

export type FeedEvent = { readonly kind: 'start'; readonly feed: string } | ({ readonly kind: 'feed' } & FeedFetch)

export type FeedFetch = {
  readonly feed: string
  /** `recent`: asked less than its rhythm ago, so not asked again. `local`: it has no public address. */
  readonly outcome: 'fetched' | 'unchanged' | 'recent' | 'local' | 'failed'
  readonly files: Readonly<Record<FileOutcome, number>>
  readonly failures: readonly Failure[]
}

const NO_FILES: FeedFetch['files'] = { fetched: 0, unchanged: 0, absent: 0 }
const HOUR_MS = 3_600_000
const STATE_BYTES_MAX = 256 * 1_048_576

/** Errors (nothing was done): mirror-locked, mirror-unwritable, fetch-proxy. What fails later is in the feed's result. */
export async function fetchFeeds(request: FetchRequest): Promise<Result<readonly FeedFetch[]>> {
  const limits = request.limits ?? FETCH_LIMITS
  const transport = openTransport(request.transport, limits)
  if (!transport.ok) return { ok: false, error: transport.trouble.error }
  const unlock = locked(request.mirror)
  if (!unlock.ok) return unlock
  try {
    placeReady(request.mirror)
    const session: Session = {
      mirror: request.mirror,
      transport: transport.value,
      pace: openPace(request.clock),
      clock: request.clock,
      limits,
      reading: request.reading ?? READING_LIMITS,
      state: openState(request.mirror),
      reach: openReach(),
      report: request.report ?? ((): void => undefined),
      secret: request.secret ?? ((): undefined => undefined),
    }
    const from = request.from === undefined ? undefined : { url: request.from, sums: await sumsOf(session, request.from) }
    return ok(await fetchAll(request, from === undefined ? session : { ...session, from }))
  } finally {
    unlock.value()
    await transport.value.close()
  }
}

function locked(mirror: string): Result<() => void> {
  try {
    mkdirSync(mirror, { recursive: true })
    return lockMirror(mirror)
  } catch (error) {
    return fail(
      'mirror-unwritable',
      `Cannot write into the mirror "${mirror}": ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** What the other mirror says of its files; one without it is taken as it is. */
async function sumsOf(session: Session, from: string): Promise<ReadonlyMap<string, string>> {
  const wanted = { feed: '', url: mirroredUrl(from, `${WORK_FOLDER}/state.json`), bytesMax: STATE_BYTES_MAX, intervalMs: 0 }
  const text = await fetchWhole(session, wanted, done)
  const { files } = parseState(text.ok ? text.value.toString('utf8') : undefined)
  return new Map([...files].map(([path, { sha256 }]) => [path, sha256]))
}

async function fetchAll(request: FetchRequest, session: Session): Promise<readonly FeedFetch[]> {
  const results: FeedFetch[] = []
  const queue = request.feeds.entries()
  const work = async (): Promise<void> => {
    for (const [index, feed] of queue) {
      request.report?.({ kind: 'start', feed: feed.name })
      const result = await fetchFeed(session, feed, request.force)
      results[index] = result
      request.report?.({ kind: 'feed', ...result })
    }
  }
  await Promise.all(Array.from({ length: session.limits.feedsAtOnce }, work))
  return results
}

async function fetchFeed(session: Session, feed: Feed, force: boolean): Promise<FeedFetch> {
  const { state, clock } = session
  const before = state.feed(feed.name)
  if (feed.addresses.length === 0) return { feed: feed.name, outcome: 'local', files: NO_FILES, failures: [] }
  if (!force && isRecent(before?.checked, feed.rhythmHours, clock.now()))
    return { feed: feed.name, outcome: 'recent', files: NO_FILES, failures: [] }
  const plan = planOf(feed, clock.now())
  if (!plan.ok) return { feed: feed.name, outcome: 'failed', files: NO_FILES, failures: [plan.error] }
  const counts = { ...NO_FILES }
  const failures: Failure[] = []
  let latest: string | undefined
  for (const planned of plan.value) {
    const got = await fetchPlanned(session, feed, planned, latest)
    latest = got.latest ?? latest
    failures.push(...got.failures)
    for (const outcome of got.outcomes) counts[outcome] += 1
  }
  if (failures.length === 0 && counts.fetched + counts.unchanged === 0)
    failures.push({
      code: 'fetch-absent',
      message: `Cannot fetch "${feed.name}": the server has none of its ${counts.absent} files`,
    })
  const at = new Date(clock.now()).toISOString()
  const [first] = failures
  state.setFeed(feed.name, first === undefined ? { checked: at } : { ...before, failed: at, failure: first.message })
  state.save()
  const outcome = first !== undefined ? 'failed' : counts.fetched > 0 ? 'fetched' : 'unchanged'
  return { feed: feed.name, outcome, files: counts, failures }
}

function isRecent(checked: string | undefined, rhythmHours: number, now: number): boolean {
  const at = checked === undefined ? Number.NaN : Date.parse(checked)
  return at <= now && now - at < rhythmHours * HOUR_MS
}

type Got = { readonly outcomes: readonly FileOutcome[]; readonly failures: readonly Failure[]; readonly latest?: string }

async function fetchPlanned(session: Session, feed: Feed, planned: Planned, latest: string | undefined): Promise<Got> {
  const { address } = planned
  const { headers, intervalMs } = asked(session, planned)
  if (address.paging !== undefined) {
    const pages = await fetchPages(session, feed.name, planned, address.paging, { headers, intervalMs })
    return pages.ok
      ? { outcomes: Array.from({ length: pages.value }, () => 'fetched'), failures: [] }
      : missing(session, feed, planned, pages.error)
  }
  const wanted: Wanted = {
    feed: feed.name,
    url: session.from === undefined ? planned.url : mirroredUrl(session.from.url, planned.path),
    path: planned.path,
    bytesMax: address.bytesMax,
    headers,
    intervalMs,
    ...(address.checksum !== undefined &&
      planned.checksumUrl !== undefined && { checksum: { ...address.checksum, url: planned.checksumUrl } }),
  }
  if (address.follow !== undefined) {
    const since = /\d{4}-\d\d-\d\d/.exec(latest ?? '')?.[0]
    const followed = await followList(session, wanted, planned, address.follow, since)
    return followed.ok ? followed.value : missing(session, feed, planned, followed.error)
  }
  const file = await download(session, wanted)
  return file.ok ? { outcomes: [file.value], failures: [] } : missing(session, feed, planned, file.error)
}

/** A key is sent to upstream only, and in a header, never in an address. */
function asked(session: Session, { address }: Planned): { headers: Readonly<Record<string, string>>; intervalMs: number } {
  const { hostIntervalMs } = session.limits
  if (session.from !== undefined) return { headers: {}, intervalMs: 0 }
  const key = address.key === undefined ? undefined : session.secret(address.key.name)
  if (key === undefined || address.key === undefined) return { headers: {}, intervalMs: address.intervalMs ?? hostIntervalMs }
  return { headers: { [address.key.header.toLowerCase()]: key }, intervalMs: address.key.intervalMs }
}

/** One of several files that is not there is usual: an old release without that repository, a year that has not begun. */
function missing(session: Session, feed: Feed, planned: Planned, error: Failure): Got {
  if (!planned.optional || error.code !== 'fetch-absent') return { outcomes: [], failures: [error] }
  session.report({ kind: 'file', feed: feed.name, path: planned.path, outcome: 'absent', bytes: 0 })
  return { outcomes: ['absent'], failures: [] }
}
