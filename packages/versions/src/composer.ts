import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { compareUnits, isDigit, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Composer (PHP) versions. Source: composer/semver, VersionParser and Comparator; PHP version_compare.
 *
 * `normal`: the normal form, in which 1.0 and 1.0.0 are the same; `key` sorts as the versions do.
 * `unusual`: Composer refuses it (`4.3-2RC1`, `1.2.3.#`), but advisories hold such; read with four numbers at least.
 * `branch`: a branch (`dev-main`). It sorts before all numbers, the default branches after them, as Composer sorts.
 */
export type ComposerVersion = Brand<
  { readonly normal: string; readonly branch?: string; readonly unusual: boolean; readonly key: string },
  'composer'
>

export const composer: Scheme<ComposerVersion> = { name: 'composer', parse, compare, sortKey }

/**
 * Errors  version-malformed: empty, too long, with control characters
 * Cost    linear
 */
function parse(text: string): Result<ComposerVersion> {
  if (text.length > versionCharsMax) return malformed('composer', text, tooLong(text))
  const trimmed = text.trim()
  const normal = normaliseComposer(trimmed)
  if (normal.ok) return ok(composerOf(normal.value))
  if (trimmed === '' || CONTROL.test(trimmed)) return malformed('composer', text, 'it is empty or has control characters')
  const parts = partsOf(
    trimmed
      .replace(/^v(?=[0-9])/i, '')
      .replaceAll('#', '0')
      .toLowerCase(),
  )
  const word = parts.findIndex((part) => !isNumber(part))
  const numbers = word === -1 ? parts.length : word
  const padded = [...parts.slice(0, numbers), ...ZEROS.slice(numbers), ...parts.slice(numbers)]
  return ok({ normal: trimmed, unusual: true, key: keyOf(padded) } as unknown as ComposerVersion)
}

const ZEROS = ['0', '0', '0', '0']
const CONTROL = /[\u0000-\u001F\u007F]/

/** The version of a normal form. */
export function composerOf(normal: string): ComposerVersion {
  if (!normal.startsWith('dev-')) return { normal, unusual: false, key: keyOf(partsOf(normal)) } as unknown as ComposerVersion
  const key = DEFAULT_BRANCHES.has(normal) ? keyOf(['9999999', 'dev']) + normal : BRANCH + normal
  return { normal, branch: normal, unusual: false, key } as unknown as ComposerVersion
}

const DEFAULT_BRANCHES: ReadonlySet<string> = new Set(['dev-master', 'dev-trunk', 'dev-default'])

/** PHP version_compare: `-`, `_` and `+` divide as dots do, and so does a change between digits and other characters. */
function partsOf(text: string): readonly string[] {
  return text.match(/[0-9]+|[^0-9.+_-]+/g) ?? []
}

function isNumber(part: string): boolean {
  return isDigit(part.charCodeAt(0))
}

/**
 * The normal form: four numbers, `-` and a stability with its number, `-dev`; or a date; or `dev-` and a branch.
 *
 * Errors  version-malformed: what Composer refuses
 */
export function normaliseComposer(text: string): Result<string> {
  if (text.length > versionCharsMax) return malformed('composer', text, tooLong(text))
  const [, source = text.trim(), alias] = ALIAS.exec(text.trim()) ?? []
  const unflagged = source.replace(STABILITY_FLAG, '')
  const named = DEFAULT_BRANCHES.has(`dev-${unflagged}`) ? `dev-${unflagged}` : unflagged
  if (/^dev-/i.test(named)) return ok(`dev-${named.slice('dev-'.length)}`)
  if (alias !== undefined && !normaliseComposer(alias).ok)
    return malformed('composer', text, 'the alias should be an exact version')
  const version = named.replace(METADATA, '$1')
  const classical = CLASSICAL.exec(version)
  if (classical !== null) {
    const [, major = '', minor = '.0', patch = '.0', build = '.0', stability, number, dev] = classical
    return ok(withStability(major + minor + patch + build, stability, number, dev))
  }
  const dated = DATED.exec(version)
  if (dated !== null) {
    const [, date = '', stability, number, dev] = dated
    return ok(withStability(date.replaceAll(/[^0-9]/g, '.'), stability, number, dev))
  }
  const branch = /^(.*?)[.-]?dev$/i.exec(version)?.[1]
  const normal = branch === undefined ? 'dev-' : normaliseComposerBranch(branch)
  return normal.startsWith('dev-')
    ? malformed('composer', text, 'it should be up to four numbers, a date or dev- and a branch')
    : ok(normal)
}

/** A branch named after numbers is a version: `1.x` is 1.9999999.9999999.9999999-dev. */
export function normaliseComposerBranch(name: string): string {
  const numbers = /^v?([0-9]+)(\.(?:[0-9]+|[x*]))?(\.(?:[0-9]+|[x*]))?(\.(?:[0-9]+|[x*]))?$/i.exec(name.trim())
  if (numbers === null) return `dev-${name.trim()}`
  const [, major = '', minor = '.x', patch = '.x', build = '.x'] = numbers
  return `${(major + minor + patch + build).replaceAll(/[x*]/gi, '9999999')}-dev`
}

/** The modifier of composer/semver's VersionParser: stability, its number, `dev`. Written so that nothing is tried twice. */
export const COMPOSER_MODIFIER = '[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)([0-9]*(?:[.-][0-9]+)*))?([.-]?dev)?'
const ALIAS = /^([^,\s]+) +as +([^,\s]+)$/
const STABILITY_FLAG = /@(?:stable|rc|beta|alpha|dev)$/i
const METADATA = /^([^,\s+]+)\+\S+$/
const CLASSICAL = new RegExp(`^v?([0-9]{1,5})(\\.[0-9]+)?(\\.[0-9]+)?(\\.[0-9]+)?${COMPOSER_MODIFIER}$`, 'i')
const DATED = new RegExp(`^v?([0-9]{4}(?:[.:-]?[0-9]{2}){1,6}(?:[.:-]?[0-9]{1,3}){0,2})${COMPOSER_MODIFIER}$`, 'i')

function withStability(
  version: string,
  stability: string | undefined,
  number: string | undefined,
  dev: string | undefined,
): string {
  if (stability === undefined || stability === '') return version + (dev === undefined ? '' : '-dev')
  const name = stability.toLowerCase()
  if (name === 'stable') return version
  return `${version}-${LONG_NAMES.get(name) ?? name}${(number ?? '').replace(/^[.-]+/, '')}${dev === undefined ? '' : '-dev'}`
}

const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['p', 'patch'],
  ['pl', 'patch'],
  ['rc', 'RC'],
])

export type ComposerStability = 'stable' | 'RC' | 'beta' | 'alpha' | 'dev'

/** The stability that a version's text says. */
export function composerStability(text: string): ComposerStability {
  const version = text.slice(0, versionCharsMax).replace(/#.+$/, '').toLowerCase()
  if (version.startsWith('dev-') || version.endsWith('-dev')) return 'dev'
  const [, stability = '', , dev] = STABILITY.exec(version) ?? []
  if (dev !== undefined) return 'dev'
  if (stability.startsWith('a')) return 'alpha'
  if (stability.startsWith('b')) return 'beta'
  return stability === 'rc' ? 'RC' : 'stable'
}

const STABILITY = new RegExp(`${COMPOSER_MODIFIER}(?:\\+.*)?$`)

function compare(left: ComposerVersion, right: ComposerVersion): Order {
  return compareUnits(left.key, right.key)
}

function sortKey(version: ComposerVersion): string {
  return version.key
}

/**
 * PHP version_compare as text: part by part words below, then the end, then numbers, then patches. PHP finds all unknown
 * words equal; here they sort by text, so that two versions are equal only if they are the same.
 */
function keyOf(parts: readonly string[]): string {
  return VERSION + parts.map(partKey).join('') + END
}

function partKey(part: string): string {
  if (isNumber(part)) return NUMBER + runKey(part)
  const word = part.toLowerCase()
  const known = WORDS.find(([start]) => word.startsWith(start))
  return known?.[1] ?? UNKNOWN + word + WORD_END
}

const BRANCH = '!'
const VERSION = '"'
const WORD_END = '\u0001'
const UNKNOWN = '0'
const END = '5'
const NUMBER = '6'
/** PHP compares the start of a word only, so `patch` is `p`. */
const WORDS: readonly (readonly [start: string, key: string])[] = [
  ['dev', '1'],
  ['a', '2'],
  ['b', '3'],
  ['rc', '4'],
  ['p', '7'],
]
