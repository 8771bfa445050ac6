/** The beginning of a Markdown text without its marks, for lists. */

const CHARS_MAX = 600

/**
 * The first lines of text, up to a whole sentence within CHARS_MAX; undefined when there is none.
 * Cost: linear, on the first 4,000 characters.
 */
export function plainSummary(markdown: string): string | undefined {
  const plain = markdown
    .slice(0, 4000)
    .replaceAll(/<[^<>]{1,200}>/g, '')
    .replaceAll(/!?\[([^[\]]{0,200})\]\([^()\s]{0,500}\)/g, '$1') // links and images
    .replaceAll(/\\([\\`*_{}[\]()#+.!~<>|-])/g, '$1') // old documents escape back-ticks
    .replaceAll(/^ {0,3}#{1,6} +/gm, '')
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (plain === '') return undefined
  if (plain.length <= CHARS_MAX) return plain
  const cut = plain.slice(0, CHARS_MAX)
  const end = cut.lastIndexOf('. ')
  return end > 0 ? cut.slice(0, end + 1) : `${cut.slice(0, CHARS_MAX - 1)}…`
}
