/** Evaluates checks on an asset's facts, and says what that means for the requirements of a framework. Never met by silence. */
import type { Inventory } from '../inventory/inventory.ts'
import type { Check, CheckStatus, Words } from './check.ts'
import { decidingFacts, evaluate } from './evaluate.ts'
import type { FactValue, Facts } from './facts.ts'
import { factsOfInventory } from './inventory-facts.ts'

export type CheckResult = {
  readonly check: Check
  readonly status: CheckStatus
  /** The facts that the check looked at and that were seen, with where each was read. */
  readonly seen: readonly { readonly name: string; readonly value: FactValue; readonly from: string }[]
  /** Facts it wanted and that could not be seen. */
  readonly missing: readonly string[]
  /** Of both, the facts that made the answer what it is. */
  readonly decidedBy: readonly string[]
}

/** One result per check made for this asset's platform; ordered as given. */
export function evaluateChecks(checks: readonly Check[], inventory: Inventory): readonly CheckResult[] {
  const { platform } = inventory
  const facts = factsOfInventory(inventory)
  return checks
    .filter(({ platforms }) => platforms.includes(platform.family) || platforms.includes(platform.id))
    .map((check) => evaluateCheck(check, facts))
}

export function evaluateCheck(check: Check, facts: Facts): CheckResult {
  const applies = check.applies === undefined ? undefined : evaluate(check.applies, facts)
  const passes = evaluate(check.passes, facts)
  const read = [...new Set([...(applies?.read ?? []), ...(applies?.value === false ? [] : passes.read)])]
  return {
    check,
    status: statusOf(applies === undefined ? true : applies.value, passes.value),
    seen: read.flatMap((name) => {
      const fact = facts.get(name)
      return fact === undefined ? [] : [{ name, ...fact }]
    }),
    missing: read.filter((name) => !facts.has(name)),
    decidedBy: decidingFacts(applies?.value === true ? check.passes : (check.applies ?? check.passes), facts),
  }
}

function statusOf(applies: FactValue | undefined, passes: FactValue | undefined): CheckStatus {
  if (applies === false) return 'notApplicable'
  if (applies !== true || typeof passes !== 'boolean') return 'unknown'
  return passes ? 'pass' : 'fail'
}

/** `strong`: facts decide most of it; `partial`: facts help, a person concludes; `none`: only a person can say. */
export type Automation = 'strong' | 'partial' | 'none'

export type Requirement = {
  readonly framework: string
  readonly id: string
  readonly title: Words
  /** Chapter that it stands in. */
  readonly group: Words
  /** As the framework marks it: `S`, `S+R`, `R`. */
  readonly level: string
  readonly automation: Automation
  /** The checks that exist see only a part of what facts could tell: passing all of them is not yet the whole of it. */
  readonly partlySeen: boolean
  /** What facts never tell, to be attested by a named role; absent = nothing. */
  readonly declared?: Words
}

export type RequirementStatus = 'met' | 'partly' | 'notMet' | 'unknown'

export type RequirementResult = {
  readonly requirement: Requirement
  readonly status: RequirementStatus
  readonly results: readonly CheckResult[]
}

export function linkRequirements(
  requirements: readonly Requirement[],
  results: readonly CheckResult[],
): readonly RequirementResult[] {
  return requirements.map((requirement) => {
    const mine = results.filter(({ check }) => check.requirements.includes(`${requirement.framework}:${requirement.id}`))
    return { requirement, status: requirementStatus(requirement, mine), results: mine }
  })
}

/**
 * Met only when facts can decide it, checks see the whole of it, every linked check that applies passed and none is unknown.
 * Where a person has to conclude, passing checks make it partly met; where only a person can say, no check decides. A failed
 * check is never outweighed.
 */
function requirementStatus({ automation, partlySeen }: Requirement, results: readonly CheckResult[]): RequirementStatus {
  if (automation === 'none') return 'unknown'
  const counts = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 }
  for (const { status } of results) counts[status] += 1
  if (counts.fail > 0) return counts.pass > 0 ? 'partly' : 'notMet'
  if (counts.pass === 0) return 'unknown'
  return automation === 'strong' && !partlySeen && counts.unknown === 0 ? 'met' : 'partly'
}
