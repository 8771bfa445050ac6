/**
 * A regular expression of Ruby, as recog writes it → ours, with the same meaning.
 *
 * Source: Ruby 3 documentation, "Regexp"; ECMA-262, 22.2. What differs: in Ruby `^` and `$` are the ends of lines whatever
 * the flags, a line ends at "\n" alone, `m` lets the dot match it, and `\s` is ASCII.
 */
import { fail, ok, type Result } from '@hygie/versions/result'

export type PatternFlags = { readonly ignoreCase: boolean; readonly dotAll: boolean }

const CHARS_MAX = 2_048

/** Errors: pattern-large, pattern-malformed. */
export function parseRubyPattern(source: string, flags: PatternFlags): Result<RegExp> {
  if (source.length > CHARS_MAX) return fail('pattern-large', `Cannot use a pattern of ${source.length} characters`)
  const inline = /^\(\?([imx]{1,3})\)/.exec(source)
  const letters = inline?.[1] ?? ''
  if (letters.includes('x')) return fail('pattern-malformed', 'Cannot use a pattern in the extended form')
  const dotAll = flags.dotAll || letters.includes('m')
  try {
    const text = translate(unambiguous(source.slice(inline?.[0].length ?? 0)), dotAll)
    return ok(new RegExp(text, flags.ignoreCase || letters.includes('i') ? 'i' : ''))
  } catch (cause) {
    return fail('pattern-malformed', `Cannot use a pattern: ${cause instanceof Error ? cause.message : 'it is none'}`)
  }
}

/**
 * The same set of texts, said so that there is one way to match it: two ways for one character are 2^n for n. These are the
 * forms that recog has; banner.test.ts finds others.
 */
const AMBIGUOUS: readonly (readonly [form: string, plain: string])[] = [
  ['(?:\\r|\\n|.)', '[\\S\\s]'],
  ['(?:\\r|\\n|\\s)', '\\s'],
  ['(.+)*', '(.*)'],
  ['(\\d+\\.?\\d*\\.?\\d*)', '(\\d+(?:\\.\\d*){0,2})'],
  // Four parts of an address: the parts themselves hold no dot.
  ['([^ ]+\\.[^ ]+\\.[^ ]+\\.[^ ]+)', '([^ .]+\\.[^ .]+\\.[^ .]+\\.[^ ]+)'],
  ['([^ ]+\\.[^ ]+\\.[^ ]+)', '([^ .]+\\.[^ .]+\\.[^ ]+)'],
]

function unambiguous(source: string): string {
  return AMBIGUOUS.reduce((text, [form, plain]) => text.replaceAll(form, () => plain), source)
}

/**
 * How much of a text such a pattern is shown. Each repeat may multiply the work by the length, so with many of them a long
 * hostile text could cost minutes. The longest text that recog's patterns of many repeats are meant for has 569 and 409 characters; an
 * SNMP text has at most 255 (RFC 3418), an SSH greeting 255 (RFC 4253 4.2), a line of FTP and SMTP 512 (RFC 5321 4.5.3.1.5).
 */
export function charsFor(source: string): number {
  const repeats = source.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]/g, 'x').match(/[*+]|\{\d*,\d*\}/g)?.length ?? 0
  return repeats <= 2 ? 2_048 : repeats === 3 ? 640 : 416
}

const LINE_START = '(?:^|(?<=\\n))'
const LINE_END = '(?:$|(?=\\n))'
const BLANKS = ' \\t\\r\\n\\f\\v'
/** Escapes outside a class that mean something else here, or nothing. */
const ESCAPES: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '(?=\\n?$)',
  h: '[0-9A-Fa-f]',
  s: `[${BLANKS}]`,
  S: `[^${BLANKS}]`,
}

function translate(source: string, dotAll: boolean): string {
  let text = ''
  let inClass = false
  const closers: string[] = [''] // what ends with each open group
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? ''
    if (char === '\\') {
      at += 1
      const escaped = source[at] ?? ''
      text += inClass ? classEscape(escaped) : (ESCAPES[escaped] ?? `\\${escaped}`)
    } else if (inClass) {
      if (char === ']') inClass = false
      text += char === '[' ? '\\[' : char
    } else if (char === '[') {
      inClass = true
      text += char
    } else if (source.startsWith('(?i)', at)) {
      at += 3 // from here to the end of the group that it stands in
      text += '(?i:'
      closers.push(`)${closers.pop() ?? ''}`)
    } else if (char === '(') {
      closers.push('')
      text += char
    } else if (char === ')') text += `${closers.pop() ?? ''})`
    else if (char === '.') text += dotAll ? '[^]' : '[^\\n]'
    else if (char === '^') text += LINE_START
    else if (char === '$') text += LINE_END
    else text += char
  }
  return text + (closers.pop() ?? '')
}

function classEscape(escaped: string): string {
  return escaped === 's' ? BLANKS : escaped === 'h' ? '0-9A-Fa-f' : `\\${escaped}`
}
