/** The main job on one asset: inventory and knowledge in, everything that is to be said of it out. */
import { groupActions } from './action/group.ts'
import type { Action } from './action/action.ts'
import type { Circumstances } from './decision/decide.ts'
import type { PolicyComparison } from './decision/compare.ts'
import type { Policy } from './decision/policy.ts'
import type { CheckResult, RequirementResult } from './compliance/comply.ts'
import type { Inventory, Unknown } from './inventory/inventory.ts'
import type { KnowledgeReader } from './knowledge/facts.ts'
import { lifecycleIdentifiersOf, lifecycleOf, lifecycleProductOf, type LifecycleState } from './lifecycle/lifecycle.ts'
import { makersOf, withDeviceNames } from './matching/device-names.ts'
import { find } from './matching/find.ts'
import type { Finding } from './matching/finding.ts'
import { createMemory, type Memory } from './memory.ts'
import { keysOf, match, updatedProductsOf } from './matching/match.ts'
import type { Verdict } from './matching/verdict.ts'
import type { Language } from './text/text.ts'

export type Assessment = {
  readonly inventory: Inventory
  readonly findings: readonly Finding[]
  readonly cancelled: readonly Verdict[]
  readonly lifecycle: readonly LifecycleState[]
  readonly actions: readonly Action[]
  readonly unknown: readonly Unknown[]
  /** What another policy would decide on the same facts, when asked for. */
  readonly comparison?: PolicyComparison
  /** What the asset's settings say, where they were seen. */
  readonly compliance?: {
    readonly framework: Readonly<Record<Language, string>>
    readonly results: readonly CheckResult[]
    readonly requirements: readonly RequirementResult[]
  }
}

/**
 * Cost: four batches of look-ups and one pass over the claims of the inventory's product keys. With a `memory` of the assets
 * before, only over what those had not; the result is the same.
 */
export function assess(
  seen: Inventory,
  knowledge: KnowledgeReader,
  policy: Policy,
  around: Circumstances,
  memory: Memory = createMemory(),
): Assessment {
  const makers = makersOf(seen)
  const inventory = makers.length === 0 ? seen : withDeviceNames(seen, knowledge.devices(makers))
  const products = updatedProductsOf(inventory)
  const updates = products.length === 0 ? undefined : knowledge.updates(products)
  const { verdicts, unknown } = match(inventory, knowledge.claims(keysOf(inventory)), knowledge.sourcesOf, memory, updates)
  const facts = knowledge.facts([...new Set(verdicts.filter(isOpen).map(({ vulnerability }) => vulnerability))].toSorted())
  const { findings, cancelled } = find(inventory, verdicts, facts, policy, around, memory)
  const lifecycle = lifecycleOf(
    inventory,
    knowledge.lifecycles([lifecycleProductOf(inventory.platform)]),
    knowledge.lifecyclesByIdentifier([...new Set(inventory.software.flatMap(lifecycleIdentifiersOf))].toSorted()),
    new Date(around.at).toISOString().slice(0, 10),
  )
  return {
    inventory,
    findings,
    cancelled,
    lifecycle,
    actions: groupActions(inventory, findings, lifecycle),
    unknown: [...inventory.unknown, ...unknown],
  }
}

function isOpen({ status }: Verdict): boolean {
  return status === 'affected' || status === 'unknown'
}
