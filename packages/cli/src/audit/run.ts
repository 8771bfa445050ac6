/** Audits targets one after the other as they arrive and writes each at once: memory does not grow with their number. */
import type { CollectResult } from '@hygie/collectors/collect-targets'
import { assess, type Assessment } from '@hygie/core/assess'
import { orderActions } from '@hygie/core/action/group'
import type { Check } from '@hygie/core/compliance/check'
import { evaluateChecks, linkRequirements } from '@hygie/core/compliance/comply'
import { configureActions } from '@hygie/core/compliance/configure'
import type { Framework } from '@hygie/core/compliance/framework'
import { contextOf, type Criticality } from '@hygie/core/decision/criticality'
import { urgencies, type AssetContext, type Urgency } from '@hygie/core/decision/decision'
import type { Circumstances } from '@hygie/core/decision/decide'
import type { HumanImpact } from '@hygie/core/decision/inputs'
import { comparePolicies } from '@hygie/core/decision/compare'
import type { Policy } from '@hygie/core/decision/policy'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { KnowledgeInfo, KnowledgeReader } from '@hygie/core/knowledge/facts'
import { createKept, createMemory } from '@hygie/core/memory'
import { rememberingReader } from '@hygie/knowledge/remembering'
import type { AuditFailure, AuditHead, AuditTail, AuditWriter } from '../formats/writer.ts'

export type AuditRequest = {
  readonly knowledge: KnowledgeReader
  readonly policy: Policy
  /** A second policy to compare with. */
  readonly compare?: Policy
  readonly criticality: Criticality
  readonly humanImpact: HumanImpact
  /** Native checks and the framework whose requirements they bear on. */
  readonly compliance: () => { readonly framework: Framework; readonly checks: readonly Check[] }
  readonly head: AuditHead
}

export async function runAudit(
  targets: AsyncIterable<CollectResult>,
  request: AuditRequest,
  writer: AuditWriter,
): Promise<AuditTail> {
  const failures: AuditFailure[] = []
  const byUrgency: Record<Urgency, number> = { now: 0, soon: 0, planned: 0, routine: 0 }
  let assets = 0
  writer.begin(request.head)
  const judge = rememberingJudge(request)
  for await (const collected of targets) {
    if (collected.kind === 'failure') {
      failures.push({ target: collected.target, error: collected.error.message })
      continue
    }
    const assessment = judge(withProblems(collected))
    assets += 1
    for (const { decision } of assessment.findings) byUrgency[decision.urgency] += 1
    writer.asset(assessment)
  }
  const findings = urgencies.reduce((sum, urgency) => sum + byUrgency[urgency], 0)
  const tail = { summary: { assets, findings, byUrgency }, failures }
  writer.end(tail)
  return tail
}

/** An asset whose settings nobody saw (a bill of materials, a list of packages) has nothing to check. */
function withCompliance(assessment: Assessment, request: AuditRequest): Assessment {
  if (assessment.inventory.facts.size === 0) return assessment
  const { framework, checks } = request.compliance()
  const results = evaluateChecks(checks, assessment.inventory)
  if (results.length === 0) return assessment // no check is made for this platform
  const requirements = linkRequirements(framework.requirements, results)
  const actions = orderActions([...assessment.actions, ...configureActions(results, assessment.inventory)])
  return { ...assessment, actions, compliance: { framework: framework.title, results, requirements } }
}

const PROBLEMS_SHOWN = 50

/** What a reader could not read is a blind spot like any other. */
function withProblems({ inventory, problems }: Extract<CollectResult, { kind: 'inventory' }>): Inventory {
  const blind = problems.slice(0, PROBLEMS_SHOWN).map(({ message, at }) => ({ what: at ?? inventory.target, why: message }))
  const more = problems.length - blind.length
  const rest = more > 0 ? [{ what: inventory.target, why: `${more} more places that could not be read`, count: more }] : []
  return blind.length === 0 ? inventory : { ...inventory, unknown: [...inventory.unknown, ...blind, ...rest] }
}

export function assessOne(inventory: Inventory, request: AuditRequest): Assessment {
  return rememberingJudge(request)(inventory)
}

/** Contexts kept apart: more than any criticality file of a hospital tells. */
const CONTEXTS_MAX = 1_000

/** One after the other, with what the assets before had in common with this one. */
function rememberingJudge(request: AuditRequest): (inventory: Inventory) => Assessment {
  const { policy, compare, criticality, humanImpact, head } = request
  const knowledge = rememberingReader(request.knowledge)
  const memory = createMemory()
  const catalogues = cataloguesOf(head.knowledge)
  const circumstances = createKept<Circumstances>(CONTEXTS_MAX)
  const aroundOf = (context: AssetContext): Circumstances => {
    const place = JSON.stringify(context)
    const around = circumstances.get(place) ?? { context, catalogues, humanImpact, at: head.at }
    circumstances.set(place, around, 1)
    return around
  }
  return (inventory) => {
    const around = aroundOf(contextOf(criticality, [inventory.target, inventory.name]))
    const assessment = withCompliance(assess(inventory, knowledge, policy, around, memory), request)
    if (compare === undefined) return assessment
    const other = assess(inventory, knowledge, compare, around, memory)
    return { ...assessment, comparison: comparePolicies(compare.id, assessment, other) }
  }
}

/** Feeds that list exploitation: without them "not listed" is no fact. */
const CATALOGUES: Readonly<Record<string, string>> = {
  kev: 'cisa-kev',
  euvd: 'eu-kev',
  exploitdb: 'exploitdb',
  metasploit: 'metasploit',
  nuclei: 'nuclei',
  certfr: 'certfr-alert',
  vulnrichment: 'cisa-adp',
}

function cataloguesOf({ feeds }: KnowledgeInfo): ReadonlySet<string> {
  return new Set(feeds.flatMap(({ name, records }) => (records > 0 ? (CATALOGUES[name] ?? []) : [])))
}
