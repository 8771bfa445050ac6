/**
 * What Microsoft writes as the first fixed build. Most are numbers; some are addresses, two values of two branches, numbers
 * with an unknown part (`124.0.6367.xxx`) or prose, and `1.000` stands for "none" with Internet Explorer.
 */
import { canonicalRun } from '@hygie/versions/run-compare'

const NUMBERS = /^\d{1,10}(?:\.\d{1,10}){1,3}$/

/** Without leading zeros: Exchange's `15.02.1544.009` → `15.2.1544.9`. Undefined: no build that can be compared. */
export function fixedBuildOf(text: unknown): string | undefined {
  const trimmed = typeof text === 'string' && text.length <= 200 ? text.trim() : ''
  if (!NUMBERS.test(trimmed)) return undefined
  const build = trimmed.split('.').map(canonicalRun).join('.')
  return /^1(?:\.0)+$/.test(build) ? undefined : build
}

/** Its numbers, or fewer when it has fewer. */
export function isFourPart(build: string): boolean {
  return build.split('.').length === 4
}
