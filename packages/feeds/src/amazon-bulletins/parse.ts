/**
 * Reads the bulletins of Amazon Linux as news (RSS) and as pages (HTML): which CVE each is about, and where it stands. They
 * name builds without their epoch, so they make no claim; those come from the repositories (`amazon-updateinfo`).
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { BULLETIN_IDS, fullId } from '../amazon-linux/bulletin.ts'
import { cveIdsIn } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { htmlBlocks } from '../reading/html.ts'
import { MIB } from '../reading/limits.ts'
import { xmlEvents } from '../reading/xml.ts'

/** A page has 12 kB, one with the builds of a kernel some 50. */
const PAGE_BYTES_MAX = 4 * MIB
const TEXT_CHARS_MAX = 100_000

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return plainName(file.path).endsWith('.rss') ? parseNews(file) : parsePage(file)
}

async function* parseNews(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  let item: Map<string, string> | undefined
  let text = ''
  let newest = ''
  for await (const event of xmlEvents(file.bytes())) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') text = `${text}${event.text}`.slice(0, TEXT_CHARS_MAX)
    else if (event.kind === 'open') {
      text = ''
      if (event.name === 'item') item = new Map()
    } else if (item !== undefined) {
      if (event.name !== 'item') item.set(event.name, text.trim())
      else {
        const record = newsOf(item)
        yield record
        if (record.kind === 'advisory' && (record.publishedAt ?? '') > newest) newest = record.publishedAt ?? ''
        item = undefined
      }
    }
  }
  if (newest !== '') yield { kind: 'stated', at: newest }
}

/** `ALAS-2018-1106 (medium): 389-ds-base`, `ALAS-2018-996 (medium): stunnel, amazon-efs-utils` */
function newsOf(item: ReadonlyMap<string, string>): AdvisoryRecord | Rejection {
  const title = item.get('title') ?? ''
  const link = item.get('link') ?? ''
  const [, short = '', names = ''] = /^(ALAS[\w.-]{1,80}) \([A-Za-z]{1,20}\): {0,4}([\w.+, -]{1,1000})$/.exec(title) ?? []
  const id = fullId(short, link)
  if (id === undefined)
    return rejection('amazon-bulletin', `Cannot read the news "${title.slice(0, 80)}": no id, or no page of its system`)
  return defined({
    kind: 'advisory' as const,
    id,
    publisher: 'Amazon Linux',
    category: 'advisory' as const,
    title: `${id}${title.slice(short.length)}`,
    publishedAt: dayOfNews(item.get('pubDate') ?? ''),
    language: 'en',
    vulnerabilities: cveIdsIn(item.get('description') ?? ''),
    products: names.split(/, */).map((name) => ({ vendor: 'Amazon Linux', name })),
    reference: link,
  })
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** `Thu, 15 Nov 2018 00:10:00 GMT`. Source: RFC 822 as RSS 2.0 has it. */
function dayOfNews(text: string): string | undefined {
  const [, day = '', month = '', year = '', time = ''] = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d:\d\d:\d\d) GMT$/.exec(text) ?? []
  return instantOf(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day}T${time}Z`)
}

async function* parsePage(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const page = await htmlBlocks(file.bytes(), PAGE_BYTES_MAX)
  if (!page.ok) {
    yield rejectionOf(page.error)
    return
  }
  const id = page.value.find(({ tag }) => tag === 'h1')?.text ?? ''
  if (!BULLETIN_IDS.test(id)) {
    yield rejection('amazon-bulletin', `Cannot read the page: "${id.slice(0, 80)}" is no id of a bulletin`)
    return
  }
  const whole = page.value.map(({ text }) => text).join('\n')
  // only the links under "References" are the bulletin's own; its text and its questions name others
  const vulnerabilities = page.value.flatMap(({ text, links }) =>
    text.startsWith('References:') ? links.flatMap(({ href }) => (href.startsWith('/cve/html/') ? cveIdsIn(href) : [])) : [],
  )
  const dated = (label: string): string | undefined =>
    instantOf(new RegExp(`Advisory ${label} Date: (\\d{4}-\\d\\d-\\d\\d)`).exec(whole)?.[1]) // in Pacific time: the day is enough
  const names = page.value[page.value.findIndex(({ text }) => text === 'Affected Packages:') + 1]?.text ?? ''
  const packages = names.split(', ').filter((name) => /^[\w.+-]{1,200}$/.test(name))
  const revisedAt = dated('Updated')
  yield defined({
    kind: 'advisory' as const,
    id,
    publisher: 'Amazon Linux',
    category: 'advisory' as const,
    title: packages.length === 0 ? id : `${id}: ${packages.join(', ')}`,
    publishedAt: dated('Release'),
    revisedAt,
    language: 'en',
    vulnerabilities: [...new Set(vulnerabilities)],
    products: packages.map((name) => ({ vendor: 'Amazon Linux', name })),
  })
  if (revisedAt !== undefined) yield { kind: 'stated', at: revisedAt }
}
