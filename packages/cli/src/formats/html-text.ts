/** HTML from text of the outside: nothing of it is ever markup. */

export type Html = { readonly html: string }

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Control characters are no text of HTML, and marks of writing direction would show a name in another order than it is. */
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/

function escaped(text: string): string {
  const seen = UNSEEN.test(text) ? text.replaceAll(new RegExp(UNSEEN, 'g'), '·') : text
  return seen.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

type Part = string | number | Html | readonly Html[] | undefined

/** Template whose values are escaped unless they are HTML made by this same template. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + partOf(values[index])).join('') }
}

function partOf(value: Part): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value))
  return 'html' in value ? value.html : value.map((item) => item.html).join('')
}
