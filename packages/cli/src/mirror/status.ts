/** `hygie mirror status`: per feed how much is there, how old it is, what is missing. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { mirrorStatus, type FeedStatus } from '@hygie/feeds/fetching/status'
import type { ExitStatus } from '../user-error.ts'
import { columns, plain } from '../formats/columns.ts'
import type { Settings } from '../settings.ts'
import { wordsIn, type Words } from '../texts/text.ts'
import { size } from './fetch-progress.ts'

/** 0 whatever the age: the state was told. 4 when no feed has a file. */
export async function printStatus(
  feeds: readonly Feed[],
  mirror: string,
  now: number,
  json: boolean,
  settings: Settings,
): Promise<ExitStatus> {
  const all = await mirrorStatus(feeds, mirror, now)
  if (json) process.stdout.write(`${JSON.stringify({ mirror, feeds: all }, undefined, 1)}\n`)
  else process.stdout.write(statusText(all, mirror, settings))
  return all.some(({ files }) => files > 0) ? 0 : 4
}

function statusText(all: readonly FeedStatus[], mirror: string, settings: Settings): string {
  const say = wordsIn(settings.language)
  const head = [
    say('mirror.feed'),
    say('mirror.date'),
    say('mirror.age'),
    say('mirror.rhythm'),
    say('mirror.state'),
    say('mirror.size'),
    say('mirror.licence'),
  ]
  const rows = all.map((status) => [
    status.feed,
    status.date === undefined
      ? '-'
      : `${status.date.slice(0, 10)} ${status.basis === undefined ? '' : say(`mirror.by-${status.basis}`)}`,
    status.ageHours === undefined ? '-' : hours(status.ageHours),
    hours(status.rhythmHours),
    stateOf(status, say),
    status.files === 0 ? '-' : `${size(status.bytes)} (${status.files})`,
    status.licence,
  ])
  const problems = all.flatMap(({ feed, files, failure, missing }) => [
    ...(failure === undefined ? [] : [`${feed}: ${plain(failure)}`]),
    ...(missing.length === 0 || files === 0 ? [] : [`${feed}: ${say('mirror.missing', { paths: missing.join(', ') })}`]),
  ])
  const there = all.filter(({ files }) => files > 0)
  const total = say('mirror.summary', {
    mirror,
    there: there.length,
    feeds: all.length,
    stale: all.filter(({ stale }) => stale === true).length,
    size: size(all.reduce((sum, { bytes }) => sum + bytes, 0)),
  })
  return `${[...columns([head, ...rows], process.stdout.columns || 160), ...problems, total].join('\n')}\n`
}

function stateOf({ files, stale, failure, local }: FeedStatus, say: Words): string {
  if (files === 0) return say(local ? 'mirror.local' : 'mirror.absent')
  if (failure !== undefined) return say('mirror.failed')
  if (stale === undefined) return say('mirror.unknown')
  return say(stale ? 'mirror.stale' : 'mirror.fresh')
}

function hours(count: number): string {
  return count < 72 ? `${Math.round(count)} h` : `${Math.round(count / 24)} d`
}
