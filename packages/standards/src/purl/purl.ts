/**
 * Package URLs: parse, build, print in canonical form.
 *
 * Source: ECMA-427, at package-url/purl-spec 16f3d0e (2026-08-21): Core Specification, How to parse, How to build.
 */

import { fail, ok } from '@hygie/versions/result'
import type { Brand, Result } from '@hygie/versions/result'
import { forbiddenByType, normaliseByType, purlTypeRule } from './types.ts'
import type { Components } from './types.ts'

/** Decoded and normalised: two purls are the same package exactly when `printPurl` gives the same text. */
export type Purl = Brand<
  {
    /** Lowercase. */
    readonly type: string
    /** Segments joined by '/'; no segment holds one. */
    readonly namespace?: string
    /** May hold '/' (percent-encoded when printed). */
    readonly name: string
    readonly version?: string
    /** Ordered by key, keys lowercase and unique, values not empty. */
    readonly qualifiers: readonly (readonly [key: string, value: string])[]
    readonly subpath?: string
  },
  'purl'
>

export type PurlParts = {
  readonly type?: string | undefined
  readonly namespace?: string | undefined
  readonly name?: string | undefined
  readonly version?: string | undefined
  readonly qualifiers?: Readonly<Record<string, string>> | undefined
  readonly subpath?: string | undefined
}

/** The longest in the specification's tests has 330 characters; a checksum list of all algorithms about 1,500. */
const CHARS_MAX = 8192

const TYPE = /^[a-z][a-z0-9.-]*$/
const KEY = /^[a-z][a-z0-9._-]*$/
// A purl is a URL: no raw control character can be part of one.
const CONTROL = /[\u0000-\u001F\u007F]/

/**
 * Reads a purl and brings it to canonical form: case of the type and of qualifier keys, slashes after `pkg:`, characters that
 * should be percent-encoded, order of qualifiers. What breaks a "shall" of the standard or of the type's definition is refused.
 *
 * Errors  purl-malformed
 * Cost    linear in the text, at most CHARS_MAX characters
 */
export function parsePurl(text: string): Result<Purl> {
  return parse(text, 'strict')
}

/** As `parsePurl`, but takes a purl without the namespace or qualifier that its type requires: tools do write `pkg:golang/stdlib@1.22.0`. */
export function mendPurl(text: string): Result<Purl> {
  return parse(text, 'mend')
}

/** Makes a purl of decoded components. Empty components count as absent. Errors: purl-malformed. */
export function buildPurl(parts: PurlParts): Result<Purl> {
  const { type = '', namespace = '', name = '', version = '', qualifiers = {}, subpath = '' } = parts
  const shown = `type ${type}, name ${name}`.slice(0, 200)
  const pairs = Object.entries(qualifiers)
  const all = [type, namespace, name, version, subpath, ...pairs.flat()]
  if (all.some((part) => !part.isWellFormed())) return malformed(shown, 'components must be Unicode text')
  const components: Components = {
    namespace: namespace.split('/').filter(isNotEmpty).join('/'),
    name: stripSlashes(name),
    version,
    qualifiers: pairs.map(([key, value]): [string, string] => [key.toLowerCase(), value]).filter(([, value]) => value !== ''),
    subpath: subpath.split('/').filter(isPathSegment).join('/'),
  }
  return assemble(type.toLowerCase(), components, shown, 'strict')
}

/** The canonical text. Source: How to build a PURL. */
export function printPurl(purl: Purl): string {
  const namespace = purl.namespace === undefined ? '' : `${encodeSegments(purl.namespace)}/`
  // The name of type git is "the path on the host": its slashes are separators.
  const name = purl.type === 'git' ? encodeSegments(purl.name) : encode(purl.name)
  const version = purl.version === undefined ? '' : `@${encode(purl.version)}`
  const pairs = purl.qualifiers.map(([key, value]) => `${key}=${encode(value)}`)
  const qualifiers = pairs.length === 0 ? '' : `?${pairs.join('&')}`
  const subpath = purl.subpath === undefined ? '' : `#${encodeSegments(purl.subpath)}`
  return `pkg:${purl.type}/${namespace}${name}${version}${qualifiers}${subpath}`
}

export function qualifierOf(purl: Purl, key: string): string | undefined {
  return purl.qualifiers.find((pair) => pair[0] === key)?.[1]
}

type Reading = 'strict' | 'mend'

/** Source: How to parse a PURL; the steps are in its order, from right to left. */
function parse(text: string, reading: Reading): Result<Purl> {
  if (text.length > CHARS_MAX) return malformed(text, `at most ${CHARS_MAX} characters`)
  if (CONTROL.test(text) || !text.isWellFormed()) return malformed(text, 'control characters must be percent-encoded')
  const [beforeSubpath, subpathText] = splitRight(text, '#')
  const [beforeQualifiers, qualifiersText] = splitRight(beforeSubpath, '?')
  // A second unencoded '?' or '#' would silently end up in the name.
  if (beforeQualifiers.includes('?') || beforeQualifiers.includes('#'))
    return malformed(text, '"?" and "#" must be percent-encoded')
  const colon = beforeQualifiers.indexOf(':')
  if (colon === -1 || beforeQualifiers.slice(0, colon).toLowerCase() !== 'pkg')
    return malformed(text, 'the scheme must be "pkg:"')
  const remainder = stripSlashes(beforeQualifiers.slice(colon + 1), 'left')
  const slash = remainder.indexOf('/')
  if (slash === -1) return malformed(text, 'a type and a name are required')
  const type = remainder.slice(0, slash).toLowerCase()
  const [path, versionText] = splitVersion(remainder.slice(slash + 1))
  if (versionText !== undefined && (path === '' || path.endsWith('/'))) return malformed(text, 'a name is required')

  const segments = decodeAll(path.split('/').filter(isNotEmpty))
  const version = decode(versionText ?? '')
  const subpath = decodeAll(subpathText.split('/').filter(isNotEmpty))
  const qualifiers = parseQualifiers(qualifiersText)
  if (segments === undefined || version === undefined || subpath === undefined)
    return malformed(text, 'percent-encoding must be of UTF-8')
  if (typeof qualifiers === 'string') return malformed(text, qualifiers)
  const namesAt = type === 'git' ? 1 : segments.length - 1
  const [owners, names] = [segments.slice(0, namesAt), segments.slice(namesAt)]
  if (owners.some(holdsSlash) || subpath.some(holdsSlash) || (names.length > 1 && names.some(holdsSlash))) {
    return malformed(text, 'a segment must not hold "/"')
  }
  const components = {
    namespace: owners.join('/'),
    name: stripSlashes(names.join('/')),
    version,
    qualifiers,
    subpath: subpath.filter(isPathSegment).join('/'),
  }
  return assemble(type, components, text, reading)
}

/** Applies what holds for every purl and what its type adds: the only place that makes one. */
function assemble(type: string, given: Components, shown: string, reading: Reading): Result<Purl> {
  if (!TYPE.test(type)) return malformed(shown, 'the type must be letters, digits, "." and "-", a letter first')
  if (given.name === '') return malformed(shown, 'a name is required')
  if (new Set(given.qualifiers.map(([key]) => key)).size < given.qualifiers.length)
    return malformed(shown, 'each qualifier must be unique')
  if (!given.qualifiers.every(([key]) => KEY.test(key)))
    return malformed(shown, 'a qualifier key must be lowercase letters, digits, ".-_"')
  const placed = type === 'git' ? withGitPath(given) : given
  const rule = purlTypeRule(type)
  if (rule.namespace === 'prohibited' && placed.namespace !== '') return malformed(shown, `type ${type} must have no namespace`)
  if (reading === 'strict') {
    if (rule.namespace === 'required' && placed.namespace === '') return malformed(shown, `type ${type} must have a namespace`)
    const missing = rule.requires?.find((key) => !placed.qualifiers.some((pair) => pair[0] === key))
    if (missing !== undefined) return malformed(shown, `type ${type} must have the qualifier ${missing}`)
  }
  const parts = normaliseByType(type, placed)
  const forbidden = forbiddenByType(type, parts)
  if (forbidden !== undefined) return malformed(shown, forbidden)
  const { namespace, name, version, subpath } = parts
  // By key, not by pair: the specification's own canonical purls put `compiler=` before `compiler.runtime=`.
  const qualifiers = parts.qualifiers.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return ok({
    type,
    ...(namespace !== '' && { namespace }),
    name,
    ...(version !== '' && { version }),
    qualifiers,
    ...(subpath !== '' && { subpath }),
  } as unknown as Purl) // Purl is branded; its invariants were checked above
}

/** Type git: "The source host" is the namespace, "the path on the host" the name. */
function withGitPath(parts: Components): Components {
  const [host = '', ...path] = `${parts.namespace}/${parts.name}`.split('/').filter(isNotEmpty)
  return path.length === 0 ? { ...parts, namespace: '', name: host } : { ...parts, namespace: host, name: path.join('/') }
}

/** An error text, or the pairs in the order of the text. */
function parseQualifiers(text: string): string | [string, string][] {
  const pairs: [string, string][] = []
  for (const part of text.split('&').filter(isNotEmpty)) {
    const equals = part.indexOf('=')
    const key = (equals === -1 ? part : part.slice(0, equals)).toLowerCase()
    const value = decode(equals === -1 ? '' : part.slice(equals + 1))
    if (!KEY.test(key)) return 'a qualifier key must be lowercase letters, digits, ".-_"'
    if (value === undefined) return 'percent-encoding must be of UTF-8'
    if (value !== '') pairs.push([key, value]) // "a pair with an empty value is the same as if no pair exists"
  }
  return pairs
}

/** The '@' of an unencoded npm scope (`pkg:npm/@babel/core`) begins a segment that more follows: it separates no version. */
function splitVersion(path: string): [path: string, version: string | undefined] {
  const at = path.lastIndexOf('@')
  if (at === -1) return [path, undefined]
  const beginsSegment = at === 0 || path[at - 1] === '/'
  return beginsSegment && path.includes('/', at) ? [path, undefined] : [path.slice(0, at), path.slice(at + 1)]
}

function splitRight(text: string, separator: string): [left: string, right: string] {
  const at = text.lastIndexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Written as loops: /\/+$/ takes quadratic time. */
function stripSlashes(text: string, side: 'left' | 'both' = 'both'): string {
  let [start, end] = [0, text.length]
  while (text[start] === '/') start += 1
  if (side === 'left') return text.slice(start)
  while (end > start && text[end - 1] === '/') end -= 1
  return text.slice(start, end)
}

function decodeAll(segments: readonly string[]): string[] | undefined {
  const decoded = segments.map(decode)
  return decoded.every((segment) => segment !== undefined) ? decoded : undefined
}

function decode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text) // throws on a broken triplet and on octets that are not UTF-8
  } catch {
    return undefined
  }
}

function encodeSegments(text: string): string {
  return text.split('/').map(encode).join('/')
}

/** Character encoding clause: letters, digits, ".-_~" and ":" stay, all else is percent-encoded UTF-8. */
function encode(text: string): string {
  if (/^[\w.~:-]*$/.test(text)) return text
  const octets = encodeURIComponent(text).replaceAll('%3A', ':')
  return octets.replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function isNotEmpty(text: string): boolean {
  return text !== ''
}

function isPathSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..'
}

function holdsSlash(segment: string): boolean {
  return segment.includes('/')
}

function malformed(text: string, should: string): Result<Purl> {
  return fail('purl-malformed', `Cannot read "${text.slice(0, 200)}" as a package URL: ${should}`)
}
