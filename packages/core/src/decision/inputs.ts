/**
 * The facts a decision rests on, each with its value, where it comes from and how it is known: observed, declared, derived
 * or assumed. What nobody knows is assumed on the side of care and shown as assumed, never silently "no".
 *
 * Source  CERT/CC SSVC decision points 2026-07; CISA BOD 26-04; assumptions for unknown Automatable and Technical Impact
 *         follow SSVC's advice to take the worse value
 */
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import type { AssetContext, DecisionInput } from './decision.ts'
import { text, type Text } from '../text/text.ts'
import { preferredScores } from './scores.ts'

export const inputNames = [
  'kev',
  'publiclyExposed',
  'exploitation',
  'automatable',
  'technicalImpact',
  'exposure',
  'safety',
  'mission',
  'humanImpact',
  'missionWellbeing',
] as const
export type InputName = (typeof inputNames)[number]
export type Inputs = Readonly<Record<InputName, DecisionInput>>

/** Which catalogues the knowledge holds: without a list "not listed" is no fact. */
export type Catalogues = ReadonlySet<string>

/** Safety × mission → human impact, as the table in use says. */
export type HumanImpact = (safety: string, mission: string) => string

export function inputsOf(
  facts: VulnerabilityFacts,
  context: AssetContext,
  catalogues: Catalogues,
  humanImpact: HumanImpact,
): Inputs {
  const safety = declaredOr(context.safety, 'marginal')
  const mission = declaredOr(context.mission, 'mef support crippled')
  const impact: DecisionInput = {
    value: humanImpact(safety.value, mission.value),
    from: text('from.safety-mission', { safety: safety.value, mission: mission.value }),
    basis: safety.basis === 'assumed' || mission.basis === 'assumed' ? 'assumed' : 'derived',
  }
  const exposure = declaredOr(context.exposure, 'controlled')
  return {
    kev: kevOf(facts, catalogues),
    publiclyExposed: publiclyExposedOf(context),
    exploitation: exploitationOf(facts, catalogues),
    automatable: automatableOf(facts),
    technicalImpact: technicalImpactOf(facts),
    exposure,
    safety,
    mission,
    humanImpact: impact,
    missionWellbeing: {
      ...impact,
      value: impact.value === 'very high' ? 'high' : impact.value,
      from: text('from.human-impact', { impact: impact.value }),
    },
  }
}

function declaredOr(declared: string | undefined, assumed: string): DecisionInput {
  if (declared !== undefined) return { value: declared, from: text('from.criticality'), basis: 'declared' }
  return { value: assumed, from: text('from.not-declared'), basis: 'assumed' }
}

function publiclyExposedOf({ publiclyExposed, exposure }: AssetContext): DecisionInput {
  if (publiclyExposed !== undefined) return { value: yesNo(publiclyExposed), from: text('from.criticality'), basis: 'declared' }
  if (exposure !== undefined)
    return { value: yesNo(exposure === 'open'), from: text('from.exposure', { exposure }), basis: 'derived' }
  return { value: 'no', from: text('from.not-declared'), basis: 'assumed' }
}

function kevOf({ exploitation }: VulnerabilityFacts, catalogues: Catalogues): DecisionInput {
  const entry = exploitation.find(({ catalogue }) => catalogue === 'cisa-kev')
  if (entry !== undefined) return dated({ value: 'yes', from: named('CISA KEV'), basis: 'observed' }, entry.addedAt)
  if (catalogues.has('cisa-kev')) return { value: 'no', from: named('CISA KEV'), basis: 'observed' }
  return { value: 'no', from: text('from.no-kev'), basis: 'assumed' }
}

function exploitationOf({ exploitation, ssvc, scores }: VulnerabilityFacts, catalogues: Catalogues): DecisionInput {
  const known = exploitation.find(({ level }) => level === 'known')
  if (known !== undefined) return dated({ value: 'active', from: named(known.catalogue), basis: 'observed' }, known.addedAt)
  const stated =
    ssvc.find((record) => record.exploitation === 'active') ?? ssvc.find((record) => record.exploitation === 'public poc')
  if (stated?.exploitation === 'active')
    return dated({ value: 'active', from: named(stated.origin), basis: 'observed' }, stated.statedAt)
  const published = exploitation.find(({ level }) => level === 'public')
  if (published !== undefined)
    return dated({ value: 'public poc', from: named(published.catalogue), basis: 'observed' }, published.addedAt)
  if (stated !== undefined) return dated({ value: 'public poc', from: named(stated.origin), basis: 'observed' }, stated.statedAt)
  const attacked = scores.find(({ vector, system }) => system === 'cvss4.0' && /\/E:A(?:\/|$)/.test(vector ?? ''))
  if (attacked !== undefined)
    return {
      value: 'active',
      from: text('from.maturity', { system: attacked.system, origin: attacked.origin }),
      basis: 'derived',
    }
  const matured = scores.find(({ vector }) => /\/E:(?:P|POC|F|H)(?:\/|$)/.test(vector ?? ''))
  if (matured !== undefined)
    return {
      value: 'public poc',
      from: text('from.maturity', { system: matured.system, origin: matured.origin }),
      basis: 'derived',
    }
  const none = ssvc.find((record) => record.exploitation === 'none')
  if (none !== undefined) return dated({ value: 'none', from: named(none.origin), basis: 'observed' }, none.statedAt)
  if (catalogues.size > 0) return { value: 'none', from: named([...catalogues].toSorted().join(', ')), basis: 'observed' }
  return { value: 'none', from: text('from.no-catalogue'), basis: 'assumed' }
}

function automatableOf({ ssvc, scores }: VulnerabilityFacts): DecisionInput {
  const stated = ssvc.find((record) => record.automatable !== undefined)
  if (stated?.automatable !== undefined)
    return dated({ value: stated.automatable, from: named(stated.origin), basis: 'observed' }, stated.statedAt)
  for (const { vector = '', origin, system } of preferredScores(scores)) {
    const metrics = metricsOf(vector)
    if (metrics.size === 0) continue
    const declared = metrics.get('AU')
    if (system === 'cvss4.0' && (declared === 'Y' || declared === 'N')) {
      return { value: yesNo(declared === 'Y'), from: text('from.score', { system: `${system} AU`, origin }), basis: 'derived' }
    }
    const reachable = metrics.get('AV') === 'N' && metrics.get('AC') === 'L'
    const unhindered =
      system === 'cvss2'
        ? metrics.get('Au') === 'N'
        : metrics.get('PR') === 'N' && metrics.get('UI') === 'N' && (metrics.get('AT') ?? 'N') === 'N'
    return { value: yesNo(reachable && unhindered), from: text('from.score', { system, origin }), basis: 'derived' }
  }
  return { value: 'yes', from: text('from.no-statement'), basis: 'assumed' }
}

function technicalImpactOf({ ssvc, scores }: VulnerabilityFacts): DecisionInput {
  const stated = ssvc.find((record) => record.technicalImpact !== undefined)
  if (stated?.technicalImpact !== undefined) {
    return dated({ value: stated.technicalImpact, from: named(stated.origin), basis: 'observed' }, stated.statedAt)
  }
  for (const { vector = '', origin, system } of preferredScores(scores)) {
    const metrics = metricsOf(vector)
    if (metrics.size === 0) continue
    const [high, confidentiality, integrity] =
      system === 'cvss2' ? ['C', 'C', 'I'] : system === 'cvss4.0' ? ['H', 'VC', 'VI'] : ['H', 'C', 'I']
    const total = metrics.get(confidentiality) === high && metrics.get(integrity) === high
    return { value: total ? 'total' : 'partial', from: text('from.score', { system, origin }), basis: 'derived' }
  }
  return { value: 'total', from: text('from.no-statement'), basis: 'assumed' }
}

/** Metric → value of a CVSS vector of any version. */
function metricsOf(vector: string): ReadonlyMap<string, string> {
  return new Map(
    vector
      .split('/')
      .map((part) => part.split(':', 2))
      .flatMap(([name, value]) => (name === undefined || value === undefined || name === 'CVSS' ? [] : [[name, value] as const])),
  )
}

/** A proper name: the same in every language. */
function named(name: string): Text {
  return text('from.name', { name })
}

function dated(input: DecisionInput, statedAt: string | undefined): DecisionInput {
  return statedAt === undefined ? input : { ...input, statedAt }
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
