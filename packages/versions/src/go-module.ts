import { canonicalGoVersion } from './go.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'
import { parseSemver } from './semver.ts'

/** Paths and versions of Go modules as they belong together. Source: go.dev/ref/mod and golang.org/x/mod/module. */

/**
 * The path as it stands in proxy addresses and file names: each upper-case letter as "!" and the lower-case one.
 *
 * Errors  go-path-malformed
 */
export function escapeModulePath(path: string): Result<string> {
  const checked = checkModulePath(path)
  return checked.ok ? ok(path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`)) : checked
}

/**
 * The version of a commit without a tag (go.dev/ref/mod, Pseudo-versions): `v0.0.0-20060102150405-abcdefabcdef` behind
 * no version, `v1.2.4-0.2006…` behind v1.2.3, `v1.2.3-pre.0.2006…` behind v1.2.3-pre.
 */
export function pseudoVersion(major: string, older: string, timestamp: string, revision: string): string {
  const segment = `${timestamp}-${revision}`
  const base = canonicalGoVersion(older)
  const parts = parseSemver(older, 'go')
  if (base === undefined || !parts.ok) return `${major === '' ? 'v0' : major}.0.0-${segment}`
  const build = parts.value.build === '' ? '' : `+${parts.value.build}`
  if (parts.value.prerelease.length > 0) return `${base}.0.${segment}${build}`
  const [first, second, patch] = parts.value.core
  return `v${first}.${second}.${String(BigInt(patch) + 1n)}-0.${segment}${build}`
}

/**
 * Whether a version may belong to a module path: from v2 on the path names the major version (`/v2`, gopkg.in `.v2`),
 * unless the version is marked +incompatible.
 *
 * Errors  go-path-malformed, version-malformed, go-major-mismatch
 */
export function checkModuleVersion(path: string, version: string): Result<true> {
  const checked = checkModulePath(path)
  if (!checked.ok) return checked
  const parts = parseSemver(version, 'go')
  if (!parts.ok) return parts
  if (!version.startsWith('v')) return fail('version-malformed', `Cannot take "${version}" for "${path}": should start with "v"`)
  const major = `v${parts.value.core[0]}`
  const suffix = checked.value
  const fits =
    suffix === ''
      ? major === 'v0' || major === 'v1' || parts.value.build === 'incompatible'
      : major === suffix.slice(1) || (suffix === '.v1' && version.startsWith('v0.0.0-')) // gopkg.in had such pseudo-versions
  return fits
    ? ok(true)
    : fail(
        'go-major-mismatch',
        `Cannot take "${version}" for "${path}": should be ${suffix === '' ? 'v0 or v1' : suffix.slice(1)}`,
      )
}

const PATH_CHARS_MAX = 1_024 // an address with a path; longer ones no proxy serves
/** Elements of letters, digits and -._~, neither starting nor ending with a dot. */
const ELEMENT = /^[0-9A-Za-z_~-](?:[0-9A-Za-z._~-]*[0-9A-Za-z_~-])?$/
const HOST = /^(?!-)(?=.*\.)[0-9a-z.-]+$/
const GOPKG_SUFFIX = /(?<suffix>\.v(?:0|[1-9][0-9]*))(?:-unstable)?$/
const MAJOR_SUFFIX = /(?<suffix>\/v[0-9.]+)$/
const WELL_FORMED_MAJOR = /^\/v(?:[2-9]|[1-9][0-9]+)$/

/** The major suffix of a sound module path (`/v2`, `.v1` or none). */
function checkModulePath(path: string): Result<string> {
  const malformed = (cause: string): Result<never> =>
    fail('go-path-malformed', `Cannot read "${path.slice(0, 80)}" as a module path: ${cause}`)
  if (path.length > PATH_CHARS_MAX) return malformed(`${path.length} characters, at most ${PATH_CHARS_MAX} are read`)
  const elements = path.split('/')
  if (!elements.every((element) => ELEMENT.test(element))) return malformed('each element should be letters, digits and - . _ ~')
  if (!HOST.test(elements[0] ?? '')) return malformed('the first element should be a domain in lower case')
  if (path.startsWith('gopkg.in/')) {
    const suffix = GOPKG_SUFFIX.exec(path)?.groups?.['suffix']
    return suffix === undefined ? malformed('should end in .vN') : ok(suffix)
  }
  const suffix = MAJOR_SUFFIX.exec(path)?.groups?.['suffix'] ?? ''
  return suffix === '' || WELL_FORMED_MAJOR.test(suffix) ? ok(suffix) : malformed('the major version should be /v2 or later')
}
