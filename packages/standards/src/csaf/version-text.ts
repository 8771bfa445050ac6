/**
 * Version texts of makers' advisories as ranges: `<4.1`, `>= 1.1 | <= 1.3.2`, `vers:all/<V4.6`, `4.0 and prior`, `3.x`, `7.0 all versions`.
 *
 * CSAF 2.0 3.1.2.2 wants `vers:` text in product_version_range and one version in product_version; makers write what they
 * like in both. What is read here is what the text says and no more: words that no rule knows stay words.
 */
import { versionCharsMax } from '@hygie/versions/limits'
import type { Bound, Interval, Range } from '@hygie/versions/range'
import { unreachable } from '@hygie/versions/result'

export type VersionText = {
  /** The text with its blanks put in order, for people. */
  readonly words: string
  /** What of it could be read, in scheme `generic`. */
  readonly range?: Range
  /**
   * True: the range is all that the text says. False: it also speaks of versions that no range holds (`A.01 <= C.0x`,
   * `with wireless option`), so for every other version it is unclear what it means.
   */
  readonly complete: boolean
}

/** The longest of 504 distinct texts in CISA's files has 150 characters. */
const TEXT_CHARS_MAX = 512
/** One text lists 24 versions at most; a list of thousands is not one text. */
const PARTS_MAX = 256

/**
 * `names`  what the text may begin with and means nothing: the product's own name (`FortiOS/7.0 all versions`)
 *
 * Shape   a range in scheme `generic`; an inclusive end of a series (`3.x`) has a last number that no version reaches
 *         (`SERIES_END`), because the text does not say that the next series has the fix
 * Errors  none: what cannot be read has no range and is not complete
 * Cost    linear in the text
 */
export function readVersionText(text: string, names: readonly string[] = []): VersionText {
  const words = text.replaceAll(/[\s\u00a0]+/g, ' ').trim()
  if (words.length > TEXT_CHARS_MAX) return { words: `${words.slice(0, TEXT_CHARS_MAX)}…`, complete: false }
  const plain = withoutNames(
    words
      .replaceAll('≤', '<=')
      .replaceAll('≥', '>=')
      .replace(/^vers:[a-z0-9.-]{1,32}\//i, ''),
    names,
  )
  const bare = plain
    .replace(/ ?\(end[ -]of[ -]life [^()]{1,40}\)$/i, '')
    .replace(/\.$/, '') // the end of a sentence
    .replaceAll(/_(and|or)_(?=[a-z])/gi, ' $1 ') // CISA since 2025: `9.60_and_above`
  if (EVERY.test(bare)) return { words, range: { scheme: 'generic', intervals: [{}], versions: [] }, complete: true }
  const parts = partsOf(bare)
  const read = parts === undefined ? undefined : rangeOf(parts)
  if (read === undefined) return unread(words, bare)
  return { words, range: withText(read, words, bare), complete: read.complete }
}

/** The last number of an open series: above each number that makers use (dates of 8 digits, builds of 10). */
export const SERIES_END = '999999999999'

const EVERY = /^(?:\*|all|any|all versions?|every version|all releases|alle versionen|alle versies)$/i

function withoutNames(text: string, names: readonly string[]): string {
  for (const name of names) {
    if (name === '' || !text.toLowerCase().startsWith(name.toLowerCase())) continue
    const rest = text.slice(name.length)
    if (rest === '' || /^(?:[ /:<>=]|$)/.test(rest)) return rest.replace(/^[ /:]+/, '')
  }
  return text
}

type Operator = '<' | '<=' | '>' | '>=' | '='
type Part = { readonly operator: Operator; readonly version: string } | { readonly series: string }

/** Words for signs, before their version: longer phrases first. */
function signed(text: string): string {
  return text
    .replace(/^all versions? (?=[<>v\d]|between |prior |before |from |up )/i, '')
    .replaceAll(
      /\b(?:versions? |releases? )?(?:prior to|earlier than|older than|lower than|less than|before|below)(?: versions?)? /gi,
      '<',
    )
    .replaceAll(/\b(?:versions? )?(?:up to and including|up to|through|thru)(?: versions?)? /gi, '<=')
    .replace(/^(?:versions? )?from /i, '>=')
}

/** Behind their version. */
const ENDINGS: readonly (readonly [words: RegExp, sign: Operator])[] = [
  [/ (?:and|or) (?:all )?(?:prior|earlier|older|below|lower|previous|before)(?: versions?| releases?)?$/i, '<='],
  [/ (?:and|or) (?:all )?(?:above|later|newer|higher|greater|after|onwards?|up)(?: versions?| releases?)?$/i, '>='],
]

/** Undefined: not a list of versions and bounds. */
function partsOf(text: string): readonly Part[] | undefined {
  const between =
    /^(?:all versions )?between (?<from>\S{1,64})(?: \((?<low>(?:in|ex)cluding)\))? and (?<to>\S{1,64})(?: \((?<high>(?:in|ex)cluding)\))?$/i.exec(
      text,
    )?.groups
  if (between !== undefined)
    return [
      { operator: between['low']?.toLowerCase() === 'excluding' ? '>' : '>=', version: between['from'] ?? '' },
      { operator: between['high']?.toLowerCase() === 'excluding' ? '<' : '<=', version: between['to'] ?? '' },
    ]
  const span = /^(?:versions? )?(?<from>v?\d\S{0,63}) (?:through|thru|to|-|–) (?<to>v?\d\S{0,63})$/i.exec(text)?.groups
  if (span !== undefined && [span['from'], span['to']].every((version = '') => isOrdered(version)))
    return [
      { operator: '>=', version: span['from'] ?? '' },
      { operator: '<=', version: span['to'] ?? '' },
    ]
  const pieces = signed(text)
    .replaceAll(/ ?([<>]=?|==?) ?/g, ' $1')
    .split(/ ?[|;,] ?(?:and |or )?| (?:and|or|&) (?=[<>=v\d])| (?=[<>])/i)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
  if (pieces.length === 0 || pieces.length > PARTS_MAX) return undefined
  const parts: Part[] = []
  for (const piece of pieces) {
    const part = partOf(piece)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts
}

function partOf(piece: string): Part | undefined {
  const series = /^(?<series>\S{1,64}) all versions$/i.exec(piece)?.groups?.['series']
  if (series !== undefined) return isOrdered(series) ? { series } : undefined
  const [, sign = '', rest = ''] = /^(<=|>=|<|>|==?)?(.*)$/.exec(piece) ?? []
  for (const [words, operator] of ENDINGS)
    if (sign === '' && words.test(rest)) return versioned(operator, rest.replace(words, ''))
  const open = /^v?(?<series>\d{1,12}(?:\.\d{1,12}){0,8})(?:\.x){1,4}$/i.exec(rest)?.groups?.['series']
  if (open !== undefined) {
    if (sign === '' || sign === '=' || sign === '==') return { series: open }
    // Below 3.x is below 3; up to 3.x is up to the end of the series.
    if (sign === '<' || sign === '>=') return { operator: sign, version: open }
    return sign === '<=' ? { operator: '<=', version: `${open}.${SERIES_END}` } : undefined
  }
  const operator: Operator = sign === '<' || sign === '<=' || sign === '>' || sign === '>=' ? sign : '='
  return versioned(operator, rest)
}

function versioned(operator: Operator, text: string): Part | undefined {
  const version = text.replace(/^(?:versions?|ver\.?|revision|rev\.?|release) (?=v?\d)/i, '').trim()
  if (isOrdered(version)) return { operator, version }
  // A bound of letters and a blank is as often a month (`< May 2018`).
  return LETTERED.test(version) &&
    (operator === '=' || !/ |^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)/i.test(version))
    ? { operator, version }
    : undefined
}

/** What may stand behind a version after a blank; other words (`model`, `with`, `on`) change the product, not the version. */
const SUFFIX =
  /^(?:(?:sp|service|pack|update|upd|hf|hotfix|patch|build|release|rc|beta|alpha)\d{0,6}|[a-z]{0,3}\d[\w.-]{0,30}|mr)$/i

/** Begins with a number, as the versions of nearly all makers do: these the generic scheme orders. */
function isOrdered(version: string): boolean {
  if (version.length > versionCharsMax) return false
  const [first = '', ...more] = version.split(' ')
  return (
    /^v?\d[\w.+()-]*$/i.test(first) &&
    !/\dx(?=$|[._-])/i.test(first) && // `8.1x`, `7x.9.0` mean any digit
    !/(?:^|[._-])x/i.test(first) &&
    more.every((word) => SUFFIX.test(word))
  )
}

/** Letters first (`R8.0.3`, `B.06.18`, `L81`): compares only with what begins with the same letters. */
const LETTERED = /^(?<letters>[a-z]{1,4})[ ._-]?\d[\w.-]{0,40}$/i

function lettersOf(version: string): string | undefined {
  return isOrdered(version) ? undefined : LETTERED.exec(version)?.groups?.['letters']
}

type Read = { readonly range: Range; readonly complete: boolean }

/** Undefined where bounds do not pair: of several upper ends it is not said from where each counts. */
function rangeOf(parts: readonly Part[]): Read | undefined {
  const intervals: Interval[] = []
  const versions: string[] = []
  let complete = true
  let from: Bound | undefined
  for (const [index, part] of parts.entries()) {
    if ('series' in part) {
      if (from !== undefined) return undefined
      intervals.push(seriesOf(part.series))
      continue
    }
    const { operator, version } = part
    const letters = lettersOf(version)
    if (letters !== undefined || (operator === '=' && isModel(version))) complete = false
    switch (operator) {
      case '>':
      case '>=':
        if (from !== undefined) return undefined
        from = { version, inclusive: operator === '>=' }
        break
      case '<':
      case '<=': {
        if (from === undefined && index > 0) return undefined
        if (from !== undefined && lettersOf(from.version)?.toLowerCase() !== letters?.toLowerCase()) return undefined
        const start = from ?? (letters === undefined ? undefined : { version: `${letters}0`, inclusive: true })
        intervals.push({ ...(start === undefined ? {} : { from: start }), to: { version, inclusive: operator === '<=' } })
        from = undefined
        break
      }
      case '=':
        // `< 36.011, 35.013` may mean below each; `<= 1.12.0.25 | 1.12.13.2` names two more.
        if (from !== undefined || intervals.some(({ to }) => to?.inclusive === false)) return undefined
        versions.push(version)
        break
      default:
        return unreachable(operator)
    }
  }
  if (from !== undefined) {
    if (lettersOf(from.version) !== undefined) return undefined
    intervals.push({ from })
  }
  return { range: { scheme: 'generic', intervals, versions: [...new Set(versions)] }, complete }
}

function seriesOf(series: string): Interval {
  return { from: { version: series, inclusive: true }, to: { version: `${series}.${SERIES_END}`, inclusive: true } }
}

/** `3002`, `2490C`: a number of three digits or more without a point is as often a model as a version; a year is a version. */
function isModel(version: string): boolean {
  return /^(?!(?:19|20)\d\d(?: |$))\d{3,}[a-z]?(?: .*)?$/i.test(version)
}

/**
 * An inventory may hold the maker's own words (`2.3.6 and below`, `A10 | A11`): such a version is one of those meant. Not where a sign
 * says it all, and not for plain lists, whose parts are what an inventory holds.
 */
function withText({ range, complete }: Read, words: string, bare: string): Range {
  const isPlain =
    /^(?:[<>]=?)? ?v?[\w.-]+$/i.test(bare) || (complete && (!/^v?\d[^<>]*[a-z]/i.test(bare) || / all versions$/i.test(bare)))
  return isPlain || range.versions.includes(words) ? range : { ...range, versions: [...range.versions, words] }
}

/** Nothing of it orders, but the very text is a version that is meant; not with an exclusive end (`< july 1 2017`). */
function unread(words: string, bare: string): VersionText {
  if (bare === '' || /^(?:none|n\/?a|unspecified|unknown)$/i.test(bare) || /^[<>](?!=)/.test(bare))
    return { words, complete: false }
  return { words, range: { scheme: 'generic', intervals: [], versions: [words] }, complete: false }
}
