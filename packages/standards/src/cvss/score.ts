/** One entry for the scores of a CVSS vector of any version. */

import { ok } from '@hygie/versions/result'
import type { Result } from '@hygie/versions/result'
import type { CvssVersion } from './metrics.ts'
import { baseTenthsV2, environmentalTenthsV2, temporalTenthsV2 } from './v2.ts'
import { baseTenthsV3, environmentalTenthsV3, temporalTenthsV3 } from './v3.ts'
import { tenthsV4 } from './v4.ts'
import { hasGroup, parseVector } from './vector.ts'
import type { CvssVector } from './vector.ts'

/** v2 knows neither `none` nor `critical`. */
export type Severity = 'none' | 'low' | 'medium' | 'high' | 'critical'
export type Nomenclature = 'CVSS-B' | 'CVSS-BT' | 'CVSS-BE' | 'CVSS-BTE'

/** Scores 0.0–10.0 with one decimal. */
export type CvssScores = {
  readonly version: CvssVersion
  readonly base: number
  /** Only when a temporal (v4.0: threat) metric is defined. */
  readonly temporal?: number
  /** Only when an environmental metric is defined; it includes the temporal metrics. */
  readonly environmental?: number
  /** The most specific of the three. */
  readonly overall: number
  /** Of `overall`. */
  readonly severity: Severity
  /** Which metrics `overall` stands on (v4.0 specification, section 1.3; used here for all versions). */
  readonly nomenclature: Nomenclature
}

/**
 * Parses and scores a vector in its own version.
 *
 * Errors  cvss-malformed
 * Cost    some 10 µs a vector; nothing is kept
 */
export function scoreVector(text: string): Result<CvssScores> {
  const vector = parseVector(text)
  return vector.ok ? ok(scoresOf(vector.value)) : vector
}

function scoresOf(vector: CvssVector): CvssScores {
  const has = { threat: hasGroup(vector, 'temporal'), environmental: hasGroup(vector, 'environmental') }
  const equations = EQUATIONS[vector.version]
  const base = equations.base(vector) / 10
  const temporal = has.threat ? equations.temporal(vector) / 10 : undefined
  const environmental = has.environmental ? equations.environmental(vector) / 10 : undefined
  const overall = environmental ?? temporal ?? base
  return {
    version: vector.version,
    base,
    ...(temporal !== undefined && { temporal }),
    ...(environmental !== undefined && { environmental }),
    overall,
    severity: severityOf(vector.version, overall),
    nomenclature: `CVSS-B${has.threat ? 'T' : ''}${has.environmental ? 'E' : ''}`,
  }
}

type Equations = Readonly<Record<'base' | 'temporal' | 'environmental', (vector: CvssVector) => number>>

const V3: Equations = { base: baseTenthsV3, temporal: temporalTenthsV3, environmental: environmentalTenthsV3 }

/** In tenths. Each is defined for every vector: metrics that are not defined count as the specification says. */
export const EQUATIONS: Readonly<Record<CvssVersion, Equations>> = {
  '2.0': { base: baseTenthsV2, temporal: temporalTenthsV2, environmental: environmentalTenthsV2 },
  '3.0': V3,
  '3.1': V3,
  '4.0': {
    base: (vector) => tenthsV4(vector, { threat: false, environmental: false }),
    temporal: (vector) => tenthsV4(vector, { threat: true, environmental: false }),
    environmental: (vector) => tenthsV4(vector, { threat: true, environmental: true }),
  },
}

/**
 * Source: v3.0 and v3.1 specification, section 5; v4.0 specification, section 6. v2 has no scale of its own: NVD's is used
 * (low 0.0–3.9, medium 4.0–6.9, high 7.0–10.0).
 */
export function severityOf(version: CvssVersion, score: number): Severity {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low'
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}
