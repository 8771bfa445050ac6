import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { compareNumbers, numbersKey } from './number-list.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of Haskell package versions: numbers between dots; of two with the same start the longer one is later (1.0 < 1.0.0).
 * Source: Package Versioning Policy (pvp.haskell.org); Data.Version, "The Ord instance".
 */
export type HackageVersion = Brand<{ readonly numbers: readonly string[] }, 'hackage'>

export const hackage: Scheme<HackageVersion> = { name: 'hackage', parse, compare, sortKey }

/**
 * Errors  version-malformed
 * Cost    linear
 */
function parse(text: string): Result<HackageVersion> {
  if (text.length > versionCharsMax) return malformed('hackage', text, tooLong(text))
  const trimmed = text.trim()
  if (!SHAPE.test(trimmed)) return malformed('hackage', text, 'it should be numbers between dots')
  return ok({ numbers: trimmed.split('.').map(canonicalRun) } as unknown as HackageVersion) // the one place that makes a HackageVersion
}

const SHAPE = /^[0-9]+(?:\.[0-9]+)*$/

function compare(left: HackageVersion, right: HackageVersion): Order {
  return compareNumbers(left.numbers, right.numbers)
}

function sortKey(version: HackageVersion): string {
  return numbersKey(version.numbers)
}
