/**
 * The ways in which a real file comes to harm, for tests of readers in every room (all may import from this one).
 *
 * `harms()` makes them up, `harmed` does them to a content. A harm knows no content, so that one property covers all
 * samples of a reader, and a failure shrinks to the fewest steps.
 */
import fc from 'fast-check'

type Step = { readonly kind: (typeof KINDS)[number]; readonly where: number; readonly length: number; readonly pick: number }
export type Harm = readonly Step[]

const KINDS = [
  'cut',
  'flip',
  'repeat',
  'drop',
  'swap',
  'insert',
  'long',
  'deep',
  'number',
  'time',
  'word',
  'key',
  'line',
  'encoding',
  'head',
] as const

const INSERTED = ['\0', '\0'.repeat(64), '\u{feff}', '\r', '\u2028', '"', '\\', ',', '\u{10ffff}', '\u0085', '%', '${a}', '&a;']
const DEEP = ['[', '{"a":', '<a>', '(', '- ', '{', '*', '../', '!', '[[']
const NUMBERS = [
  '1e400',
  '-1e400',
  '9'.repeat(400),
  '1e-400',
  '-0',
  '007',
  '0x10',
  'NaN',
  '18446744073709551616',
  '1.',
  '٣',
  '-1',
]
const TIMES = [
  '0000-00-00T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '1989-02-30T25:61:61Z',
  '2101-01-01',
  '9999-12-31T23:59:60+99:99',
  '10000-01-01',
  '+275760-09-13T00:00:00.001Z',
  '2024-13-45',
  '20240101',
]
const WORDS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  ' ',
  'null',
  '__proto__.x',
  '-rf',
  '\ud800',
  '/../..',
  '*',
]
const HEADS = [
  '\u{feff}\u{feff}',
  '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><a>&c;</a>',
  '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
  '{"__proto__":{"x":1}}\n',
  'a: &a [1, 2]\nb: &b [*a, *a]\nc: [*b, *b]\n',
  '\n'.repeat(5000),
  ")]}'\n",
]
/** Longer than any text a reader keeps, short enough to try often. */
const LONG_CHARS = 70_000
/** Deeper than any stack of a recursive reader. */
const DEEP_LEVELS = 12_000

const encoder = new TextEncoder()

/** How often a property over harms runs: little in every test, `HARM_RUNS=5000` for a hunt. */
export function harmRuns(usual: number): { readonly numRuns: number } {
  const wanted = process.env['HARM_RUNS']
  return { numRuns: wanted === undefined ? usual : Number(wanted) }
}

export function harms(stepsMax = 3): fc.Arbitrary<Harm> {
  return fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      where: fc.integer({ min: 0, max: 9_999 }).map((share) => share / 10_000), // a double would lie next to 0 nearly always
      length: fc.nat(200),
      pick: fc.nat(1_000_000),
    }),
    { minLength: 1, maxLength: stepsMax },
  )
}

export function harmed(content: Uint8Array, harm: Harm): Uint8Array {
  return harm.reduce(applied, content)
}

function applied(content: Uint8Array, { kind, where, length, pick }: Step): Uint8Array {
  const at = Math.floor(where * content.length)
  const end = Math.min(content.length, at + length)
  const [before, piece, after] = [content.subarray(0, at), content.subarray(at, end), content.subarray(end)]
  switch (kind) {
    case 'cut':
      return before
    case 'flip':
      return content.map((byte, index) => (index === at ? byte ^ (1 << (pick % 8)) : byte))
    case 'repeat':
      return joined(before, ...times(piece, 2 + (pick % 30)), after)
    case 'drop':
      return joined(before, after)
    case 'swap':
      return joined(after, piece, before)
    case 'insert':
      return joined(before, encoder.encode(one(INSERTED, pick)), content.subarray(at))
    case 'long':
      return joined(before, encoder.encode(one(['x', ' ', '9', '.', ',', '\\'], pick).repeat(LONG_CHARS)), content.subarray(at))
    case 'deep':
      return joined(before, encoder.encode(one(DEEP, pick).repeat(DEEP_LEVELS)), content.subarray(at))
    case 'number':
      return replaced(content, where, /-?\d[\d.]*/g, one(NUMBERS, pick))
    case 'time':
      return replaced(content, where, /\d{4}-?\d\d-?\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?/g, one(TIMES, pick))
    case 'word':
      return replaced(content, where, /[\w.+~:/@-]+/g, one(WORDS, pick))
    case 'key':
      return replaced(content, where, /"[\w-]+"(?=\s*:)/g, JSON.stringify(one(WORDS, pick)))
    case 'line':
      return lines(content, where, pick)
    case 'encoding':
      return encoded(content, pick)
    case 'head':
      return joined(encoder.encode(one(HEADS, pick)), content)
    default:
      throw new Error(`Defect: unhandled case ${JSON.stringify(kind satisfies never)}`)
  }
}

/** One match of the pattern, at about that place, put out for other text. Bytes stay bytes: read as Latin-1. */
function replaced(content: Uint8Array, where: number, pattern: RegExp, text: string): Uint8Array {
  const from = Math.max(0, Math.floor(where * content.length) - 1)
  // A window: the samples of some feeds have megabytes.
  const window = String.fromCharCode(...content.subarray(from, from + 4_000))
  const match = [...window.matchAll(pattern)][0]
  if (match === undefined) return content
  const at = from + match.index
  return joined(content.subarray(0, at), encoder.encode(text), content.subarray(at + match[0].length))
}

/** One line gone, twice, 50 times, cut in two, or before its neighbour. */
function lines(content: Uint8Array, where: number, pick: number): Uint8Array {
  const at = Math.floor(where * content.length)
  const start = content.lastIndexOf(10, at) + 1
  const found = content.indexOf(10, start)
  const end = found < 0 ? content.length : found + 1
  const [before, line, after] = [content.subarray(0, start), content.subarray(start, end), content.subarray(end)]
  switch (pick % 5) {
    case 0:
      return joined(before, after)
    case 1:
      return joined(before, line, line, after)
    case 2:
      return joined(before, ...times(line, line.length < 2_000 ? 50 : 2), after)
    case 3:
      return joined(before, line.subarray(0, line.length / 2), encoder.encode('\n'), line.subarray(line.length / 2), after)
    default:
      return joined(line, before, after)
  }
}

/** UTF-16 either way, with and without its mark; Latin-1 and UTF-8 taken for each other; halves of characters. */
function encoded(content: Uint8Array, pick: number): Uint8Array {
  const wide = (first: number, second: number): Uint8Array => {
    const out = new Uint8Array(content.length * 2)
    content.forEach((byte, index) => (out[index * 2 + first] = byte))
    return pick % 2 === 0 ? out : joined(Uint8Array.of(second === 1 ? 0xff : 0xfe, second === 1 ? 0xfe : 0xff), out)
  }
  switch (pick % 8) {
    case 0:
    case 1:
      return wide(0, 1)
    case 2:
    case 3:
      return wide(1, 0)
    case 4:
      return content.map((byte, index) => (index % 97 === 96 && byte >= 0x61 ? byte | 0x80 : byte))
    case 5:
      return encoder.encode(new TextDecoder('latin1').decode(content))
    case 6: // a lone surrogate as UTF-8, an overlong slash, a fifth byte
      return joined(
        content.subarray(0, content.length / 2),
        Uint8Array.of(0xed, 0xa0, 0x80, 0xc0, 0xaf, 0xf8),
        content.subarray(content.length / 2),
      )
    default:
      return content.map((byte) => (byte === 10 ? 13 : byte))
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

function times(piece: Uint8Array, count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, () => piece)
}

function one(texts: readonly string[], pick: number): string {
  return texts[pick % texts.length] ?? ''
}
