/** Checks targets one after the other as they arrive and writes each at once. */
import type { CollectResult } from '@hygie/collectors/collect-targets'
import type { Check, CheckStatus } from '@hygie/core/compliance/check'
import { evaluateChecks, linkRequirements, type CheckResult, type Requirement } from '@hygie/core/compliance/comply'
import type { ComplianceFailure, ComplianceHead, ComplianceTail, ComplianceWriter } from './report.ts'

export type ComplianceRequest = {
  readonly head: ComplianceHead
  readonly requirements: readonly Requirement[]
  readonly checks: readonly Check[]
}

export async function runComply(
  targets: AsyncIterable<CollectResult>,
  { head, requirements, checks }: ComplianceRequest,
  writer: ComplianceWriter,
): Promise<ComplianceTail> {
  const failures: ComplianceFailure[] = []
  const counts: Record<CheckStatus, number> = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 }
  const pooled: CheckResult[] = []
  let assets = 0
  writer.begin(head)
  for await (const collected of targets) {
    if (collected.kind === 'failure') {
      failures.push({ target: collected.target, error: collected.error.message })
      continue
    }
    const { inventory } = collected
    const results = evaluateChecks(checks, inventory)
    assets += 1
    for (const { check, status } of results) {
      counts[status] += 1
      pooled.push({ check, status, seen: [], missing: [], decidedBy: [] }) // what was seen stays with its asset, so that memory holds thousands
    }
    writer.asset({ inventory, results, requirements: linkRequirements(requirements, results) })
  }
  const tail = { assets, checks: counts, requirements: linkRequirements(requirements, pooled), failures }
  writer.end(tail)
  return tail
}
