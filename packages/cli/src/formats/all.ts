/** The writers by name, loaded only when asked for. */
import type { FormatName, MakeWriter } from './writer.ts'

export const writers: Readonly<Record<FormatName, () => Promise<MakeWriter>>> = {
  csv: async () => (await import('./csv.ts')).csv,
  'cyclonedx-vex': async () => (await import('./cyclonedx-vex.ts')).cyclonedxVex,
  html: async () => (await import('./html.ts')).htmlPage,
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  openvex: async () => (await import('./openvex.ts')).openvex,
  sarif: async () => (await import('./sarif.ts')).sarif,
  table: async () => (await import('./table.ts')).table,
}
