/**
 * CPE 2.3 names: read and print both bindings.
 *
 * Source: NISTIR 7695 (August 2011): well-formed names (section 5), URI binding (6.1), formatted string binding (6.2).
 */

import { fail, ok } from '@hygie/versions/result'
import type { Brand, Result } from '@hygie/versions/result'
import { ANY, NA, readComponent, unitsOf } from './component.ts'

/** In the order of the formatted string. */
export const CPE_ATTRIBUTES = [
  'part',
  'vendor',
  'product',
  'version',
  'update',
  'edition',
  'language',
  'swEdition',
  'targetSw',
  'targetHw',
  'other',
] as const
export type CpeAttribute = (typeof CPE_ATTRIBUTES)[number]

/** A well-formed name. Each value is canonical as `component.ts` says: `*` any, `-` not applicable, else quoted text. */
export type Cpe = Brand<Readonly<Record<CpeAttribute, string>>, 'cpe'>

/** The longest name in NVD's dictionary has about 270 characters. */
const CHARS_MAX = 2048

const FORMATTED = 'cpe:2.3:'
const URI = 'cpe:/'

/**
 * Reads a formatted string (`cpe:2.3:…`, exactly eleven values) or a URI (`cpe:/…`, up to seven). Uppercase letters are
 * lowered; a printable character that lacks its backslash in a formatted string gets it, as 6.2.3.2 says.
 *
 * Errors  cpe-malformed
 * Cost    linear in the text, at most CHARS_MAX characters; below 2 µs for a name of NVD
 */
export function parseCpe(text: string): Result<Cpe> {
  if (text.length > CHARS_MAX) return malformed(text, `at most ${CHARS_MAX} characters`)
  if (text.startsWith(FORMATTED)) return parseFormatted(text)
  if (text.startsWith(URI)) return parseUri(text)
  return malformed(text, 'it must begin with "cpe:2.3:" or "cpe:/"')
}

/** As `parseCpe`, but a formatted string may stop early, as people and catalogues write it: `cpe:2.3:a:apache:http_server:2.4.49`. */
export function mendCpe(text: string): Result<Cpe> {
  const missing =
    text.length <= CHARS_MAX && text.startsWith(FORMATTED)
      ? CPE_ATTRIBUTES.length - splitUnquoted(text.slice(FORMATTED.length)).length
      : 0
  return parseCpe(missing > 0 ? text + `:${ANY}`.repeat(missing) : text)
}

/** Makes a name of values, quoted or not; what is absent is ANY. Errors: cpe-malformed. */
export function buildCpe(values: Readonly<Partial<Record<CpeAttribute, string>>>): Result<Cpe> {
  return assemble(
    CPE_ATTRIBUTES.map((attribute) => values[attribute] ?? ANY),
    'of these values',
  )
}

/** The formatted string. */
export function printCpe(cpe: Cpe): string {
  return FORMATTED + CPE_ATTRIBUTES.map((attribute) => cpe[attribute]).join(':')
}

/** The URI, without empty components at its end. Source: 6.1.2. */
export function printCpeUri(cpe: Cpe): string {
  const parts = [cpe.part, cpe.vendor, cpe.product, cpe.version, cpe.update].map(encode)
  const packed = [cpe.swEdition, cpe.targetSw, cpe.targetHw, cpe.other]
  const edition = encode(cpe.edition)
  const isPacked = packed.some((value) => value !== ANY)
  parts.push(isPacked ? ['', edition, ...packed.map(encode)].join('~') : edition, encode(cpe.language))
  while (parts.at(-1) === '') parts.pop()
  return URI + parts.join(':')
}

function parseFormatted(text: string): Result<Cpe> {
  const values = splitUnquoted(text.slice(FORMATTED.length))
  if (values.length !== CPE_ATTRIBUTES.length) return malformed(text, `${CPE_ATTRIBUTES.length} values, not ${values.length}`)
  return assemble(values, text)
}

function splitUnquoted(text: string): readonly string[] {
  if (!text.includes('\\')) return text.split(':')
  const values: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === ':') {
      values.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...values, text.slice(start)]
}

/** Source: 6.1.3. A component that is missing or empty is ANY. */
function parseUri(text: string): Result<Cpe> {
  const parts = text.slice(URI.length).split(':')
  if (parts.length > 7) return malformed(text, `at most 7 components, not ${parts.length}`)
  const [part = '', vendor = '', product = '', version = '', update = '', edition = '', language = ''] = parts
  const editions = unpackEdition(edition)
  if (editions === undefined) return malformed(text, 'a packed edition must have five values')
  const [plain = '', ...packed] = editions
  const encoded = [part, vendor, product, version, update, plain, language, ...packed]
  const values = encoded.map(decode)
  return values.every((value) => value !== undefined)
    ? assemble(values, text)
    : malformed(text, 'special characters must be percent-encoded')
}

/** edition, sw_edition, target_sw, target_hw, other. What follows the fourth `~` is all of other (6.1.3.3). */
function unpackEdition(text: string): readonly string[] | undefined {
  if (!text.startsWith('~')) return [text, '', '', '', '']
  const values = text.slice(1).split('~')
  return values.length < 5 ? undefined : [...values.slice(0, 4), values.slice(4).join('~')]
}

/** The one place that makes a Cpe. */
function assemble(values: readonly string[], shown: string): Result<Cpe> {
  const parts: (string | undefined)[] = values.map(readComponent)
  const wrong = parts.indexOf(undefined)
  if (wrong !== -1) return malformed(shown, `${CPE_ATTRIBUTES[wrong] ?? ''} "${values[wrong] ?? ''}" is not well-formed`)
  const [part, vendor, product, version, update, edition, language, swEdition, targetSw, targetHw, other] = parts
  if (part === undefined || !'aoh*-'.includes(part) || part.length !== 1) return malformed(shown, 'the part must be a, o or h')
  const cpe = { part, vendor, product, version, update, edition, language, swEdition, targetSw, targetHw, other }
  return ok(cpe as unknown as Cpe)
}

/** Percent-encoded characters of the URI binding (6.1.3.2); %01 and %02 are the wildcards. */
const ENCODED = /^%(?:0[12]|2[1-9a-cf]|3[a-f]|40|5[b-e]|60|7[b-e])$/

/** Undefined if a character or triplet is not one of the URI binding. */
function decode(text: string): string | undefined {
  if (text === '') return ANY
  // A raw `?` is read as the wildcard, as the pseudo-code of 6.1.3.2 lets it pass.
  const units = text.toLowerCase().match(/%..|[\w.\-~?]/g) ?? []
  if (units.join('').length !== text.length) return undefined
  const values = units.map((unit) => {
    if (unit === '%01') return '?'
    if (unit === '%02') return '*'
    if (unit.length === 1) return unit === '~' ? '\\~' : unit
    return ENCODED.test(unit) ? `\\${String.fromCharCode(Number.parseInt(unit.slice(1), 16))}` : undefined
  })
  if (!values.every((value) => value !== undefined)) return undefined
  const value = values.join('')
  return value === ANY ? undefined : value // %02 alone is a wildcard without a body, not ANY
}

function encode(component: string): string {
  if (component === ANY) return ''
  if (component === NA || !/[\\*?]/.test(component)) return component
  return unitsOf(component)
    .map((unit) => {
      if (unit === '?') return '%01'
      if (unit === '*') return '%02'
      return unit.length === 1 ? unit : `%${unit.charCodeAt(1).toString(16).padStart(2, '0')}`
    })
    .join('')
}

function malformed(text: string, should: string): Result<Cpe> {
  return fail('cpe-malformed', `Cannot read "${text.slice(0, 200)}" as a CPE name: ${should}`)
}
