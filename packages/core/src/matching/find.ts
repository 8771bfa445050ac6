/** From verdicts to findings: what is open on this asset, decided and in the order to work on; and what was cancelled, with why. */
import { decide, type Circumstances } from '../decision/decide.ts'
import { urgencies } from '../decision/decision.ts'
import type { Policy } from '../decision/policy.ts'
import { preferredScores } from '../decision/scores.ts'
import type { Inventory, Software } from '../inventory/inventory.ts'
import type { VulnerabilityFacts } from '../knowledge/facts.ts'
import { text } from '../text/text.ts'
import type { Finding } from './finding.ts'
import type { Reason, Verdict } from './verdict.ts'

export type Found = {
  readonly findings: readonly Finding[]
  /** Verdicts that a better statement, a fix, a withdrawal or the running kernel turned away. */
  readonly cancelled: readonly Verdict[]
}

/** Cost: one decision per open verdict. Verdicts without facts of their vulnerability are findings too: the claim is enough. */
export function find(
  inventory: Inventory,
  verdicts: readonly Verdict[],
  facts: ReadonlyMap<string, VulnerabilityFacts>,
  policy: Policy,
  around: Circumstances,
): Found {
  const softwareOf = new Map(inventory.software.map((software) => [software.key, software]))
  const findings: Finding[] = []
  const cancelled: Verdict[] = []
  for (const verdict of verdicts) {
    const about = facts.get(verdict.vulnerability) ?? bare(verdict.vulnerability)
    const withdrawn = withdrawal(about)
    const software = softwareOf.get(verdict.software)
    if (software === undefined) continue
    if (withdrawn !== undefined) cancelled.push({ ...verdict, status: 'notAffected', reasons: [withdrawn, ...verdict.reasons] })
    else if (verdict.status === 'affected' || verdict.status === 'unknown')
      findings.push(findingOf(software, verdict, about, policy, around))
    else cancelled.push(verdict)
  }
  return { findings: findings.toSorted(byUrgency), cancelled }
}

function withdrawal({ withdrawn }: VulnerabilityFacts): Reason | undefined {
  if (withdrawn === undefined) return undefined
  const { source, why } = withdrawn
  const said = why === undefined ? text('reason.withdrawn', { source }) : text('reason.withdrawn-why', { source, why })
  return { kind: 'withdrawn', text: said, source }
}

function findingOf(
  software: Software,
  verdict: Verdict,
  about: VulnerabilityFacts,
  policy: Policy,
  around: Circumstances,
): Finding {
  const preferred = preferredScores(about.scores).find(({ score }) => score !== undefined)
  const known = about.exploitation.filter(({ level }) => level === 'known')
  return {
    vulnerability: verdict.vulnerability,
    aliases: [...new Set([...verdict.advisories, ...about.aliases])].filter((id) => id !== verdict.vulnerability),
    ...(about.title !== undefined && { title: about.title }),
    package: software.name,
    ...(software.source !== undefined && { source: software.source.name }),
    software: software.key,
    installed: software.version,
    paths: [...(software.path === undefined ? [] : [software.path]), ...(software.morePaths ?? [])],
    ...(verdict.fixedBy[0] !== undefined && verdict.status === 'affected' && { fixed: verdict.fixedBy[0] }),
    status: statusOf(verdict),
    kev: known.some(({ catalogue }) => catalogue === 'cisa-kev'),
    ransomware: known.some(({ ransomware }) => ransomware === true),
    publicExploit: about.exploitation.some(({ level }) => level === 'public'),
    ...(about.epss !== undefined && { epss: about.epss }),
    ...(preferred?.score !== undefined && {
      cvss: {
        score: preferred.score,
        source: preferred.origin,
        system: preferred.system,
        ...(preferred.vector !== undefined && { vector: preferred.vector }),
      },
    }),
    scores: about.scores,
    decision: decide(policy, about, verdict, around),
    verdict,
  }
}

function statusOf({ status, fixState }: Verdict): Finding['status'] {
  if (status === 'unknown') return 'underInvestigation'
  return fixState === 'willNotFix' || fixState === 'endOfLife' ? fixState : 'affected'
}

/**
 * Urgency, then deadline; inside one class exploited first, then the higher EPSS percentile (never a class of its own),
 * then the higher score. What is only under investigation comes after what is known to be affected.
 */
function byUrgency(left: Finding, right: Finding): number {
  return (
    urgencies.indexOf(left.decision.urgency) - urgencies.indexOf(right.decision.urgency) ||
    Number(left.status === 'underInvestigation') - Number(right.status === 'underInvestigation') ||
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

function bare(id: string): VulnerabilityFacts {
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
