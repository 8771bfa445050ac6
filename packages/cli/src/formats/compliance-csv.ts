/** One row per requirement and check, for spreadsheets; a requirement without a check has one row of its own. */
import { stringify } from 'csv-stringify/sync'
import { decidingMissing, decidingSeen, measureNotes, seenText, whyMissing } from '../compliance/explain.ts'
import type { ComplianceHead, MakeComplianceWriter } from '../compliance/report.ts'
import { wordsIn } from '../texts/text.ts'

const COLUMNS = [
  'asset',
  'platform',
  'benchmark',
  'requirement',
  'level',
  'requirementTitle',
  'requirementStatus',
  'automation',
  'notes',
  'check',
  'checkTitle',
  'severity',
  'checkStatus',
  'seen',
  'missing',
  'fix',
  'commands',
] as const

export const complianceCsv: MakeComplianceWriter = (sink) => {
  let head: ComplianceHead | undefined
  const row = (values: readonly string[]): void =>
    sink(stringify([[...values]], { escape_formulas: true, record_delimiter: '\r\n' }))
  return {
    begin(given) {
      head = given
      row(COLUMNS)
    },
    asset({ inventory, requirements }) {
      if (head === undefined) return
      const { language, framework } = head
      const words = wordsIn(language)
      for (const result of requirements) {
        const { requirement, status, results } = result
        const start: readonly string[] = [
          inventory.name,
          `${inventory.platform.id} ${inventory.platform.release}`,
          framework.id,
          requirement.id,
          requirement.level,
          requirement.title[language],
          status,
          requirement.automation,
          measureNotes(words, result, language).join(' | '),
        ]
        if (results.length === 0) row([...start, ...COLUMNS.slice(start.length).map(() => '')])
        for (const one of results) {
          const { check, status: outcome } = one
          row([
            ...start,
            check.id,
            check.title[language],
            check.severity,
            outcome,
            decidingSeen(one)
              .map((fact) => seenText(words, fact))
              .join(' | '),
            decidingMissing(one)
              .map((name) => `${name}: ${whyMissing(words, name, inventory)}`)
              .join(' | '),
            outcome === 'fail' ? check.fix[language] : '',
            outcome === 'fail' ? (check.commands ?? []).join(' | ') : '',
          ])
        }
      }
    },
    end() {
      // Everything was written row by row; what failed is told on standard error.
    },
  }
}
