/**
 * Score of CVSS v4.0, exactly.
 *
 * Source: CVSS v4.0 specification, section 8.2: the macro vector's score, less the mean of how far the vector lies below the
 * most severe vector of its macro vector, as a part of the way to the next lower macro vector. All numbers are whole tenths and
 * fractions of small integers; the result is rounded once, a half up.
 */

import { macroScoreTenths } from './v4-table.ts'
import type { CvssVector } from './vector.ts'

/** Values from severe to harmless: the place is the distance in steps of 0.1. */
const LEVELS: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
}

/** Metrics that stand for their worst value when not defined (specification, sections 3.1 and 4.1). */
const DEFAULTS: Readonly<Record<string, string>> = { CR: 'H', IR: 'H', AR: 'H' }

/** The metrics of a group of equivalence classes, in the order in which the most severe vectors below list their values. */
const GROUPS = {
  eq1: ['AV', 'PR', 'UI'],
  eq2: ['AC', 'AT'],
  eq3and6: ['VC', 'VI', 'VA', 'CR', 'IR', 'AR'],
  eq4: ['SC', 'SI', 'SA'],
} as const

/** The most severe vectors of each level, in the order of the specification (table 30 and annex). EQ3 and EQ6 go together. */
const MOST_SEVERE: Readonly<Record<keyof typeof GROUPS, Readonly<Record<string, readonly string[]>>>> = {
  eq1: { 0: ['NNN'], 1: ['ANN', 'NLN', 'NNP'], 2: ['PNN', 'ALP'] },
  eq2: { 0: ['LN'], 1: ['HN', 'LP'] },
  eq3and6: {
    '00': ['HHHHHH'],
    '01': ['HHLMMH', 'HHHMMM'],
    '10': ['LHHHHH', 'HLHHHH'],
    '11': ['LHLHMH', 'LHHHMM', 'HLHMHM', 'HLLMHH', 'LLHHHM'],
    '21': ['LLLHHH'],
  },
  eq4: { 0: ['HSS'], 1: ['HHH'], 2: ['LLL'] },
}

/** How many steps a level is deep: the divisor of a distance in it. */
const DEPTH: Readonly<Record<keyof typeof GROUPS, Readonly<Record<string, number>>>> = {
  eq1: { 0: 1, 1: 4, 2: 5 },
  eq2: { 0: 1, 1: 2 },
  eq3and6: { '00': 7, '01': 6, '10': 8, '11': 8, '21': 10 },
  eq4: { 0: 6, 1: 5, 2: 4 },
}

/** Divisible by every depth and by every number of terms (1–5): keeps the mean whole. */
const COMMON = 840 * 60

/** Which metrics count beside those of the base group. */
export type Scope = { readonly threat: boolean; readonly environmental: boolean }

/** Tenths of a point, 0–100. Source: section 8.2. */
export function tenthsV4(vector: CvssVector, scope: Scope): number {
  const read = (metric: string): string => effective(vector, scope, metric)
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((metric) => read(metric) === 'N')) return 0
  const levels = macroVector(read)
  const score = macroScoreTenths(levels)
  if (score === undefined) throw new Error(`Defect: no macro vector ${levels.join('')}`)

  const [eq1, eq2, eq3, eq4, eq5, eq6] = levels
  const keys = { eq1: `${eq1}`, eq2: `${eq2}`, eq3and6: `${eq3}${eq6}`, eq4: `${eq4}` }
  const distances = distancesBelow(read, keys)
  let [sum, terms] = [0, 0]
  const add = (next: number | undefined, distance: number, depth: number): void => {
    if (next === undefined) return
    terms += 1
    sum += (score - next) * distance * (COMMON / depth)
  }
  add(macroScoreTenths([eq1 + 1, eq2, eq3, eq4, eq5, eq6]), distances.eq1, DEPTH.eq1[keys.eq1] ?? 1)
  add(macroScoreTenths([eq1, eq2 + 1, eq3, eq4, eq5, eq6]), distances.eq2, DEPTH.eq2[keys.eq2] ?? 1)
  add(nextOfEq3And6(levels), distances.eq3and6, DEPTH.eq3and6[keys.eq3and6] ?? 1)
  add(macroScoreTenths([eq1, eq2, eq3, eq4 + 1, eq5, eq6]), distances.eq4, DEPTH.eq4[keys.eq4] ?? 1)
  add(macroScoreTenths([eq1, eq2, eq3, eq4, eq5 + 1, eq6]), 0, 1) // EQ5 has one metric: no distance inside a level
  return terms === 0 ? score : roundedQuotient(score * terms * COMMON - sum, terms * COMMON)
}

type MacroVector = readonly [eq1: number, eq2: number, eq3: number, eq4: number, eq5: number, eq6: number]
type ReadMetric = (metric: string) => string

/** Source: tables 24–29. */
function macroVector(read: ReadMetric): MacroVector {
  const is = (metric: string, value: string): boolean => read(metric) === value
  const open = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')]
  const eq1 = open.every(Boolean) ? 0 : open.some(Boolean) && !is('AV', 'P') ? 1 : 2
  const eq2 = is('AC', 'L') && is('AT', 'N') ? 0 : 1
  const eq3 = is('VC', 'H') && is('VI', 'H') ? 0 : is('VC', 'H') || is('VI', 'H') || is('VA', 'H') ? 1 : 2
  const eq4 = is('SI', 'S') || is('SA', 'S') ? 0 : is('SC', 'H') || is('SI', 'H') || is('SA', 'H') ? 1 : 2
  const eq5 = 'APU'.indexOf(read('E'))
  const needed = ['C', 'I', 'A'].some((loss) => is(`${loss}R`, 'H') && is(`V${loss}`, 'H'))
  return [eq1, eq2, eq3, eq4, eq5, needed ? 0 : 1]
}

/**
 * Steps below the first most severe vector that is nowhere less severe than this one. The specification combines the lists of
 * all groups; a combination fits exactly when each group's part does, so each group is searched by itself.
 */
function distancesBelow(
  read: ReadMetric,
  keys: Readonly<Record<keyof typeof GROUPS, string>>,
): Record<keyof typeof GROUPS, number> {
  const distance = (group: keyof typeof GROUPS): number => {
    for (const severe of MOST_SEVERE[group][keys[group]] ?? []) {
      const steps = GROUPS[group].map((metric, index) => depthOf(metric, read(metric)) - depthOf(metric, severe[index] ?? ''))
      if (steps.every((step) => step >= 0)) return steps.reduce((sum, step) => sum + step, 0)
    }
    throw new Error(`Defect: no most severe vector of ${group} level ${keys[group]}`)
  }
  return { eq1: distance('eq1'), eq2: distance('eq2'), eq3and6: distance('eq3and6'), eq4: distance('eq4') }
}

function depthOf(metric: string, value: string): number {
  return LEVELS[metric]?.indexOf(value) ?? -1
}

/** From (0,0) two ways lead down; the higher score counts. */
function nextOfEq3And6([eq1, eq2, eq3, eq4, eq5, eq6]: MacroVector): number | undefined {
  const at = (three: number, six: number): number | undefined => macroScoreTenths([eq1, eq2, three, eq4, eq5, six])
  if (eq3 === 0 && eq6 === 0) return Math.max(at(0, 1) ?? 0, at(1, 0) ?? 0)
  return eq3 === 1 && eq6 === 0 ? at(1, 1) : at(eq3 + 1, eq6)
}

/** The modified value if defined, else the base value, else the default. */
function effective(vector: CvssVector, scope: Scope, metric: string): string {
  const base = vector.metrics.get(metric)
  if (metric === 'E') return (scope.threat ? base : undefined) ?? 'A'
  const fallback = DEFAULTS[metric]
  if (fallback !== undefined) return (scope.environmental ? base : undefined) ?? fallback
  return (scope.environmental ? vector.metrics.get(`M${metric}`) : undefined) ?? base ?? ''
}

/** Whole numbers below 2^53 only: 100 × 5 × COMMON is about 25 million. */
function roundedQuotient(dividend: number, divisor: number): number {
  return Math.max(0, Math.min(100, Math.floor((2 * dividend + divisor) / (2 * divisor))))
}
