/**
 * Reads Apple's pages on security releases: what a release mends, entry by entry. Source: support.apple.com, "About the security
 * content of …" and the lists of releases; pages of 2003–2005 hold the entries themselves, with candidate numbers (CAN-…).
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { cveIdsIn } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { htmlBlocks, type HtmlBlock } from '../reading/html.ts'
import { MIB } from '../reading/limits.ts'
import { fixesOf } from './fixed-version.ts'

/** The page of a big release has 300 kB. */
const PAGE_BYTES_MAX = 16 * MIB

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const page = await htmlBlocks(file.bytes(), PAGE_BYTES_MAX)
  if (!page.ok) {
    yield rejectionOf(page.error)
    return
  }
  const article = plainName(file.path).replace(/\.html$/, '')
  const heading = page.value.find(({ tag }) => tag === 'h1' || tag === 'h2')?.text ?? ''
  if (heading === '') {
    yield rejection('apple-page', 'Cannot read the page: it has no heading')
    return
  }
  const { releases, statedAt } = releasesOf(page.value)
  const vulnerabilities = [...new Set(releases.flatMap(({ entries }) => entries.map(({ vulnerability }) => vulnerability)))]
  // A list of releases says nothing that their pages do not, but for the oldest, which hold the entries themselves.
  if (vulnerabilities.length > 0 || !/^Apple security (?:updates|releases)\b/.test(heading))
    yield* pageRecords(article, heading, releases, vulnerabilities)
  if (statedAt !== '') yield { kind: 'stated', at: statedAt }
}

type Entry = { readonly vulnerability: string; readonly available: string }
type Release = { readonly name: string; readonly entries: Entry[]; releasedAt?: string; revisedAt?: string }

function* pageRecords(
  article: string,
  heading: string,
  releases: readonly Release[],
  vulnerabilities: readonly string[],
): Generator<KnowledgeRecord | Rejection> {
  const id = `APPLE-${article}`
  const reference = `https://support.apple.com/en-us/${article}`
  const named = releases.filter(({ name, entries }) => name !== '' && entries.length > 0)
  const publishedAt = releases.find(({ releasedAt }) => releasedAt !== undefined)?.releasedAt
  const revised = releases.flatMap(({ revisedAt }) => revisedAt ?? []).toSorted()
  yield defined({
    kind: 'advisory' as const,
    id,
    publisher: 'Apple',
    category: 'advisory' as const,
    title: heading,
    publishedAt,
    revisedAt: revised.at(-1),
    language: 'en',
    vulnerabilities,
    products: named.map(({ name }) => ({ vendor: 'Apple', name })),
    reference,
  })
  for (const release of named) yield* claimsOf(release, id, reference)
}

function* claimsOf({ name, entries, releasedAt, revisedAt }: Release, advisory: string, reference: string): Generator<Claim> {
  for (const { product, criteria, range, line } of fixesOf(name))
    for (const { vulnerability, available } of entries)
      if (line === undefined || isAvailableFor(available, line))
        yield defined({
          kind: 'claim' as const,
          vulnerability,
          product,
          range,
          status: 'affected' as const,
          advisory,
          statedAt: revisedAt ?? releasedAt,
          note: available === '' ? undefined : `available for ${available.slice(0, 300)}`,
          reference,
          cpe: { criteria },
        })
}

/** `macOS Sonoma and macOS Ventura`, `macOS Mojave 10.14.5`; an entry that names none is of the whole release. */
function isAvailableFor(available: string, line: string): boolean {
  return available === '' || available.split(/, (?:and )?| and /).some((name) => name === line || name.startsWith(`${line} `))
}

/** Each second heading begins a release, but for those that are about something else. */
function releasesOf(blocks: readonly HtmlBlock[]): { readonly releases: readonly Release[]; readonly statedAt: string } {
  const releases: Release[] = [{ name: '', entries: [] }]
  let available = ''
  let statedAt = ''
  for (const { tag, text } of blocks) {
    const release = releases.at(-1) ?? { name: '', entries: [] }
    if (tag === 'h2') {
      releases.push({ name: /^(?:About|Additional|Acknowledg)/i.test(text) ? '' : text, entries: [] })
      available = ''
    } else if (tag === 'h3') available = ''
    else if (text.startsWith('Available for:')) available = text.slice('Available for:'.length).trim()
    const day = dayIn(text)
    if (day !== undefined) {
      if (text.startsWith('Released ')) release.releasedAt ??= day
      else if (/^(?:Entry|Entries) (?:added|updated) /.test(text) && day > (release.revisedAt ?? '')) release.revisedAt = day
      if (day > statedAt) statedAt = day
    }
    for (const vulnerability of mendedIn(text)) release.entries.push({ vulnerability, available })
  }
  return { releases, statedAt }
}

/** Lines that begin with an id or its label; prose names ids that were mended elsewhere. Candidates became CVE of the same number. */
function mendedIn(text: string): readonly string[] {
  const short = text.slice(0, TEXT_CHARS_MAX)
  if (/^(?:CVE-IDs?|CVE IDs?)\s*:|^CVE-\d{4}-\d/.test(short)) return cveIdsIn(short.replaceAll(/\bCAN-(?=\d{4}-\d)/g, 'CVE-'))
  const candidate = /\bCAN-(\d{4}-\d{4})\b/.exec(short)?.[1] // only lists of 2003–2005 have them, one a line
  return candidate === undefined ? [] : [`CVE-${candidate}`]
}

const TEXT_CHARS_MAX = 5000
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `Released July 27, 2026`, `27 Jul 2026`, `Entry added August 1, 2026`. */
function dayIn(text: string): string | undefined {
  if (text.length > 300) return undefined
  const [, month, day, year] = /\b([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4})$/.exec(text) ?? []
  const [, otherDay, otherMonth, otherYear] = /(?:^|- )(\d{1,2}) ([A-Z][a-z]{2,8}) (\d{4})$/.exec(text) ?? []
  const name = month ?? otherMonth ?? '?'
  const number = MONTHS.findIndex((full) => full === name || full.slice(0, 3) === name) + 1
  return dayOf(`${year ?? otherYear ?? ''}-${String(number).padStart(2, '0')}-${(day ?? otherDay ?? '').padStart(2, '0')}`)
}
