/** Reads the tables of documents: one JSON object a line, plain or packed. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One case: the members that every table has, and its own. */
export type DocumentRow = { readonly name: string; readonly doc?: unknown; readonly [member: string]: unknown }
export type DocumentTable = { readonly name: string; readonly rows: readonly DocumentRow[] }

/** The largest table here unpacks to 3 MiB. */
const UNPACKED_MAX = 256 * 1024 * 1024

/** Every `*.jsonl[.gz]` of a folder, by name; an absent folder has none. */
export function readDocumentTables(directory: string): readonly DocumentTable[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .filter((file) => /\.jsonl(?:\.gz)?$/.test(file))
    .toSorted()
    .map((file) => ({ name: file.replace(/\.jsonl(?:\.gz)?$/, ''), rows: rowsOf(join(directory, file)) }))
}

/** The folder of schemas beside a suite's folder; where it is absent the project's own copies serve. */
export function schemasBeside(directory: string): string {
  return join(directory, '..', 'schemas')
}

function rowsOf(path: string): readonly DocumentRow[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes, { maxOutputLength: UNPACKED_MAX }) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as DocumentRow)
}
