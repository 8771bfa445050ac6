/** What a compliance report is made of. Assets come one by one; what all of them together mean comes at the end. */
import type { CheckStatus } from '@hygie/core/compliance/check'
import type { CheckResult, RequirementResult, RequirementStatus } from '@hygie/core/compliance/comply'
import type { Framework, FrameworkProfile } from '@hygie/core/compliance/framework'
import type { Inventory } from '@hygie/core/inventory/inventory'
import type { Language } from '@hygie/core/text/text'
import type { Sink } from '../formats/writer.ts'

export const complianceFormatNames = ['table', 'json', 'csv', 'html'] as const
export type ComplianceFormatName = (typeof complianceFormatNames)[number]

export const requirementStatuses = ['notMet', 'partly', 'unknown', 'met'] as const satisfies readonly RequirementStatus[]

export type ComplianceHead = {
  readonly engine: string
  readonly framework: Framework
  readonly profile: FrameworkProfile
  /** How many requirements the profile holds and how many checks bear on them. */
  readonly requirements: number
  readonly checks: number
  readonly language: Language
  /** Epoch milliseconds UTC. */
  readonly at: number
  /** Nothing is shortened. */
  readonly all: boolean
  readonly terminal?: { readonly columns: number; readonly colour: boolean }
}

export type AssetCompliance = {
  readonly inventory: Inventory
  readonly results: readonly CheckResult[]
  readonly requirements: readonly RequirementResult[]
}

export type ComplianceFailure = { readonly target: string; readonly error: string }

export type ComplianceTail = {
  readonly assets: number
  readonly checks: Readonly<Record<CheckStatus, number>>
  /** Over all assets: a failure on one is a failure. */
  readonly requirements: readonly RequirementResult[]
  readonly failures: readonly ComplianceFailure[]
}

export type ComplianceWriter = {
  readonly begin: (head: ComplianceHead) => void
  readonly asset: (asset: AssetCompliance) => void
  readonly end: (tail: ComplianceTail) => void
}

export type MakeComplianceWriter = (sink: Sink) => ComplianceWriter
