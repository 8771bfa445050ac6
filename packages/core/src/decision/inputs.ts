/**
 * The facts a decision rests on, each with its value, where it comes from and how it is known: observed, declared, derived
 * or assumed. What nobody knows is assumed on the side of care and shown as assumed, never silently "no".
 *
 * Source  CERT/CC SSVC decision points 2026-07; CISA BOD 26-04; assumptions for unknown Automatable and Technical Impact
 *         follow SSVC's advice to take the worse value
 */
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import type { AssetContext, DecisionInput } from './decision.ts'
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
  const safety = declaredOr(context.safety, 'marginal', 'criticality file')
  const mission = declaredOr(context.mission, 'mef support crippled', 'criticality file')
  const impact: DecisionInput = {
    value: humanImpact(safety.value, mission.value),
    from: `safety ${safety.value}, mission ${mission.value}`,
    basis: safety.basis === 'assumed' || mission.basis === 'assumed' ? 'assumed' : 'derived',
  }
  const exposure = declaredOr(context.exposure, 'controlled', 'criticality file')
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
      from: `human impact ${impact.value}`,
    },
  }
}

function declaredOr(declared: string | undefined, assumed: string, from: string): DecisionInput {
  if (declared !== undefined) return { value: declared, from, basis: 'declared' }
  return { value: assumed, from: 'not declared', basis: 'assumed' }
}

function publiclyExposedOf({ publiclyExposed, exposure }: AssetContext): DecisionInput {
  if (publiclyExposed !== undefined) return { value: yesNo(publiclyExposed), from: 'criticality file', basis: 'declared' }
  if (exposure !== undefined) return { value: yesNo(exposure === 'open'), from: `exposure ${exposure}`, basis: 'derived' }
  return { value: 'no', from: 'not declared', basis: 'assumed' }
}

function kevOf({ exploitation }: VulnerabilityFacts, catalogues: Catalogues): DecisionInput {
  const entry = exploitation.find(({ catalogue }) => catalogue === 'cisa-kev')
  if (entry !== undefined) return dated({ value: 'yes', from: 'CISA KEV', basis: 'observed' }, entry.addedAt)
  if (catalogues.has('cisa-kev')) return { value: 'no', from: 'CISA KEV', basis: 'observed' }
  return { value: 'no', from: 'no KEV list in the knowledge', basis: 'assumed' }
}

function exploitationOf({ exploitation, ssvc, scores }: VulnerabilityFacts, catalogues: Catalogues): DecisionInput {
  const known = exploitation.find(({ level }) => level === 'known')
  if (known !== undefined) return dated({ value: 'active', from: known.catalogue, basis: 'observed' }, known.addedAt)
  const stated =
    ssvc.find((record) => record.exploitation === 'active') ?? ssvc.find((record) => record.exploitation === 'public poc')
  if (stated?.exploitation === 'active')
    return dated({ value: 'active', from: stated.origin, basis: 'observed' }, stated.statedAt)
  const published = exploitation.find(({ level }) => level === 'public')
  if (published !== undefined)
    return dated({ value: 'public poc', from: published.catalogue, basis: 'observed' }, published.addedAt)
  if (stated !== undefined) return dated({ value: 'public poc', from: stated.origin, basis: 'observed' }, stated.statedAt)
  const matured = scores.find(({ vector }) => vector !== undefined && /\/E:[PFAH](?:\/|$)/.test(vector))
  if (matured !== undefined)
    return { value: 'public poc', from: `${matured.system} exploit maturity of ${matured.origin}`, basis: 'derived' }
  const none = ssvc.find((record) => record.exploitation === 'none')
  if (none !== undefined) return dated({ value: 'none', from: none.origin, basis: 'observed' }, none.statedAt)
  if (catalogues.size > 0) return { value: 'none', from: [...catalogues].toSorted().join(', '), basis: 'observed' }
  return { value: 'none', from: 'no catalogue of exploitation in the knowledge', basis: 'assumed' }
}

function automatableOf({ ssvc, scores }: VulnerabilityFacts): DecisionInput {
  const stated = ssvc.find((record) => record.automatable !== undefined)
  if (stated?.automatable !== undefined)
    return dated({ value: stated.automatable, from: stated.origin, basis: 'observed' }, stated.statedAt)
  for (const { vector = '', origin, system } of preferredScores(scores)) {
    const metrics = metricsOf(vector)
    if (metrics.size === 0) continue
    const declared = metrics.get('AU')
    if (system === 'cvss4.0' && (declared === 'Y' || declared === 'N')) {
      return { value: yesNo(declared === 'Y'), from: `${system} AU of ${origin}`, basis: 'derived' }
    }
    const reachable = metrics.get('AV') === 'N' && metrics.get('AC') === 'L'
    const unhindered =
      system === 'cvss2'
        ? metrics.get('Au') === 'N'
        : metrics.get('PR') === 'N' && metrics.get('UI') === 'N' && (metrics.get('AT') ?? 'N') === 'N'
    return { value: yesNo(reachable && unhindered), from: `${system} of ${origin}`, basis: 'derived' }
  }
  return { value: 'yes', from: 'no score and no SSVC statement', basis: 'assumed' }
}

function technicalImpactOf({ ssvc, scores }: VulnerabilityFacts): DecisionInput {
  const stated = ssvc.find((record) => record.technicalImpact !== undefined)
  if (stated?.technicalImpact !== undefined) {
    return dated({ value: stated.technicalImpact, from: stated.origin, basis: 'observed' }, stated.statedAt)
  }
  for (const { vector = '', origin, system } of preferredScores(scores)) {
    const metrics = metricsOf(vector)
    if (metrics.size === 0) continue
    const [high, confidentiality, integrity] =
      system === 'cvss2' ? ['C', 'C', 'I'] : system === 'cvss4.0' ? ['H', 'VC', 'VI'] : ['H', 'C', 'I']
    const total = metrics.get(confidentiality) === high && metrics.get(integrity) === high
    return { value: total ? 'total' : 'partial', from: `${system} of ${origin}`, basis: 'derived' }
  }
  return { value: 'total', from: 'no score and no SSVC statement', basis: 'assumed' }
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

function dated(input: DecisionInput, statedAt: string | undefined): DecisionInput {
  return statedAt === undefined ? input : { ...input, statedAt }
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}
