/** `hygie mirror fetch`: runs the fetcher with this machine's clock, network and secrets, and says what came of it. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Feed } from '@hygie/core/knowledge/feed'
import { fetchFeeds, type FeedFetch, type FetchRequest } from '@hygie/feeds/fetching/fetch-feeds'
import type { FetchLimits } from '@hygie/feeds/fetching/limits'
import { UserError, type ExitStatus } from '../user-error.ts'
import { columns, plain } from '../formats/columns.ts'
import type { Settings } from '../settings.ts'
import { wordsIn } from '../texts/text.ts'
import { fetchProgress } from './fetch-progress.ts'

export type MirrorFetch = {
  readonly mirror: string
  readonly authorityFiles: readonly string[]
  readonly insecureHttp: boolean
  readonly force: boolean
  readonly json: boolean
  readonly from?: string
  readonly limits?: FetchLimits
}

const TEXT_BYTES_MAX = 4 * 1_048_576
const FAILURES_SHOWN = 5

/** Errors: UserError when nothing could be begun; 3 when some feeds failed, 4 when all that were asked did. */
export async function fetchMirror(feeds: readonly Feed[], wanted: MirrorFetch, settings: Settings): Promise<ExitStatus> {
  const results = await fetchInto(feeds, wanted, settings)
  if (wanted.json) process.stdout.write(`${JSON.stringify({ mirror: wanted.mirror, feeds: results }, undefined, 1)}\n`)
  else process.stdout.write(resultText(results, wanted.mirror, settings))
  return statusOf(results)
}

/** The same without a word on standard output. */
export async function fetchInto(feeds: readonly Feed[], wanted: MirrorFetch, settings: Settings): Promise<readonly FeedFetch[]> {
  if (settings.offline)
    throw new UserError('Cannot fetch: told never to use the network (--offline, HYGIE_OFFLINE or offline in hygie.yaml)', 2)
  if (wanted.from !== undefined) checkFrom(wanted.from, wanted.insecureHttp)
  const progress = fetchProgress(feeds.length, settings)
  const request: FetchRequest = {
    mirror: wanted.mirror,
    feeds,
    force: wanted.force,
    transport: {
      environment: process.env,
      authorities: wanted.authorityFiles.map(authority),
      insecureHttp: wanted.insecureHttp,
    },
    clock: { now: Date.now, random: Math.random, wait: (delayMs) => pause(delayMs) },
    secret: (name) => secretOf(name, settings),
    report: progress.report,
    ...(wanted.from !== undefined && { from: wanted.from }),
    ...(wanted.limits !== undefined && { limits: wanted.limits }),
  }
  try {
    const results = await fetchFeeds(request)
    if (!results.ok) throw new UserError(results.error.message, 4)
    return results.value
  } finally {
    progress.clear()
  }
}

function checkFrom(from: string, insecureHttp: boolean): void {
  const wrong = !URL.canParse(from) || !['http:', 'https:'].includes(new URL(from).protocol)
  if (wrong) throw new UserError('Cannot fetch from there (--from): must be the https address of a mirror', 2)
  const url = new URL(from)
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw new UserError('Cannot fetch from there (--from): must be an address without name, password and question mark', 2)
  if (url.protocol === 'http:' && !insecureHttp && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
    throw new UserError(
      'Cannot fetch from there (--from): must be https; for plain HTTP in a network you trust, add --insecure-http',
      2,
    )
}

function authority(path: string): string {
  const text = smallText(path)
  if (text?.includes('-----BEGIN CERTIFICATE-----') !== true)
    throw new UserError(`Cannot read "${path}" (--ca): must be a file of certificates in PEM form`, 2)
  return text
}

/** `nvd`: `HYGIE_NVD_API_KEY`, else the file that `HYGIE_NVD_API_KEY_FILE` names, else `secrets/nvd-api-key` in the home. */
function secretOf(name: string, settings: Settings): string | undefined {
  const variable = `HYGIE_${name.toUpperCase().replaceAll('-', '_')}_API_KEY`
  const value =
    process.env[variable] ?? smallText(process.env[`${variable}_FILE`] ?? join(settings.home, 'secrets', `${name}-api-key`))
  const trimmed = value?.trim()
  if (trimmed === undefined || trimmed === '') return undefined
  if (!/^[\x21-\x7E]{1,512}$/.test(trimmed))
    throw new UserError(`Cannot use the secret "${name}": must be one word of ASCII signs`, 2)
  return trimmed
}

function smallText(path: string): string | undefined {
  try {
    return existsSync(path) && statSync(path).size <= TEXT_BYTES_MAX ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}

function statusOf(results: readonly FeedFetch[]): ExitStatus {
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  if (failed.length === 0) return 0
  const asked = results.filter(({ outcome }) => outcome !== 'local' && outcome !== 'recent')
  const nothing = failed.length === asked.length && failed.every(({ files }) => files.fetched + files.unchanged === 0)
  return nothing ? 4 : 3
}

function resultText(results: readonly FeedFetch[], mirror: string, settings: Settings): string {
  const say = wordsIn(settings.language)
  const rows = results.map(({ feed, outcome, files, failures }) => [
    feed,
    say(`mirror.${outcome}`),
    outcome === 'local' || outcome === 'recent' ? '' : say('mirror.files', files),
    ...(failures.length > 0 ? [plain(failures[0]?.message ?? '')] : []),
  ])
  const more = results.flatMap(({ feed, failures: [first, ...others] }) =>
    [...new Set(others.map(({ message }) => message))]
      .filter((message) => message !== first?.message)
      .slice(0, FAILURES_SHOWN)
      .map((message) => `${feed}: ${plain(message)}`),
  )
  const total = say('mirror.total', {
    mirror,
    fetched: count(results, 'fetched'),
    unchanged: count(results, 'unchanged') + count(results, 'recent'),
    failed: count(results, 'failed'),
  })
  // errors are never cut: they say what to do
  return `${[...columns(rows, Number.POSITIVE_INFINITY), ...more, total].join('\n')}\n`
}

function count(results: readonly FeedFetch[], outcome: FeedFetch['outcome']): number {
  return results.filter((result) => result.outcome === outcome).length
}
