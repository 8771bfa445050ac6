/** The writers by name, loaded only when asked for. */
import type { FormatName, MakeWriter } from './writer.ts'

export const writers: Partial<Readonly<Record<FormatName, () => Promise<MakeWriter>>>> = {
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  table: async () => (await import('./table.ts')).table,
}
