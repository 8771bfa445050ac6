/**
 * Scores of CVSS v2, exactly.
 *
 * Source: A Complete Guide to CVSS Version 2.0 (FIRST, June 2007), sections 3.2.1–3.2.3. Every `round_to_1_decimal` is done,
 * also on the adjusted base and temporal scores inside the environmental equation; a half is rounded up.
 */

import { decimal, isPositive, minus, plus, rounded, smaller, times } from './decimal.ts'
import type { Decimal } from './decimal.ts'
import type { CvssVector } from './vector.ts'
import { weightOf, weights } from './weights.ts'

const WEIGHTS = weights(`
  AV:L=0.395,A=0.646,N=1.0 AC:H=0.35,M=0.61,L=0.71 Au:M=0.45,S=0.56,N=0.704
  C:N=0,P=0.275,C=0.660 I:N=0,P=0.275,C=0.660 A:N=0,P=0.275,C=0.660
  E:U=0.85,POC=0.9,F=0.95,H=1.00,ND=1.00 RL:OF=0.87,TF=0.90,W=0.95,U=1.00,ND=1.00 RC:UC=0.90,UR=0.95,C=1.00,ND=1.00
  CDP:N=0,L=0.1,LM=0.3,MH=0.4,H=0.5,ND=0 TD:N=0,L=0.25,M=0.75,H=1.00,ND=1.00
  CR:L=0.5,M=1.0,H=1.51,ND=1.0 IR:L=0.5,M=1.0,H=1.51,ND=1.0 AR:L=0.5,M=1.0,H=1.51,ND=1.0
`)
const ONE = decimal('1')
const TEN = decimal('10')

/** Tenths of a point, 0–100, like all scores here. */
export function baseTenthsV2(vector: CvssVector): number {
  return toTenths(base(vector, impact(vector)))
}

export function temporalTenthsV2(vector: CvssVector): number {
  return toTenths(temporal(vector, base(vector, impact(vector))))
}

export function environmentalTenthsV2(vector: CvssVector): number {
  const adjusted = temporal(vector, base(vector, smaller(TEN, impact(vector, ['CR', 'IR', 'AR']))))
  const damage = times(minus(TEN, adjusted), weight(vector, 'CDP'))
  return toTenths(times(plus(adjusted, damage), weight(vector, 'TD')))
}

function impact(vector: CvssVector, requirements: readonly string[] = []): Decimal {
  const kept = ['C', 'I', 'A'].map((metric, index) => {
    const requirement = requirements[index]
    const loss = weight(vector, metric)
    return minus(ONE, requirement === undefined ? loss : times(loss, weight(vector, requirement)))
  })
  return times(decimal('10.41'), minus(ONE, times(...kept)))
}

function base(vector: CvssVector, impactScore: Decimal): Decimal {
  const exploitability = times(decimal('20'), weight(vector, 'AV'), weight(vector, 'AC'), weight(vector, 'Au'))
  const sum = minus(plus(times(decimal('0.6'), impactScore), times(decimal('0.4'), exploitability)), decimal('1.5'))
  return rounded(times(sum, isPositive(impactScore) ? decimal('1.176') : decimal('0')), 1)
}

function temporal(vector: CvssVector, baseScore: Decimal): Decimal {
  return rounded(times(baseScore, weight(vector, 'E'), weight(vector, 'RL'), weight(vector, 'RC')), 1)
}

function weight(vector: CvssVector, metric: string): Decimal {
  return weightOf(WEIGHTS, metric, vector.metrics.get(metric) ?? 'ND')
}

/** A low adjusted impact can bring the equations below zero; the scale of the guide begins at 0. */
function toTenths(score: Decimal): number {
  const { units } = rounded(score, 1)
  return units < 0n ? 0 : Number(units)
}
