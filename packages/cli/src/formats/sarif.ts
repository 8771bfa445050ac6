/** SARIF 2.1.0: one rule per vulnerability, one result per finding. Holds all results, as the form is one document. */
import type { Urgency } from '@hygie/core/decision/decision'
import { isCertain } from '@hygie/core/matching/finding'
import { writeSarif, type SarifLevel, type SarifResult, type SarifRule } from '@hygie/standards/sarif/write'
import { VERSION } from '../engine.ts'
import { wordsIn } from '../texts/text.ts'
import { reasonLine } from './audit-json.ts'
import { standingOf } from './vex.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

const LEVEL: Readonly<Record<Urgency, SarifLevel>> = { now: 'error', soon: 'error', planned: 'warning', routine: 'note' }

export const sarif: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  const rules = new Map<string, SarifRule>()
  const results: SarifResult[] = []
  return {
    begin(given) {
      head = given
    },
    asset({ inventory, findings }) {
      const language = head?.language ?? 'en'
      const words = wordsIn(language)
      for (const finding of findings) {
        const { vulnerability, title, cvss, decision, verdict } = finding
        rules.set(vulnerability, {
          id: vulnerability,
          short: title ?? vulnerability,
          ...(cvss !== undefined && { securitySeverity: cvss.score.toFixed(1) }),
          level: LEVEL[decision.urgency],
        })
        const fix = finding.fixed ?? standingOf(finding, words)
        const reasons = verdict.reasons.map((reason) => reasonLine(reason, language)).join('; ')
        const path = finding.paths[0]
        results.push({
          rule: vulnerability,
          level: isCertain(finding) ? LEVEL[decision.urgency] : 'note', // a question, whatever its urgency were it true
          message: words('sarif.message', {
            package: finding.package,
            installed: finding.installed,
            vulnerability,
            fix,
            reasons,
          }),
          locations: [{ ...(path !== undefined && { uri: path }), logical: `${inventory.name}/${finding.package}` }],
          fingerprint: `${inventory.name}/${finding.software}/${vulnerability}`,
          properties: { urgency: decision.urgency, due: decision.due ?? null, status: finding.status, policy: decision.policy },
        })
      }
    },
    end({ failures }) {
      const document = writeSarif({
        tool: { name: 'Hygie', version: VERSION },
        rules: [...rules.values()],
        results,
        notifications: failures.map(({ target, error }) => ({ level: 'error' as const, message: `${target}: ${error}` })),
        successful: failures.length === 0,
        language: head?.language ?? 'en',
      })
      sink(`${JSON.stringify(document, undefined, 1)}\n`)
    },
  }
}
