/**
 * The text of an HTML page in its blocks, for pages that are a feed's only form. Tags need not be closed or nested well:
 * each block tag ends the block before it. Source: HTML Living Standard, 13.1; of the named characters only those met.
 *
 * No tree, no script, no style: what stands in `script`, `style` and comments is left out.
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import { readAll, utf8, type Bytes } from './bytes.ts'

export type HtmlBlock = {
  /** The innermost block tag: `h1`, `p`, `li`, `td`, `pre`; `body` outside of any. */
  readonly tag: string
  /** One space for each run of white space, `\n` for a `br`. Never empty. */
  readonly text: string
  readonly links: readonly HtmlLink[]
}
export type HtmlLink = { readonly href: string; readonly text: string }

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section table tbody td th thead title tr ul'.split(
    ' ',
  ),
)
const SILENT: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript'])
/** A tag with its attributes; longer ones are text of a page that is no page. */
const TAG_CHARS_MAX = 20_000
const BLOCKS_MAX = 500_000

/**
 * Errors  bytes-many, html-encoding, html-malformed when it has no `<html` or no block, html-large
 * Cost    linear in the page
 */
export async function htmlBlocks(bytes: Bytes, bytesMax: number): Promise<Result<readonly HtmlBlock[]>> {
  const whole = await readAll(bytes, bytesMax)
  if (!whole.ok) return whole
  const page = utf8(whole.value)
  if (page === undefined) return fail('html-encoding', 'Cannot read HTML: its bytes are not UTF-8')
  if (!/<html[\s>]/i.test(page.slice(0, 10_000)))
    return fail('html-malformed', 'Cannot read HTML: the page does not begin as one')
  const blocks = blocksOf(page)
  return blocks.length > BLOCKS_MAX ? fail('html-large', `Cannot read HTML: more than ${BLOCKS_MAX} blocks`) : ok(blocks)
}

type Writing = { tag: string; text: string; links: { href: string; from: number; text: string }[]; open: boolean }

function blocksOf(page: string): readonly HtmlBlock[] {
  const blocks: HtmlBlock[] = []
  let writing: Writing = { tag: 'body', text: '', links: [], open: false }
  const flush = (tag: string): void => {
    closeLink(writing)
    const text = tidy(writing.text)
    if (text !== '')
      blocks.push({ tag: writing.tag, text, links: writing.links.map(({ href, text: label }) => ({ href, text: tidy(label) })) })
    writing = { tag, text: '', links: [], open: false }
  }
  const lower = page.toLowerCase()
  let at = 0
  let close = -1 // of the next tag: looked for once, however many `<` stand before it
  while (at < page.length && blocks.length <= BLOCKS_MAX) {
    const start = page.indexOf('<', at)
    if (start < 0) break
    writing.text += spaced(page.slice(at, start))
    if (page.startsWith('<!--', start)) {
      const end = page.indexOf('-->', start + 4)
      if (end < 0) return blocks
      at = end + 3
      continue
    }
    if (close < start) close = page.indexOf('>', start)
    if (close < 0) break
    const tag = tagAt(page, start, close)
    if (tag === undefined) {
      writing.text += '<'
      at = start + 1
      continue
    }
    at = tag.end
    if (!tag.closing && SILENT.has(tag.name)) {
      const end = lower.indexOf(`</${tag.name}`, at)
      if (end < 0) break
      at = end
    } else if (BLOCKS.has(tag.name)) flush(tag.closing || tag.name === 'html' ? 'body' : tag.name)
    else if (tag.name === 'br') writing.text += '\n'
    else if (tag.name === 'a') {
      closeLink(writing)
      const href = tag.closing ? undefined : hrefOf(tag.attributes)
      if (href !== undefined) {
        writing.links.push({ href, from: writing.text.length, text: '' })
        writing.open = true
      }
    }
  }
  if (!page.includes('<', at)) writing.text += spaced(page.slice(at))
  flush('body')
  return blocks
}

function closeLink(writing: Writing): void {
  const link = writing.open ? writing.links.at(-1) : undefined
  if (link !== undefined) link.text = writing.text.slice(link.from)
  writing.open = false
}

type Tag = { readonly name: string; readonly closing: boolean; readonly attributes: string; readonly end: number }

function tagAt(page: string, start: number, end: number): Tag | undefined {
  const head = /^<(\/?)([A-Za-z!?][A-Za-z0-9:-]{0,40})/.exec(page.slice(start, start + 50))
  if (head === null) return undefined
  if (end - start > TAG_CHARS_MAX) return undefined
  const [whole, slash, name = ''] = head
  return { name: name.toLowerCase(), closing: slash === '/', attributes: page.slice(start + whole.length, end), end: end + 1 }
}

function hrefOf(attributes: string): string | undefined {
  const [, double, single, bare] =
    /(?:^|\s)href\s{0,4}=\s{0,4}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))/i.exec(attributes) ?? []
  const href = double ?? single ?? bare
  return href === undefined ? undefined : decoded(href).trim()
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  hellip: '…',
  ldquo: '“',
  lsquo: '‘',
  lt: '<',
  mdash: '—',
  nbsp: ' ',
  ndash: '–',
  quot: '"',
  rdquo: '”',
  rsquo: '’',
}

/** A name that is not known stays as it stands. */
function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, ten?: string, sixteen?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] ?? whole) : whole
      const point = ten === undefined ? Number.parseInt(sixteen ?? '', 16) : Number.parseInt(ten, 10)
      return point > 0 && point <= 0x10_ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : whole
    },
  )
}

/** A line of the source is no line of the text; only `br` is. */
function spaced(text: string): string {
  return decoded(text.replaceAll(/\s+/g, ' '))
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}
