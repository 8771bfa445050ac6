import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { compareRuns } from './run-compare.ts'
import type { Scheme } from './scheme.ts'
import { compareSemver, parseSemver, semverKey } from './semver.ts'
import type { SemverParts } from './semver.ts'

/**
 * Order of Go module versions and of Go itself. Sources: go.dev/ref/mod (Versions, Pseudo-versions),
 * golang.org/x/mod/semver; go.dev/doc/toolchain (Go versions).
 *
 * Modules: v1.2.3, pseudo-versions and +incompatible order as semantic versions; the "v" may be missing, as in the Go
 * vulnerability database. Go: go1.21.3 is 1.21.3 there, go1.21rc2 is 1.21.0-rc.2, so both forms compare.
 */
export type GoVersion = Brand<SemverParts, 'go'>

export const go: Scheme<GoVersion> = { name: 'go', parse, compare: compareSemver, sortKey: semverKey }

/** Errors  version-malformed */
function parse(text: string): Result<GoVersion> {
  if (text.length > versionCharsMax) return malformed('go', text, tooLong(text))
  const parts = text.startsWith('go') ? parseToolchain(text) : parseSemver(text, 'go')
  return parts.ok ? ok(parts.value as GoVersion) : parts // the one place that makes a GoVersion
}

/**
 * goMAJOR.MINOR[.PATCH][betaN|rcN], with what a distribution adds behind "-" or a space (go1.22.1-1.el9,
 * go1.20.4 X:boringcrypto), which does not count. Since 1.21 a release has a patch number and go1.21 names the
 * language, before the first candidate; until 1.20 go1.20 is the release itself.
 */
function parseToolchain(text: string): Result<SemverParts> {
  const groups = TOOLCHAIN.exec(text)?.groups
  if (groups === undefined) return malformed('go', text, 'should be go1.N[.N], go1.NbetaN or go1.NrcN')
  const { major = '', minor = '0', patch, kind, candidate = '' } = groups
  const hasPatchAlways = compareRuns(major, '1') > 0 || (major === '1' && compareRuns(minor, FIRST_WITH_PATCH) >= 0)
  const isLanguage = patch === undefined && kind === undefined && hasPatchAlways
  return ok({
    core: [major, minor, patch ?? '0'],
    prerelease: kind === undefined ? (isLanguage ? ['0'] : []) : [kind, candidate],
    build: '',
  })
}

const NUMBER = '(?:0|[1-9][0-9]*)'
const TOOLCHAIN = new RegExp(
  `^go(?<major>${NUMBER})(?:\\.(?<minor>${NUMBER}))?(?:\\.(?<patch>${NUMBER}))?(?:(?<kind>beta|rc)(?<candidate>${NUMBER}))?(?:[ -][!-~ ]*)?$`,
)
const FIRST_WITH_PATCH = '21' // go.dev/doc/toolchain: from Go 1.21.0 on

/**
 * x/mod's semver.Canonical: all three numbers, without build metadata; undefined for what is no version.
 * `v1` → `v1.0.0`, `v1.2.3-pre+meta` → `v1.2.3-pre`.
 */
export function canonicalGoVersion(text: string): string | undefined {
  const parts = text.startsWith('v') ? parseSemver(text, 'go') : undefined
  if (parts?.ok !== true) return undefined
  const { core, prerelease } = parts.value
  return `v${core.join('.')}${prerelease.length === 0 ? '' : `-${prerelease.join('.')}`}`
}
