import { comparePadded } from './number-list.ts'
import { formatNuget, nuget } from './nuget.ts'
import type { NugetVersion } from './nuget.ts'
import { fail, ok, unreachable } from './result.ts'
import type { Result } from './result.ts'

/**
 * Floating versions of NuGet (`1.2.*`, `1.0.0-beta.*`, `*-*`). Source: NuGet documentation, "Floating version resolutions";
 * FloatRange of NuGet.Versioning. `part` is what may rise; with `prerelease` pre-releases that start with `prefix` may be
 * taken too. `least` is the lowest version meant.
 */
export type NugetFloat = {
  readonly part: 'nothing' | 'release' | 'revision' | 'patch' | 'minor' | 'major' | 'everything'
  readonly prerelease: boolean
  readonly prefix: string
  readonly least: NugetVersion
}

/**
 * Errors  range-malformed: a star elsewhere than last or last before the hyphen, metadata with a star, what NuGet refuses
 * Cost    linear
 */
export function parseNugetFloat(text: string): Result<NugetFloat> {
  if (!text.includes('*')) {
    const version = acceptedNuget(text)
    return version.ok
      ? ok({ part: 'nothing', prerelease: false, prefix: version.value.labels.join('.'), least: version.value })
      : version
  }
  const hyphen = text.indexOf('-')
  const core = hyphen === -1 ? text : text.slice(0, hyphen)
  const label = hyphen === -1 ? undefined : text.slice(hyphen + 1)
  const stars = text.split('*').length - 1
  const shape = stars === (core.endsWith('*') ? 1 : 0) + (label?.endsWith('*') === true ? 1 : 0)
  if (!shape || text.includes('+') || (label !== undefined && !label.endsWith('*'))) return malformedFloat(text)
  const prefix = label === undefined ? '' : label.slice(0, -1)
  const filled = core.endsWith('*') ? `${core.slice(0, -1)}0` : core
  const lowestLabel = prefix === '' || prefix.endsWith('.') ? `${prefix}0` : prefix // for number labels 0 is the lowest
  const least = acceptedNuget(label === undefined ? filled : `${filled}-${lowestLabel}`)
  if (!least.ok) return malformedFloat(text)
  if (text === '*-*') return ok({ part: 'everything', prerelease: true, prefix, least: least.value })
  return ok({
    part: core.endsWith('*') ? partOf(filled) : 'release',
    prerelease: label !== undefined,
    prefix,
    least: least.value,
  })
}

function partOf(core: string): NugetFloat['part'] {
  const parts = ['major', 'minor', 'patch', 'revision'] as const
  return parts[core.split('.').length - 1] ?? 'nothing'
}

/** What NuGet itself reads. */
export function acceptedNuget(text: string): Result<NugetVersion> {
  const version = nuget.parse(text)
  return version.ok && version.value.oversized ? malformedFloat(text) : version
}

function malformedFloat(text: string): Result<never> {
  return fail(
    'range-malformed',
    `Cannot read "${text.slice(0, 80)}" as a floating NuGet version: should be a version with * as its last number, label or both`,
  )
}

/** Whether the version is one of those that the float aims at; the others are taken only when there is none. */
export function nugetFloatAimsAt({ part, prerelease, prefix, least }: NugetFloat, version: NugetVersion): boolean {
  const release = version.labels.join('.')
  const stableEnough = release === '' || (prerelease && release.toLowerCase().startsWith(prefix.toLowerCase()))
  const same = (count: number): boolean => comparePadded(least.numbers.slice(0, count), version.numbers.slice(0, count)) === 0
  switch (part) {
    case 'nothing':
      return false
    case 'everything':
      return true
    case 'release':
      return same(4) && stableEnough
    case 'revision':
      return same(3) && stableEnough
    case 'patch':
      return same(2) && stableEnough
    case 'minor':
      return same(1) && stableEnough
    case 'major':
      return stableEnough
    default:
      return unreachable(part)
  }
}

/** The float as NuGet writes it. */
export function formatNugetFloat({ part, prerelease, prefix, least }: NugetFloat): string {
  if (part === 'nothing') return formatNuget(least)
  const [major = '0', minor = '0', patch = '0'] = least.numbers
  const kept = { everything: [], major: [], minor: [major], patch: [major, minor], revision: [major, minor, patch] } as const
  const core = part === 'release' ? formatNuget(least, 'version') : [...kept[part], '*'].join('.')
  return prerelease ? `${core}-${prefix}*` : core
}
