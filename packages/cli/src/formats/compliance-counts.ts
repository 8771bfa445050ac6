/** The state of checks and requirements of one asset in numbers, for reports whose subject is something else. */
import type { Assessment } from '@hygie/core/assess'
import { checkStatuses, type CheckStatus } from '@hygie/core/compliance/check'
import type { RequirementStatus } from '@hygie/core/compliance/comply'
import type { Language } from '@hygie/core/text/text'
import { requirementStatuses } from '../compliance/report.ts'
import type { Words } from '../texts/text.ts'

type Compliance = NonNullable<Assessment['compliance']>
export type ComplianceCounts = {
  readonly checks: Readonly<Record<CheckStatus, number>>
  readonly requirements: Readonly<Record<RequirementStatus, number>>
}

export function complianceCounts({ results, requirements }: Compliance): ComplianceCounts {
  const checks: Record<CheckStatus, number> = { pass: 0, fail: 0, unknown: 0, notApplicable: 0 }
  const measures: Record<RequirementStatus, number> = { met: 0, partly: 0, notMet: 0, unknown: 0 }
  for (const { status } of results) checks[status] += 1
  for (const { status } of requirements) measures[status] += 1
  return { checks, requirements: measures }
}

export function complianceLines(words: Words, compliance: Compliance, language: Language): readonly string[] {
  const { checks, requirements } = complianceCounts(compliance)
  const measured = requirementStatuses.map((status) => `${words(`measure.${status}`)} ${requirements[status]}`).join(' · ')
  const checked = checkStatuses.map((status) => `${words(`check.${status}`)} ${checks[status]}`).join(' · ')
  return [
    words('comply.fact-why', { fact: compliance.framework[language], why: measured }),
    words('comply.checks-line', { counts: checked }),
  ]
}
