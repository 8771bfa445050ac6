/**
 * A paged interface into a folder of pages, `PARAMETER-NUMBER.json`. All pages are fetched into `.hygie/staged` first; then
 * that folder is renamed to `.hygie/ready`, and from there the pages go into place. A run that dies in between is finished by
 * the next one, so pages of two days never stand side by side for long.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeedAddress } from '@hygie/core/knowledge/feed'
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { fetchWhole } from './fetch-whole.ts'
import { isSafePath, mirroredUrl, type Planned } from './plan.ts'
import type { Session } from './session.ts'
import { WORK_FOLDER } from './state.ts'
import { shownUrl } from './transport.ts'
import { done, trouble, type Attempt } from './trouble.ts'

type Paging = NonNullable<FeedAddress['paging']>
type Page = { readonly bytes: Buffer; readonly rows: number; readonly total: number }

/** Totals count what may not be shown; more than this share missing is an error. */
const MISSING_SHARE_MAX = 0.01
const MANIFEST = 'manifest.json'

/** Gives the number of pages. Errors: fetch-*; pages-short when rows are missing; the pages of before stay. */
export async function fetchPages(
  session: Session,
  feed: string,
  planned: Planned,
  paging: Paging,
  asked: { readonly headers: Readonly<Record<string, string>>; readonly intervalMs: number },
): Promise<Result<number>> {
  const staged = join(session.mirror, WORK_FOLDER, 'staged', encodeURIComponent(planned.path))
  rmSync(staged, { recursive: true, force: true })
  mkdirSync(staged, { recursive: true })
  const names: string[] = []
  const byPages = paging.counts === 'pages'
  let rows = 0
  let total = 0
  for (let number = byPages ? 1 : 0; ; number = byPages ? number + 1 : rows) {
    if (names.length >= session.limits.pagesMax)
      return fail('pages-many', `Cannot fetch "${shownUrl(planned.url)}": more than ${session.limits.pagesMax} pages`)
    const name = `${paging.parameter}-${number}.json`
    const url =
      session.from === undefined ? pageUrl(planned.url, paging, number) : mirroredUrl(session.from.url, `${planned.path}/${name}`)
    const page = await fetchWhole(session, { feed, url, bytesMax: planned.address.bytesMax, ...asked }, (bytes) =>
      readPage(bytes, paging, url),
    )
    if (!page.ok) return page
    total = page.value.total // it may change while we read
    if (page.value.rows === 0 && names.length > 0) break
    writeFileSync(join(staged, name), page.value.bytes)
    names.push(name)
    rows += page.value.rows
    session.report({ kind: 'list', feed, path: planned.path, done: rows, total })
    if (rows >= total || page.value.rows === 0) break
  }
  if (rows < total * (1 - MISSING_SHARE_MAX))
    return fail('pages-short', `Cannot use "${shownUrl(planned.url)}": it ends after ${rows} of ${total} rows`)
  makeReady(session.mirror, planned.path, staged, names)
  return ok(names.length)
}

function pageUrl(text: string, paging: Paging, number: number): string {
  const url = new URL(text)
  url.searchParams.set(paging.sizeParameter, String(paging.sizeRows))
  url.searchParams.set(paging.parameter, String(number))
  return url.href
}

/** Rows are the members of the one list at the top: servers give fewer than asked for, so they must be counted. */
function readPage(bytes: Buffer, paging: Paging, url: string): Attempt<Page> {
  const bad = (why: string): Attempt<never> =>
    trouble('later', { code: 'fetch-content', message: `Cannot read the page "${shownUrl(url)}": ${why}` })
  let page: unknown
  try {
    page = JSON.parse(bytes.toString('utf8'))
  } catch {
    return bad('it is no JSON')
  }
  if (typeof page !== 'object' || page === null) return bad('it is no object')
  const total: unknown = Object.entries(page).find(([name]) => name === paging.totalField)?.[1]
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 0)
    return bad(`it has no number "${paging.totalField}"`)
  const lists = Object.values(page).filter((value) => Array.isArray(value))
  const [rows] = lists
  if (rows === undefined || lists.length !== 1) return bad(`it has ${lists.length} lists at the top, must be one`)
  return done({ bytes, rows: rows.length, total })
}

function makeReady(mirror: string, path: string, staged: string, names: readonly string[]): void {
  writeFileSync(join(staged, MANIFEST), JSON.stringify(names))
  const ready = join(mirror, WORK_FOLDER, 'ready')
  mkdirSync(ready, { recursive: true })
  const folder = join(ready, encodeURIComponent(path))
  rmSync(folder, { recursive: true, force: true })
  renameSync(staged, folder)
  placeReady(mirror)
}

/** Puts pages that are complete into place, also those of a run that died. Pages that are no more go away. */
export function placeReady(mirror: string): void {
  const ready = join(mirror, WORK_FOLDER, 'ready')
  if (!existsSync(ready)) return
  for (const encoded of readdirSync(ready)) {
    const folder = join(ready, encoded)
    const path = decodeURIComponent(encoded)
    const names = existsSync(join(folder, MANIFEST)) ? manifest(readFileSync(join(folder, MANIFEST), 'utf8')) : []
    if (isSafePath(path) && names.length > 0) {
      const target = join(mirror, path)
      mkdirSync(target, { recursive: true })
      for (const name of names) if (existsSync(join(folder, name))) renameSync(join(folder, name), join(target, name))
      const kind = names[0]?.replace(/-\d+\.json$/, '')
      for (const name of readdirSync(target))
        if (/-\d+\.json$/.test(name) && name.replace(/-\d+\.json$/, '') === kind && !names.includes(name))
          rmSync(join(target, name))
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

function manifest(text: string): readonly string[] {
  const names: unknown = JSON.parse(text) // written by us, renamed when whole
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string' && isSafePath(name)) : []
}
