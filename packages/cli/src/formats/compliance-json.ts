/** `hygie.compliance/1` as one JSON document, written asset by asset. Described in docs/reference/compliance-json.md. */
import type { CheckResult, RequirementResult } from '@hygie/core/compliance/comply'
import { measureNotes, whyMissing } from '../compliance/explain.ts'
import {
  requirementStatuses,
  type AssetCompliance,
  type ComplianceHead,
  type MakeComplianceWriter,
} from '../compliance/report.ts'
import { wordsIn } from '../texts/text.ts'
import { VERSION } from '../engine.ts'
import { sentence } from './audit-json.ts'

export const complianceJson: MakeComplianceWriter = (sink) => {
  let head: ComplianceHead | undefined
  let first = true
  return {
    begin(given) {
      head = given
      const { framework, profile, language } = given
      const start = {
        format: 'hygie.compliance/1',
        engine: VERSION,
        at: new Date(given.at).toISOString(),
        language,
        benchmark: {
          id: framework.id,
          title: framework.title[language],
          source: framework.source[language],
          profile: profile.id,
          requirements: given.requirements,
          checks: given.checks,
        },
      }
      sink(`${JSON.stringify(start, undefined, 1).slice(0, -2)},\n "assets": [`)
    },
    asset(asset) {
      if (head === undefined) return
      sink(`${first ? '' : ','}\n${JSON.stringify(assetJson(asset, head), undefined, 1)}`)
      first = false
    },
    end({ assets, checks, requirements, failures }) {
      const summary = {
        assets,
        checks,
        requirements: requirementCounts(requirements),
        byRequirement: requirements.map(({ requirement, status }) => ({ id: requirement.id, status })),
      }
      sink(`\n ],\n "summary": ${JSON.stringify(summary, undefined, 1)},\n "failures": ${JSON.stringify(failures)}\n}\n`)
    },
  }
}

function requirementCounts(requirements: readonly RequirementResult[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    requirementStatuses.map((wanted) => [wanted, requirements.filter(({ status }) => status === wanted).length]),
  )
}

function assetJson({ inventory, results, requirements }: AssetCompliance, head: ComplianceHead): object {
  const { id, release, name } = inventory.platform
  return {
    target: inventory.target,
    name: inventory.name,
    platform: { id, release, ...(name !== undefined && { name }) },
    collectedAt: inventory.collectedAt,
    checks: results.map((result) => checkJson(result, inventory, head)),
    requirements: requirements.map((result) => requirementJson(result, head)),
    requirementCounts: requirementCounts(requirements),
    unknown: inventory.unknown.map(({ what, why, count }) => ({
      what,
      why: sentence(why, head.language),
      ...(count !== undefined && { count }),
    })),
  }
}

function checkJson(
  { check, status, seen, missing, decidedBy }: CheckResult,
  inventory: AssetCompliance['inventory'],
  { language }: ComplianceHead,
): object {
  const words = wordsIn(language)
  return {
    id: check.id,
    title: check.title[language],
    severity: check.severity,
    status,
    requirements: check.requirements,
    seen: seen.map(({ name, value, from }) => ({ fact: name, value, from })),
    missing: missing.map((fact) => ({ fact, why: whyMissing(words, fact, inventory) })),
    decidedBy,
    why: check.why[language],
    fix: check.fix[language],
    ...(check.commands !== undefined && { commands: check.commands }),
  }
}

function requirementJson(result: RequirementResult, { language }: ComplianceHead): object {
  const { requirement, status, results } = result
  return {
    id: requirement.id,
    title: requirement.title[language],
    group: requirement.group[language],
    level: requirement.level,
    automation: requirement.automation,
    status,
    checks: results.map(({ check, status: outcome }) => ({ id: check.id, status: outcome })),
    notes: measureNotes(wordsIn(language), result, language),
    ...(requirement.declared !== undefined && { declared: requirement.declared[language] }),
  }
}
