/**
 * Scores of CVSS v3.0 and v3.1, exactly.
 *
 * Source: CVSS v3.0 specification, section 8; CVSS v3.1 specification, section 7 and appendix A. The versions differ in
 * Roundup and in the modified impact of a changed scope.
 */

import { decimal, isPositive, minus, plus, power, rounded, smaller, tenths, tenthsAbove, times } from './decimal.ts'
import type { Decimal } from './decimal.ts'
import type { CvssVector } from './vector.ts'
import { weightOf, weights } from './weights.ts'

const WEIGHTS = weights(`
  AV:N=0.85,A=0.62,L=0.55,P=0.2 AC:L=0.77,H=0.44 UI:N=0.85,R=0.62
  PR:N=0.85,L=0.62,H=0.27 PR-changed:N=0.85,L=0.68,H=0.5
  C:H=0.56,L=0.22,N=0 I:H=0.56,L=0.22,N=0 A:H=0.56,L=0.22,N=0
  E:X=1,H=1,F=0.97,P=0.94,U=0.91 RL:X=1,U=1,W=0.97,T=0.96,O=0.95 RC:X=1,C=1,R=0.96,U=0.92
  CR:X=1,H=1.5,M=1,L=0.5 IR:X=1,H=1.5,M=1,L=0.5 AR:X=1,H=1.5,M=1,L=0.5
`)
const ONE = decimal('1')
const TEN = decimal('10')

/** Tenths of a point, 0–100, like all scores here. */
export function baseTenthsV3(vector: CvssVector): number {
  const kept = ['C', 'I', 'A'].map((metric) => minus(ONE, weight(vector, metric)))
  const lost = minus(ONE, times(...kept)) // ISS
  const changed = vector.metrics.get('S') === 'C'
  const impact = changed
    ? minus(
        times(decimal('7.52'), minus(lost, decimal('0.029'))),
        times(decimal('3.25'), power(minus(lost, decimal('0.02')), 15)),
      )
    : times(decimal('6.42'), lost)
  return combined(vector, impact, exploitability(vector, '', changed), changed)
}

export function temporalTenthsV3(vector: CvssVector): number {
  return temporal(vector, baseTenthsV3(vector))
}

/**
 * The equations as they stand: without any environmental metric v3.1 gives 9.7 where the base score is 9.6, because the
 * modified impact has another exponent. Whether to show it is the caller's choice.
 */
export function environmentalTenthsV3(vector: CvssVector): number {
  const kept = ['C', 'I', 'A'].map((metric) =>
    minus(ONE, times(weight(vector, metric, `M${metric}`), weight(vector, `${metric}R`))),
  )
  const lost = smaller(minus(ONE, times(...kept)), decimal('0.915')) // MISS
  const changed = (vector.metrics.get('MS') ?? vector.metrics.get('S')) === 'C'
  const impact = changed ? changedModifiedImpact(vector, lost) : times(decimal('6.42'), lost)
  return temporal(vector, combined(vector, impact, exploitability(vector, 'M', changed), changed))
}

function changedModifiedImpact(vector: CvssVector, lost: Decimal): Decimal {
  const linear = times(decimal('7.52'), minus(lost, decimal('0.029')))
  const damped =
    vector.version === '3.0'
      ? power(minus(lost, decimal('0.02')), 15)
      : power(minus(times(lost, decimal('0.9731')), decimal('0.02')), 13)
  return minus(linear, times(decimal('3.25'), damped))
}

/** `prefix` is `M` for the modified metrics. */
function exploitability(vector: CvssVector, prefix: '' | 'M', changed: boolean): Decimal {
  const privileges = value(vector, 'PR', `${prefix}PR`)
  return times(
    decimal('8.22'),
    weight(vector, 'AV', `${prefix}AV`),
    weight(vector, 'AC', `${prefix}AC`),
    weightOf(WEIGHTS, changed ? 'PR-changed' : 'PR', privileges),
    weight(vector, 'UI', `${prefix}UI`),
  )
}

function combined(vector: CvssVector, impact: Decimal, exploit: Decimal, changed: boolean): number {
  if (!isPositive(impact)) return 0
  const sum = plus(impact, exploit)
  return roundup(vector, smaller(changed ? times(decimal('1.08'), sum) : sum, TEN))
}

function temporal(vector: CvssVector, scoreTenths: number): number {
  return roundup(vector, times(tenths(scoreTenths), weight(vector, 'E'), weight(vector, 'RL'), weight(vector, 'RC')))
}

/**
 * v3.0 (section 8.1): the smallest number of one decimal that is not below. v3.1 (appendix A) first rounds to five decimals,
 * so that 4.000002 is 4.0.
 */
function roundup(vector: CvssVector, score: Decimal): number {
  return tenthsAbove(vector.version === '3.0' ? score : rounded(score, 5))
}

/** The value of the modified metric if it is defined, else of the base metric. */
function value(vector: CvssVector, metric: string, modified = metric): string {
  return vector.metrics.get(modified) ?? vector.metrics.get(metric) ?? 'X'
}

function weight(vector: CvssVector, metric: string, modified = metric): Decimal {
  return weightOf(WEIGHTS, metric, value(vector, metric, modified))
}
