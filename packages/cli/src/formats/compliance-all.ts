/** The writers of compliance reports by name, loaded only when asked for. */
import type { ComplianceFormatName, MakeComplianceWriter } from '../compliance/report.ts'

export const complianceWriters: Readonly<Record<ComplianceFormatName, () => Promise<MakeComplianceWriter>>> = {
  csv: async () => (await import('./compliance-csv.ts')).complianceCsv,
  html: async () => (await import('./compliance-html.ts')).complianceHtml,
  json: async () => (await import('./compliance-json.ts')).complianceJson,
  table: async () => (await import('./compliance-table.ts')).complianceTable,
}
