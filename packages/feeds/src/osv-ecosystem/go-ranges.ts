/**
 * Ranges that Go's module versions cannot say. Source: go.dev/doc/security/vuln/database, "custom_ranges".
 *
 * A program with versions of its own (`2.9.12`) is to Go's tools a module with none but dates (`v0.0.0-2025…`): the SEMVER
 * range then says "every version", and the true range stands beside it. Versions with a number are judged by the true
 * range; the dated ones stay affected, as the database says, with the versions that bring the fix.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import { rangeOf } from '@hygie/standards/osv/ranges'
import type { OsvAffected } from '@hygie/standards/osv/record'
import type { Range } from '@hygie/versions/range'
import type { Failure } from '@hygie/versions/result'
import type { Scheme } from '@hygie/versions/scheme'

type Part = Pick<Claim, 'range' | 'fixedIn' | 'note'>

/** `replace`: the SEMVER range is the open one that says nothing, and these speak in its place; else beside it. */
export function goRanges<Version>(
  affected: OsvAffected,
  semver: Range,
  scheme: Scheme<Version>,
): { readonly parts: readonly Part[]; readonly replace: boolean; readonly problems: readonly Failure[] } {
  if (affected.customRanges.length === 0) return { parts: [], replace: false, problems: [] }
  const { range, problems } = rangeOf({ ...affected, ranges: affected.customRanges, versions: [] }, scheme)
  // Some are no Go versions (`19.03.0`). Half of what is true is not better than the open range.
  if (problems.length > 0 || range.intervals.length === 0) return { parts: [], replace: false, problems }
  const [only] = semver.intervals
  const open = semver.intervals.length === 1 && only !== undefined && only.from === undefined && only.to === undefined
  if (!open) return { parts: [{ range }], replace: false, problems }
  const fixedIn = range.intervals.flatMap(({ to }) => (to === undefined || to.inclusive ? [] : [to.version]))
  const dated: Part = {
    // Inclusive, so that 0.0.0 is no fix: dated versions are all below it.
    range: { scheme: scheme.name, intervals: [{ to: { version: '0.0.0', inclusive: true } }], versions: [] },
    note: 'the module version alone does not tell which release this is',
    ...(fixedIn.length === 0 ? {} : { fixedIn }),
  }
  return { parts: [{ range }, dated], replace: true, problems }
}
