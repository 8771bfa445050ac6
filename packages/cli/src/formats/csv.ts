/** One row per finding, for spreadsheets. Text that a spreadsheet would run as a formula is made plain text. */
import { stringify } from 'csv-stringify/sync'
import { reasonLine } from './audit-json.ts'
import { plain } from './columns.ts'
import type { AuditHead, MakeWriter } from './writer.ts'

const COLUMNS = [
  'asset',
  'platform',
  'urgency',
  'due',
  'vulnerability',
  'aliases',
  'package',
  'source',
  'installed',
  'fixed',
  'status',
  'fixState',
  'kev',
  'publicExploit',
  'epss',
  'cvss',
  'cvssVector',
  'cvssSource',
  'policy',
  'outcome',
  'statedBy',
  'reasons',
] as const

export const csv: MakeWriter = (sink) => {
  let head: AuditHead | undefined
  const row = (values: readonly string[]): void =>
    sink(stringify([[...values]], { escape_formulas: true, record_delimiter: '\r\n' }))
  return {
    begin(given) {
      head = given
      row(COLUMNS)
    },
    asset({ inventory, findings }) {
      const language = head?.language ?? 'en'
      for (const { decision, verdict, epss, cvss, ...finding } of findings) {
        const values: Readonly<Record<(typeof COLUMNS)[number], string | number | boolean | undefined>> = {
          asset: inventory.name,
          platform: `${inventory.platform.id} ${inventory.platform.release}`.trim(),
          urgency: decision.urgency,
          due: decision.due,
          vulnerability: finding.vulnerability,
          aliases: finding.aliases.join(' '),
          package: finding.package,
          source: finding.source,
          installed: finding.installed,
          fixed: finding.fixed,
          status: finding.status,
          fixState: verdict.fixState,
          kev: finding.kev,
          publicExploit: finding.publicExploit,
          epss: epss?.score,
          cvss: cvss?.score,
          cvssVector: cvss?.vector,
          cvssSource: cvss?.source,
          policy: decision.policy,
          outcome: decision.outcome,
          statedBy: verdict.source,
          reasons: verdict.reasons.map((reason) => reasonLine(reason, language)).join(' | '),
        }
        row(COLUMNS.map((column) => plain(String(values[column] ?? ''))))
      }
    },
    end() {
      // Everything was written row by row; what failed is told on standard error.
    },
  }
}
