import { rangeCharsMax } from './limits.ts'
import { acceptedNuget, formatNugetFloat, nugetFloatAimsAt, parseNugetFloat } from './nuget-float.ts'
import type { NugetFloat } from './nuget-float.ts'
import { formatNuget, nuget } from './nuget.ts'
import type { NugetVersion } from './nuget.ts'
import type { Bound, Range } from './range.ts'
import { fail, ok } from './result.ts'
import type { Result } from './result.ts'

/** Ranges of NuGet (`[1.0, 2.0)`, `1.0`, `[1.*, )`). Source: NuGet documentation, "Version ranges"; VersionRange of NuGet.Versioning. */
export type NugetRange = { readonly from?: NugetBound; readonly to?: NugetBound; readonly float?: NugetFloat }
export type NugetBound = { readonly version: NugetVersion; readonly inclusive: boolean }

/**
 * A version alone is the lower end. Only the lower end may float.
 *
 * Errors  range-malformed
 * Cost    linear
 */
export function parseNugetRange(text: string): Result<NugetRange> {
  const trimmed = text.trim()
  if (text.length > rangeCharsMax || trimmed === '') return malformedRange(text, 'it is empty or too long')
  const bracketed = trimmed.startsWith('[') || trimmed.startsWith('(')
  if (!bracketed) return rangeBetween(trimmed, true, '', false)
  const [fromInclusive, toInclusive] = [trimmed.startsWith('['), trimmed.endsWith(']')]
  if (trimmed.length < 2 || !(toInclusive || trimmed.endsWith(')'))) return malformedRange(text, 'it should end with ] or )')
  const ends = trimmed.slice(1, -1).split(',')
  const [lower = '', upper = lower] = ends
  if (ends.length > 2) return malformedRange(text, 'it has more than two ends')
  if (ends.every((end) => end === '')) return malformedRange(text, 'it has no end; all versions are (, )')
  if (ends.length === 1 && !(fromInclusive && toInclusive)) return malformedRange(text, 'a single version should stand in []')
  return rangeBetween(lower, fromInclusive, upper, toInclusive)
}

function rangeBetween(lower: string, fromInclusive: boolean, upper: string, toInclusive: boolean): Result<NugetRange> {
  const floats = lower.includes('*')
  const float = floats ? parseNugetFloat(lower) : undefined
  if (float?.ok === false) return float
  const from = lower.trim() === '' || floats ? undefined : acceptedNuget(lower)
  if (from?.ok === false) return from
  const to = upper.trim() === '' ? undefined : acceptedNuget(upper)
  if (to?.ok === false) return to
  const least = float?.value.least ?? from?.value
  if (least !== undefined && to !== undefined) {
    const order = nuget.compare(least, to.value)
    if (order > 0 || (order === 0 && fromInclusive !== toInclusive))
      return malformedRange(lower, 'the lower end should be below the upper one')
  }
  return ok({
    ...(least === undefined ? {} : { from: { version: least, inclusive: fromInclusive } }),
    ...(to === undefined ? {} : { to: { version: to.value, inclusive: toInclusive } }),
    ...(float === undefined ? {} : { float: float.value }),
  })
}

function malformedRange(text: string, cause: string): Result<never> {
  return fail('range-malformed', `Cannot read "${text.slice(0, 80)}" as a NuGet range: ${cause}`)
}

/** The versions that the range takes, as an interval; which of them a float prefers does not count. */
export function rangeOfNuget({ from, to }: NugetRange): Range {
  const ends = { ...(from === undefined ? {} : { from: boundOf(from) }), ...(to === undefined ? {} : { to: boundOf(to) }) }
  return { scheme: 'nuget', intervals: [ends], versions: [] }
}

function boundOf({ version, inclusive }: NugetBound): Bound {
  return { version: formatNuget(version), inclusive }
}

export function nugetRangeHolds({ from, to }: NugetRange, version: NugetVersion): boolean {
  const low = from === undefined ? -1 : nuget.compare(from.version, version)
  const high = to === undefined ? 1 : nuget.compare(to.version, version)
  return (low < 0 || (low === 0 && from?.inclusive === true)) && (high > 0 || (high === 0 && to?.inclusive === true))
}

/** The version that NuGet would install of those on offer: the lowest, or the highest that the float aims at. */
export function bestOfNugetRange(range: NugetRange, versions: readonly NugetVersion[]): NugetVersion | undefined {
  let best: NugetVersion | undefined
  for (const version of versions) {
    if (offered(range, version) && (best === undefined || better(range, best, version))) best = version
  }
  return best
}

/** Pre-releases only where an end or the float names one. */
function offered(range: NugetRange, version: NugetVersion): boolean {
  const ends = [range.from, range.to].some((end) => end !== undefined && end.version.labels.length > 0)
  return (version.labels.length === 0 || ends || range.float?.prerelease === true) && nugetRangeHolds(range, version)
}

function better({ float }: NugetRange, current: NugetVersion, considered: NugetVersion): boolean {
  const rises = nuget.compare(current, considered) < 0
  const falls = nuget.compare(current, considered) > 0
  if (float === undefined || float.part === 'nothing') return falls
  const [currentMeant, consideredMeant] = [nugetFloatAimsAt(float, current), nugetFloatAimsAt(float, considered)]
  if (currentMeant !== consideredMeant) return consideredMeant
  if (currentMeant) return rises
  const [currentBelow, consideredBelow] = [nuget.compare(current, float.least) < 0, nuget.compare(considered, float.least) < 0]
  return currentBelow === consideredBelow ? (currentBelow ? rises : falls) : currentBelow
}

/** The range without its float, from the lowest version meant: `1.0.0-5.1.*` is 1.0.0-5.1 and above. */
export function withoutNugetFloat({ from, to, float }: NugetRange): NugetRange {
  const upper = to === undefined ? {} : { to }
  if (from === undefined) return upper
  if (float?.part !== 'release') return { from, ...upper }
  const prefix = float.prefix.replace(/[.-]+$/, '')
  const text = formatNuget(from.version, 'version') + (prefix === '' ? '' : `-${prefix}`)
  const version = nuget.parse(text)
  return { from: version.ok ? { version: version.value, inclusive: from.inclusive } : from, ...upper }
}

/**
 * How the range is written: `normal` in brackets, `plain` the same without the float, `short` as a version alone where
 * that means the same.
 */
export function formatNugetRange(range: NugetRange, style: 'normal' | 'plain' | 'short' = 'normal'): string {
  const { from, to, float } = range
  const lower = from === undefined ? '' : formatNuget(from.version)
  if (style === 'short' && from?.inclusive === true && to === undefined) return lower
  if (style === 'short' && isExact(range)) return `[${lower}]`
  const shown = style !== 'plain' && float !== undefined ? formatNugetFloat(float) : lower
  const [opening, closing] = [from?.inclusive === true ? '[' : '(', to?.inclusive === true ? ']' : ')']
  return `${opening}${shown}, ${to === undefined ? '' : formatNuget(to.version)}${closing}`
}

/** The range with operators: `(>= 1.0.0 && < 2.0.0)`; empty for all versions. */
export function explainNugetRange(range: NugetRange): string {
  const { from, to } = range
  const low = from === undefined ? [] : [`${from.inclusive ? '>=' : '>'} ${formatNuget(from.version)}`]
  const high = to === undefined ? [] : [`${to.inclusive ? '<=' : '<'} ${formatNuget(to.version)}`]
  const words = isExact(range) && from !== undefined ? `= ${formatNuget(from.version)}` : [...low, ...high].join(' && ')
  return words === '' ? '' : `(${words})`
}

function isExact({ from, to }: NugetRange): boolean {
  return from?.inclusive === true && to?.inclusive === true && nuget.compare(from.version, to.version) === 0
}
