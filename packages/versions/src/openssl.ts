import { versionCharsMax } from './limits.ts'
import { malformed, tooLong } from './malformed.ts'
import { ok } from './result.ts'
import type { Brand, Result } from './result.ts'
import { canonicalRun, compareRuns, compareUnits, runKey } from './run-compare.ts'
import type { Order, Scheme } from './scheme.ts'

/**
 * Order of OpenSSL versions. Source: OpenSSL release strategy and NEWS: until 1.1.1 a patch is a letter (1.0.2a …
 * 1.0.2z, 1.0.2za), from 3.0 on a number.
 *
 * "-fips" marks how a 1.0 was built and "+…" who built it: neither changes the order. Pre-releases: -dev, then -alpha,
 * -beta, -pre with their numbers.
 */
export type OpensslVersion = Brand<
  {
    readonly numbers: readonly [string, string, string]
    readonly letters: string
    readonly stage: number
    readonly stageNumber: string
  },
  'openssl'
>

export const openssl: Scheme<OpensslVersion> = { name: 'openssl', parse, compare, sortKey }

/** Errors  version-malformed */
function parse(text: string): Result<OpensslVersion> {
  if (text.length > versionCharsMax) return malformed('openssl', text, tooLong(text))
  const groups = SHAPE.exec(text)?.groups
  if (groups === undefined)
    return malformed('openssl', text, 'should be N.N.N[letters], with -alphaN, -betaN, -preN, -dev or -fips')
  const { first = '', second = '', third = '', letters = '', stage = '', stageNumber = '' } = groups
  const numbers = [first, second, third].map(canonicalRun)
  const rank = stage === '' ? STAGES.length : STAGES.indexOf(stage)
  return ok({ numbers, letters, stage: rank, stageNumber: canonicalRun(stageNumber) } as unknown as OpensslVersion) // the one place
}

/** In their order; a release comes after them. */
const STAGES: readonly string[] = ['dev', 'alpha', 'beta', 'pre']
const SHAPE =
  /^(?<first>[0-9]+)\.(?<second>[0-9]+)\.(?<third>[0-9]+)(?<letters>[a-z]*)(?:-(?<stage>dev|alpha|beta|pre)(?<stageNumber>[0-9]*))?(?:-fips)?(?:\+[!-~]+)?$/

function compare(left: OpensslVersion, right: OpensslVersion): Order {
  return (
    compareRuns(left.numbers[0], right.numbers[0]) ||
    compareRuns(left.numbers[1], right.numbers[1]) ||
    compareRuns(left.numbers[2], right.numbers[2]) ||
    compareUnits(left.letters, right.letters) ||
    compareRuns(String(left.stage), String(right.stage)) ||
    compareRuns(left.stageNumber, right.stageNumber)
  )
}

function sortKey({ numbers, letters, stage, stageNumber }: OpensslVersion): string {
  return `${numbers.map(runKey).join('')}${letters} ${stage}${runKey(stageNumber)}` // the space ends the letters, below them all
}
