/**
 * Reads pages of the Microsoft Update Catalog (what was found, and one update with what it replaces) and of update history.
 * Source: the pages themselves, in English; parts are found by their ids, not by their words.
 */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { Rejection, UpdateRecord } from '@hygie/core/knowledge/record'
import { instantOf } from '../fields/instant.ts'
import { plainText } from '../microsoft/guide.ts'
import { createUpdateTable, type UpdateTable } from '../microsoft/update-table.ts'
import { readAll, rejection, rejectionOf, utf8 } from '../reading/bytes.ts'
import { MIB } from '../reading/limits.ts'
import { historyOf, productsOfBuild } from './history.ts'
import { titleOf, type UpdateTitle } from './title.ts'

/** The longest page of history has 2 MB. */
const PAGE_BYTES_MAX = 16 * MIB
const PART_CHARS_MAX = 200_000
const TITLES_MAX = 2000

export async function* parse(file: FeedFile): AsyncGenerator<UpdateRecord | Rejection> {
  const whole = await readAll(file.bytes(), PAGE_BYTES_MAX)
  if (!whole.ok) {
    yield rejectionOf(whole.error)
    return
  }
  const page = utf8(whole.value)
  if (page === undefined || !/<html[\s>]/i.test(page.slice(0, 10_000))) {
    yield rejection('catalogue-page', 'Cannot read a page: it must be HTML in UTF-8')
    return
  }
  const updates = createUpdateTable()
  if (file.path.includes('/ScopedViewInline.aspx/')) {
    const problem = readUpdate(page, updates)
    if (problem !== undefined) yield problem
  } else if (file.path.includes('/Search.aspx/')) readFound(page, updates)
  else readHistory(page, /\/servicing\/os\/(?:windows-)?server/.test(file.path), updates)
  yield* updates.records()
}

/** One update: its title and day, the updates that it replaces, and those that replace it. */
function readUpdate(page: string, updates: UpdateTable): Rejection | undefined {
  const text = plainText(partAfter(page, 'id="ScopedViewHandler_titleText"'))
  if (text === undefined) return rejection('catalogue-title', 'Cannot read the page of an update: it has no title')
  const title = titleOf(text)
  if (title === undefined) return undefined
  const day = dayOf(plainText(partAfter(page, 'id="ScopedViewHandler_date"')), title)
  const replaced = titlesIn(partAfter(page, 'id="supersedesInfo"'))
  const replacing = titlesIn(partAfter(page, 'id="supersededbyInfo"'))
  for (const product of title.products) {
    const supersedes = replaced.flatMap(({ update, products }) => (products.includes(product) ? [update] : []))
    updates.add({ update: title.update, product, supersedes, lane: title.lane, day })
    for (const { update, products, lane } of replacing)
      if (products.includes(product)) updates.add({ update, product, supersedes: [title.update], lane })
  }
  return undefined
}

/** The table of what was found: titles, and days five cells further on. */
function readFound(page: string, updates: UpdateTable): void {
  let count = 0
  for (const { index } of page.matchAll(/<a id='[\w-]{1,60}_link'/g)) {
    if ((count += 1) > TITLES_MAX) return
    const row = page.slice(index, index + 5000)
    const title = titleOf(plainText(row.slice(0, row.indexOf('</a>') + 1)) ?? '')
    if (title === undefined) continue
    const [, date] = /<td [^<>]{0,200}_C4_R\d{1,4}">\s{0,200}([\d/]{8,10})\s/.exec(row) ?? []
    for (const product of title.products)
      updates.add({ update: title.update, product, lane: title.lane, day: dayOf(date, title) })
  }
}

function readHistory(page: string, isServer: boolean, updates: UpdateTable): void {
  for (const { update, day, lane, builds } of historyOf(page))
    for (const build of builds)
      for (const product of productsOfBuild(build, isServer)) updates.add({ update, product, build, lane, day })
}

/** What stands behind a marked tag, up to the next mark. */
function partAfter(page: string, mark: string): string {
  const at = page.indexOf(mark)
  if (at < 0) return ''
  const start = page.indexOf('>', at) + 1
  const end = page.indexOf(' id="', start)
  return page.slice(start, Math.min(end < 0 ? page.length : end, start + PART_CHARS_MAX)).replace(/<[^<>]{0,200}$/, '')
}

/** Titles one a block; one that cannot be read is one of another kind. */
function titlesIn(part: string): readonly UpdateTitle[] {
  return part.split('</div>', TITLES_MAX).flatMap((block) => titleOf(plainText(block) ?? '') ?? [])
}

/** `5/9/2023` is the day of the last change: it is that of release only in the month of the title. */
function dayOf(text: string | undefined, { month }: UpdateTitle): string | undefined {
  const [, monthOf = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/.exec(text ?? '') ?? []
  const found = instantOf(`${year}-${monthOf.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return found !== undefined && found.slice(0, 7) === month ? found : undefined
}
