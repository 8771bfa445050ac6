/** From verdicts to findings: what is open on this asset, decided and in the order to work on; and what was cancelled, with why. */
import { decide, type Circumstances } from '../decision/decide.ts'
import { urgencies, type Decision } from '../decision/decision.ts'
import type { Policy } from '../decision/policy.ts'
import { preferredScores } from '../decision/scores.ts'
import type { Inventory, Software } from '../inventory/inventory.ts'
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import { createMemory, type Memory } from '../memory.ts'
import { text, type TextKey } from '../text/text.ts'
import { isCertain, type Finding } from './finding.ts'
import type { Reason, Verdict } from './verdict.ts'

export type Found = {
  readonly findings: readonly Finding[]
  /** Verdicts that a better statement, a fix, a withdrawal or the running kernel turned away. */
  readonly cancelled: readonly Verdict[]
}

/** Cost: one decision per open verdict. Verdicts without facts of their vulnerability are findings too: the claim is enough. */
export function find(
  inventory: Pick<Inventory, 'software'>,
  verdicts: readonly Verdict[],
  facts: ReadonlyMap<string, VulnerabilityFacts>,
  policy: Policy,
  around: Circumstances,
  memory: Memory = createMemory(),
): Found {
  const softwareOf = new Map(inventory.software.map((software) => [software.key, software]))
  const aboutOf = rememberedAbout(facts)
  const decideOnce = rememberedDecision(policy, around, memory)
  const findings: Finding[] = []
  const cancelled: Verdict[] = []
  for (const verdict of verdicts) {
    const about = aboutOf(verdict.vulnerability)
    const software = softwareOf.get(verdict.software)
    if (software === undefined) continue
    if (about.withdrawn !== undefined)
      cancelled.push({ ...verdict, status: 'notAffected', reasons: [about.withdrawn, ...verdict.reasons] })
    else if (verdict.status === 'affected' || verdict.status === 'unknown')
      findings.push(findingOf(software, verdict, about, decisionOn(about, verdict, decideOnce)))
    else cancelled.push(verdict)
  }
  return { findings: findings.toSorted(byUrgency), cancelled }
}

function decisionOn({ facts, decisions }: About, verdict: Verdict, decideOnce: ReturnType<typeof rememberedDecision>): Decision {
  const known = decisions.get(verdict.fixState)
  if (known !== undefined) return known
  const decision = decideOnce(facts, verdict)
  decisions.set(verdict.fixState, decision)
  return decision
}

/** On one asset a decision depends on the vulnerability and on whether a fix exists, not on which of a hundred packages has it. */
function rememberedDecision(
  policy: Policy,
  around: Circumstances,
  { decided }: Memory,
): (facts: VulnerabilityFacts, verdict: Verdict) => Decision {
  return (facts, verdict) => {
    const place = `${policy.id} ${verdict.fixState} ${facts.id}`
    const known = decided.get(place)
    if (known?.facts === facts && known.policy === policy && known.around === around) return known.decision
    const decision = decide(policy, facts, verdict, around)
    decided.set(place, { facts, policy, around, decision }, 1)
    return decision
  }
}

function withdrawal({ withdrawn }: VulnerabilityFacts): Reason | undefined {
  if (withdrawn === undefined) return undefined
  const { source, why } = withdrawn
  const said = why === undefined ? text('reason.withdrawn', { source }) : text('reason.withdrawn-why', { source, why })
  return { kind: 'withdrawn', text: said, source }
}

function findingOf(software: Software, verdict: Verdict, about: About, decision: Decision): Finding {
  const { advisories } = verdict
  const aliases =
    advisories.length === 0
      ? about.others
      : [...new Set([...advisories, ...about.others])].filter((id) => id !== verdict.vulnerability)
  return {
    ...about.shown,
    vulnerability: verdict.vulnerability,
    aliases,
    package: software.name,
    ...(software.source !== undefined && { source: software.source.name }),
    software: software.key,
    installed: software.version,
    paths: [...(software.path === undefined ? [] : [software.path]), ...(software.morePaths ?? [])],
    ...(verdict.fixedBy[0] !== undefined && verdict.status === 'affected' && { fixed: verdict.fixedBy[0] }),
    status: statusOf(verdict),
    decision,
    verdict,
  }
}

/** What a finding shows of its vulnerability: the same on every package that has it. */
type Shown = Pick<Finding, 'title' | 'kev' | 'ransomware' | 'publicExploit' | 'epss' | 'cvss' | 'scores'>
type About = {
  readonly facts: VulnerabilityFacts
  /** Its aliases without itself. */
  readonly others: readonly string[]
  readonly withdrawn: Reason | undefined
  /** Made so far, by the state of the fix. */
  readonly decisions: Map<Verdict['fixState'], Decision>
  readonly shown: Shown
}

function rememberedAbout(facts: ReadonlyMap<string, VulnerabilityFacts>): (vulnerability: string) => About {
  const remembered = new Map<string, About>()
  return (vulnerability) => {
    const known = remembered.get(vulnerability)
    if (known !== undefined) return known
    const found = facts.get(vulnerability) ?? bare(vulnerability)
    const about: About = {
      facts: found,
      others: [...new Set(found.aliases)].filter((id) => id !== vulnerability),
      withdrawn: withdrawal(found),
      decisions: new Map(),
      shown: shownOf(found),
    }
    remembered.set(vulnerability, about)
    return about
  }
}

function shownOf({ title, exploitation, epss, scores }: VulnerabilityFacts): Shown {
  const preferred = preferredScores(scores).find(({ score }) => score !== undefined)
  const known = exploitation.filter(({ level }) => level === 'known')
  return {
    ...(title !== undefined && { title }),
    kev: known.some(({ catalogue }) => catalogue === 'cisa-kev'),
    ransomware: known.some(({ ransomware }) => ransomware === true),
    publicExploit: exploitation.some(({ level }) => level === 'public'),
    ...(epss !== undefined && { epss }),
    ...(preferred?.score !== undefined && {
      cvss: {
        score: preferred.score,
        source: preferred.origin,
        system: preferred.system,
        ...(preferred.vector !== undefined && { vector: preferred.vector }),
      },
    }),
    scores,
  }
}

/** What is missing on the asset's side; all other unknowns are the source's. */
const MISSING_HERE: ReadonlySet<TextKey> = new Set([
  'reason.alike',
  'reason.weak',
  'reason.no-version',
  'reason.bound-only',
  'reason.build-unknown',
  'reason.update-unknown',
])

function statusOf({ status, fixState, reasons }: Verdict): Finding['status'] {
  if (status === 'unknown') return reasons.some(({ text: { key } }) => MISSING_HERE.has(key)) ? 'possible' : 'underInvestigation'
  return fixState === 'willNotFix' || fixState === 'endOfLife' ? fixState : 'affected'
}

/**
 * Urgency, then deadline; inside one class exploited first, then the higher EPSS percentile (never a class of its own),
 * then the higher score. What is only under investigation comes after what is known to be affected.
 */
function byUrgency(left: Finding, right: Finding): number {
  return (
    urgencies.indexOf(left.decision.urgency) - urgencies.indexOf(right.decision.urgency) ||
    Number(isCertain(right)) - Number(isCertain(left)) ||
    compareCodeUnits(left.decision.due ?? '9', right.decision.due ?? '9') ||
    Number(right.kev) - Number(left.kev) ||
    Number(right.publicExploit) - Number(left.publicExploit) ||
    (right.epss?.percentile ?? right.epss?.score ?? 0) - (left.epss?.percentile ?? left.epss?.score ?? 0) ||
    (right.cvss?.score ?? 0) - (left.cvss?.score ?? 0) ||
    compareCodeUnits(left.vulnerability, right.vulnerability) ||
    compareCodeUnits(left.software, right.software)
  )
}

/** Locale-free, so that every machine prints the same order. */
function compareCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Of a vulnerability that only claims speak of. */
export function bare(id: string): VulnerabilityFacts {
  return {
    id,
    aliases: [],
    weaknesses: [],
    tags: [],
    references: [],
    scores: [],
    exploitation: [],
    ssvc: [],
    techniques: [],
    advisories: [],
  }
}
