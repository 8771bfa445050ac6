import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { compareNumbers, numbersKey } from './number-list.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of R package versions: numbers between `.` or `-`, which mean the same; the longer of two equal starts is later.
 * Source: R `numeric_version`; "Writing R Extensions" 1.1.1. A single number is read, as `numeric_version` does: advisories use `0`.
 */
export type CranVersion = Brand<{ readonly numbers: readonly string[] }, 'cran'>

export const cran: Scheme<CranVersion> = { name: 'cran', parse, compare, sortKey }

/**
 * Errors  version-malformed
 * Cost    linear
 */
function parse(text: string): Result<CranVersion> {
  if (text.length > versionCharsMax) return malformed('cran', text, tooLong(text))
  const trimmed = text.trim()
  if (!SHAPE.test(trimmed)) return malformed('cran', text, 'it should be numbers between "." or "-"')
  return ok({ numbers: trimmed.split(/[.-]/).map(canonicalRun) } as unknown as CranVersion) // the one place that makes a CranVersion
}

const SHAPE = /^[0-9]+(?:[.-][0-9]+)*$/

function compare(left: CranVersion, right: CranVersion): Order {
  return compareNumbers(left.numbers, right.numbers)
}

function sortKey(version: CranVersion): string {
  return numbersKey(version.numbers)
}
