/** Reads the conformance tables as they are; a file that is not there has no rows. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import type { Outcome } from './suite.ts'

/** The largest table here unpacks to 2 MiB. */
const UNPACKED_MAX = 64 * 1024 * 1024

/** A tab-separated table with a header line: one record per line, by the header's names. An empty field is ''. */
export function readTable(directory: string, name: string): readonly Readonly<Record<string, string>>[] {
  const text = readText(directory, `${name}.tsv`)
  if (text === undefined) return []
  const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const columns = header.split('\t')
  return lines.map((line) => {
    const fields = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']))
  })
}

/** A file that holds one JSON array, plain or packed. */
export function readRows(directory: string, name: string): readonly unknown[] {
  const text = readText(directory, `${name}.json`)
  if (text === undefined) return []
  const rows: unknown = JSON.parse(text)
  if (!Array.isArray(rows)) throw new Error(`Cannot read "${name}.json": should hold one array`)
  return rows
}

function readText(directory: string, file: string): string | undefined {
  const path = join(directory, file)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  return existsSync(`${path}.gz`)
    ? gunzipSync(readFileSync(`${path}.gz`), { maxOutputLength: UNPACKED_MAX }).toString('utf8')
    : undefined
}

/** One case: what is expected against what came, both as text or as JSON. */
export function outcome(id: string, expected: unknown, got: unknown): Outcome {
  const wanted = JSON.stringify(expected)
  const found = JSON.stringify(got)
  return wanted === found ? { id, passed: true } : { id, passed: false, detail: `expected ${wanted}, got ${found}` }
}

/** The sign that an order gives: `<`, `=` or `>`. */
export function sign(order: -1 | 0 | 1): '<' | '=' | '>' {
  return order < 0 ? '<' : order > 0 ? '>' : '='
}

/** Whether an order satisfies `<`, `<=`, `=`, `>=` or `>`. */
export function satisfies(order: -1 | 0 | 1, op: string): boolean {
  switch (op) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '=':
      return order === 0
    case '>=':
      return order >= 0
    case '>':
      return order > 0
    default:
      throw new Error(`Cannot judge "${op}": should be <, <=, =, >= or >`)
  }
}
