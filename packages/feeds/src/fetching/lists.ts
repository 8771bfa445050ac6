/** Lists that name further files. They are outside data: an entry that leads elsewhere or upwards is a problem, not a file. */
import type { FeedList } from '@hygie/core/knowledge/feed'
import type { Failure, Read } from '@hygie/versions/result'
import { isSafePath } from './plan.ts'

export type ListEntry = {
  readonly url: string
  /** Below the list's folder. */
  readonly path: string
  /** As the list says it; compared for equality only. */
  readonly changed?: string
}

type Raw = { readonly reference: string; readonly changed?: string; readonly at: string }

/** `listUrl` is upstream's address of the list. Problems: list-entry, list-unreadable, list-long. */
export function readList(text: string, list: FeedList, listUrl: string, entriesMax: number): Read<ListEntry> {
  const raw = rawEntries(text, list.kind)
  if (raw === undefined)
    return {
      items: [],
      problems: [{ code: 'list-unreadable', message: `Cannot read the list "${listUrl}": no ${list.kind} list` }],
    }
  const items = new Map<string, ListEntry>()
  const problems: Failure[] = []
  for (const { reference, changed, at } of raw) {
    const entry = entryOf(reference, listUrl, list)
    if (entry === undefined)
      problems.push({
        code: 'list-entry',
        message: `Cannot follow "${reference.slice(0, 200)}": must lie on the server of the list`,
        at,
      })
    else if (list.accepts === undefined || list.accepts.test(entry.path))
      items.set(entry.path, { ...entry, ...(changed !== undefined && { changed }) })
    if (items.size > entriesMax) {
      problems.push({ code: 'list-long', message: `Cannot follow the list "${listUrl}": more than ${entriesMax} entries`, at })
      break
    }
  }
  return { items: [...items.values()], problems }
}

function rawEntries(text: string, kind: FeedList['kind']): readonly Raw[] | undefined {
  switch (kind) {
    case 'latest':
      return lines(text)
        .slice(0, 1)
        .map((reference) => ({ reference, at: 'line 1' }))
    case 'index':
      return lines(text).map((reference, index) => ({ reference, at: `line ${index + 1}` }))
    case 'changes':
      return lines(text).map((line, index) => {
        const [reference = '', changed = ''] = line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
        return { reference, changed, at: `line ${index + 1}` }
      })
    case 'rolie':
      return rolie(text)
    case 'rss':
      return rss(text)
    case 'repomd':
      return repomd(text)
    default:
      return kind satisfies never
  }
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function rolie(text: string): readonly Raw[] | undefined {
  const entries = member(member(parsed(text), 'feed'), 'entry')
  if (!Array.isArray(entries)) return undefined
  return entries.map((entry: unknown, index) => {
    const source = member(member(entry, 'content'), 'src')
    const updated = member(entry, 'updated')
    return {
      reference: typeof source === 'string' ? source : '',
      at: `entry ${index}`,
      ...(typeof updated === 'string' && { changed: updated }),
    }
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
}

/** By plain search: each item ends before the next begins, so the work grows with the text. */
function rss(text: string): readonly Raw[] | undefined {
  if (!text.includes('<rss') && !text.includes('<channel')) return undefined
  return text
    .split(/<item[\s>]/)
    .slice(1)
    .map((item, index) => {
      const changed = inside(item, 'pubDate')
      return { reference: inside(item, 'link') ?? '', at: `item ${index}`, ...(changed !== undefined && { changed }) }
    })
}

/** The names bear the checksum of what they hold, so a file of the same name has not changed. */
function repomd(text: string): readonly Raw[] | undefined {
  if (!text.includes('<repomd')) return undefined
  return text
    .split(/<location\s/)
    .slice(1)
    .map((part, index) => {
      const href = /^[^<>]{0,400}?\bhref="([^"<>]{1,1000})"/.exec(part)?.[1] ?? ''
      return { reference: href === '' ? '' : `../${href}`, changed: href, at: `location ${index}` }
    })
}

function inside(item: string, tag: string): string | undefined {
  const start = item.indexOf(`<${tag}>`)
  const end = start === -1 ? -1 : item.indexOf(`</${tag}>`, start)
  if (end === -1) return undefined
  const content = item.slice(start + tag.length + 2, end).trim()
  return content
    .replace(/^<!\[CDATA\[/, '')
    .replace(/\]\]>$/, '')
    .replaceAll('&amp;', '&')
    .trim()
}

/** Same server as the list, and a path that may be written: relative to the list where it lies below, else from the root. */
function entryOf(reference: string, listUrl: string, list: FeedList): ListEntry | undefined {
  if (reference === '' || !URL.canParse(reference, listUrl)) return undefined
  const base = new URL(listUrl)
  const url = new URL(reference, base)
  if (url.origin !== base.origin || url.username !== '' || url.password !== '') return undefined
  const folder = base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1)
  const below = url.pathname.startsWith(folder) ? url.pathname.slice(folder.length) : url.pathname.slice(1)
  let path: string
  try {
    path = decodeURIComponent(below).replace(/\/$/, '')
  } catch {
    return undefined
  }
  if (list.suffix !== undefined) {
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${list.suffix}`
    path = `${path}.${list.suffix.replaceAll('/', '')}`
  }
  return isSafePath(path) ? { url: url.href, path } : undefined
}
