/** From a feed's addresses to the files to fetch: placeholders put in, paths made safe, an internal mirror put in for upstream. */
import type { Feed, FeedAddress } from '@hygie/core/knowledge/feed'
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'

/** One address with nothing left to put in. */
export type Planned = {
  readonly address: FeedAddress
  readonly url: string
  /** Relative to the mirror, with `/`. */
  readonly path: string
  readonly checksumUrl?: string
  /** One of several by expansion, so it may be absent. */
  readonly optional: boolean
}

const COMBINATIONS_MAX = 10_000
const PATH_CHARS_MAX = 400
const SEGMENTS_MAX = 16

/** Errors: plan-address when a placeholder has no values or a path leaves the mirror (a defect of the feed). */
export function planOf(feed: Feed, now: number): Result<readonly Planned[]> {
  const all: Planned[] = []
  for (const address of feed.addresses) {
    const choices = combinations(address.expand ?? {}, now)
    if (choices === undefined)
      return fail('plan-address', `Cannot expand "${address.url}": more than ${COMBINATIONS_MAX} addresses`)
    for (const values of choices) {
      const put = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
      const planned: Planned = {
        address,
        url: put(address.url),
        path: put(address.path),
        optional: choices.length > 1,
        ...(address.checksum !== undefined && { checksumUrl: put(address.checksum.url) }),
      }
      if (/[{}]/.test(planned.url + planned.path + (planned.checksumUrl ?? '')))
        return fail('plan-address', `Cannot expand "${planned.url}": each {name} must have values`)
      if (!isSafePath(planned.path))
        return fail('plan-address', `Cannot use the path "${planned.path}": must lie below the mirror`)
      all.push(planned)
    }
  }
  return ok(all)
}

function combinations(
  expand: Readonly<Record<string, readonly string[]>>,
  now: number,
): readonly Readonly<Record<string, string>>[] | undefined {
  let rows: readonly Readonly<Record<string, string>>[] = [{}]
  for (const [name, values] of Object.entries(expand)) {
    const each = values.flatMap((value) => yearsFrom(value, now))
    if (rows.length * each.length > COMBINATIONS_MAX) return undefined
    rows = rows.flatMap((row) => each.map((value) => ({ ...row, [name]: value })))
  }
  return rows
}

/** `2002..` is each year from 2002 to that of `now`, UTC. */
function yearsFrom(value: string, now: number): readonly string[] {
  const first = /^(\d{4})\.\.$/.exec(value)?.[1]
  if (first === undefined) return [value]
  const count = new Date(now).getUTCFullYear() - Number(first) + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) => String(Number(first) + index))
}

/** Relative, no step upwards, no hidden part (`.hygie` is ours), no sign that some file system reads otherwise. */
export function isSafePath(path: string): boolean {
  const segments = path.split('/')
  return (
    path.length <= PATH_CHARS_MAX &&
    segments.length <= SEGMENTS_MAX &&
    segments.every(
      (segment) => segment !== '' && !segment.startsWith('.') && !/[\\:*?"<>|\u0000-\u001F\u007F]|[. ]$/.test(segment),
    )
  )
}

/** The same path on an internal mirror. */
export function mirroredUrl(from: string, path: string): string {
  return `${from.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`
}
