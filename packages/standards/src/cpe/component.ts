/**
 * One attribute value of a CPE name, in the form that the formatted string has it.
 *
 * `*` is ANY, `-` is NA; else lowercase letters, digits, `_`, `.`, `-`, other characters behind a backslash, and the wildcards
 * `*` (any run) or `?`s (one character each) unquoted at the beginning or end.
 *
 * Source: NISTIR 7695, sections 5.3.2 (well-formed values), 6.2.2.1 (bind to formatted string) and 6.2.3.2 (add_quoting).
 */

export const ANY = '*'
export const NA = '-'

const PLAIN = /^[a-z0-9._-]+$/
const PRINTABLE = /^[\x21-\x7E]+$/
const UNQUOTED = /^[a-z0-9._-]$/

/**
 * The canonical form of a value that may carry needless or missing backslashes (`8\.0`, `foo$bar`) or uppercase letters;
 * undefined if it is no well-formed value. Names are not case sensitive (NISTIR 7696, section 6.3).
 */
export function readComponent(text: string): string | undefined {
  if (text === ANY || PLAIN.test(text)) return text // nearly all of NVD's
  if (!PRINTABLE.test(text)) return undefined
  const units = quotedUnits(text.toLowerCase())
  if (units === undefined || !wildcardsAreOutside(units)) return undefined
  const value = units.join('')
  // A quoted hyphen alone would be read back as NA (5.3.2: it must not be used by itself).
  return value === NA ? undefined : value
}

/** The characters of a canonical value, a quoted one with its backslash. */
export function unitsOf(component: string): readonly string[] {
  return component.match(/\\.|[^\\]/gs) ?? []
}

/** The text that a value stands for, without backslashes; undefined for ANY, NA and wildcards. */
export function literalOf(component: string): string | undefined {
  if (component === ANY || component === NA || hasWildcard(component)) return undefined
  return component.includes('\\') ? component.replaceAll(/\\(.)/gs, '$1') : component
}

/** Does a canonical value hold an unquoted `*` or `?`? ANY does not count. */
export function hasWildcard(component: string): boolean {
  if (component === ANY || !(component.includes('*') || component.includes('?'))) return false
  return unitsOf(component).some(isWildcard)
}

export function isWildcard(unit: string): boolean {
  return unit === '*' || unit === '?'
}

/** Undefined if a backslash quotes nothing. */
function quotedUnits(text: string): string[] | undefined {
  const units: string[] = []
  for (let at = 0; at < text.length; at += 1) {
    const quoted = text[at] === '\\'
    if (quoted) at += 1
    const char = text[at]
    if (char === undefined) return undefined
    const plain = UNQUOTED.test(char) || (!quoted && isWildcard(char))
    units.push(plain ? char : `\\${char}`)
  }
  return units
}

/** One `*` or any number of `?` at each end. A value of `?` alone is well-formed, one of `*` with others is not. */
function wildcardsAreOutside(units: readonly string[]): boolean {
  const start = wildcardsFrom(units)
  if (start === units.length) return units[0] === '?'
  const end = units.length - wildcardsFrom(units.toReversed())
  return start < end && !units.slice(start, end).some(isWildcard)
}

function wildcardsFrom(units: readonly string[]): number {
  if (units[0] === '*') return 1
  const other = units.findIndex((unit) => unit !== '?')
  return other === -1 ? units.length : other
}
