/**
 * A table of recognisers: patterns over what a service says of itself, and what each lets one conclude. Source: recog,
 * README, "Fingerprints"; its files lie in content/recognisers, a hospital's own beside them.
 */
import { xmlReader, type XmlStart } from '@hygie/standards/xml/reader'
import type { Failure, Read } from '@hygie/versions/result'
import { charsFor, parseRubyPattern } from './ruby-pattern.ts'

export type Recogniser = {
  readonly pattern: RegExp
  /** Of a text that the pattern is shown. */
  readonly charsMax: number
  readonly description: string
  /** Field → the text it is given, with `{field}` for what another field holds. */
  readonly given: ReadonlyMap<string, string>
  /** Field → the group of the pattern that it is taken from. */
  readonly taken: ReadonlyMap<string, number>
  readonly examples: readonly RecogniserExample[]
}
/** A text that it must recognise, and what of it. */
export type RecogniserExample = { readonly text: string; readonly fields: ReadonlyMap<string, string> }

const RECOGNISERS_MAX = 20_000

type Growing = {
  readonly at: string
  readonly source: string
  readonly flags: string
  description: string
  readonly given: Map<string, string>
  readonly taken: Map<string, number>
  readonly examples: RecogniserExample[]
}

/** In the order of the file, which is the order in which they are tried. A broken one rejects itself; broken XML ends the reading. */
export function readRecognisers(text: string): Read<Recogniser> {
  const items: Recogniser[] = []
  const problems: Failure[] = []
  let growing: Growing | undefined
  const open: string[] = []
  let words = ''
  let example: ReadonlyMap<string, string> | undefined
  let count = 0
  const reader = xmlReader({
    open(start) {
      open.push(start.local)
      words = ''
      if (start.local === 'fingerprint') {
        count += 1
        growing = begin(start, count)
      } else if (start.local === 'param') {
        if (growing !== undefined) addParam(growing, start.attributes)
      } else if (start.local === 'example') example = start.attributes
    },
    text(piece) {
      words += piece
    },
    close() {
      const closed = open.pop()
      if (growing === undefined) return
      if (closed === 'description') growing.description = words.trim()
      else if (closed === 'example' && example !== undefined) growing.examples.push(exampleOf(words, example))
      else if (closed === 'fingerprint') {
        const made = finish(growing)
        if ('code' in made) problems.push(made)
        else if (items.length < RECOGNISERS_MAX) items.push(made)
        growing = undefined
      }
    },
  })
  const fault = reader.write(text) ?? reader.end()
  if (fault !== undefined) problems.push(fault)
  return { items, problems }
}

function begin({ attributes }: XmlStart, count: number): Growing {
  return {
    at: `fingerprint ${count}`,
    source: attributes.get('pattern') ?? '',
    flags: attributes.get('flags') ?? '',
    description: '',
    given: new Map(),
    taken: new Map(),
    examples: [],
  }
}

function addParam(growing: Growing, attributes: ReadonlyMap<string, string>): void {
  const name = attributes.get('name') ?? ''
  const group = Number.parseInt(attributes.get('pos') ?? '', 10)
  if (name === '' || !(group >= 0 && group < 100)) return
  if (group > 0) growing.taken.set(name, group)
  else growing.given.set(name, attributes.get('value') ?? '')
}

function exampleOf(words: string, attributes: ReadonlyMap<string, string>): RecogniserExample {
  const fields = new Map([...attributes].filter(([name]) => !name.startsWith('_')))
  return { text: attributes.get('_encoding') === 'base64' ? decoded(words) : words, fields }
}

function decoded(words: string): string {
  const bytes = Uint8Array.fromBase64(words.replaceAll(/\s+/g, ''))
  const text = new TextDecoder().decode(bytes)
  return text.includes('\uFFFD') ? String.fromCharCode(...bytes) : text // a protocol's raw bytes, one character each
}

function finish({ at, source, flags, ...rest }: Growing): Recogniser | Failure {
  if (source === '') return { code: 'recogniser-empty', message: 'Cannot use a recogniser without a pattern', at }
  const pattern = parseRubyPattern(source, {
    ignoreCase: flags.includes('REG_ICASE'),
    dotAll: /REG_MULTILINE|REG_DOT_NEWLINE/.test(flags),
  })
  return pattern.ok ? { pattern: pattern.value, charsMax: charsFor(source), ...rest } : { ...pattern.error, at }
}
