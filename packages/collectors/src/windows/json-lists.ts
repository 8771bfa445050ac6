/** JSON lists of objects, as the kit's PowerShell writes what WMI says; and the same as `wmic … /value` prints it. */
import { isObject } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { windowsLines } from './decode.ts'

/** Services and drivers of a server: 800. */
const OBJECTS_MAX = 50_000

export type Row = Readonly<Record<string, unknown>>

/** Undefined when the text is no JSON list or object; what is no object in it is left out. */
export function parseJsonText(text: string): readonly Row[] | undefined {
  const first = text.trimStart()[0]
  if (first !== '[' && first !== '{') return undefined
  const parsed = parseJsonBytes(Buffer.from(text))
  if (!parsed.ok) return undefined
  const list: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value] // PowerShell unrolls lists of one
  return list.slice(0, OBJECTS_MAX).filter(isObject)
}

/** JSON, or blocks of `Name=Value` lines parted by empty ones; `{"a","b"}` is a list. Undefined when it is neither. */
export function parseRows(text: string): readonly Row[] | undefined {
  const json = parseJsonText(text)
  if (json !== undefined) return json
  const rows: Record<string, unknown>[] = []
  let row: Record<string, unknown> = {}
  for (const line of [...windowsLines(text), '']) {
    const match = /^([A-Za-z_][A-Za-z0-9_]{0,80})=(.*)$/.exec(line)
    if (match?.[1] === undefined) {
      if (line.trim() === '' && Object.keys(row).length > 0) {
        rows.push(row)
        row = {}
      }
      continue
    }
    if (Object.hasOwn(row, match[1])) {
      rows.push(row) // the next object without an empty line between
      row = {}
    }
    Object.defineProperty(row, match[1], { value: valueOf(match[2] ?? ''), enumerable: true, configurable: true })
    if (rows.length >= OBJECTS_MAX) break
  }
  return rows.length === 0 && text.trim() !== '' ? undefined : rows
}

function valueOf(text: string): unknown {
  const plain = text.trim()
  if (!plain.startsWith('{') || !plain.endsWith('}')) return plain
  const parsed = parseJsonBytes(Buffer.from(`[${plain.slice(1, -1)}]`))
  return parsed.ok ? parsed.value : plain
}

/** Text of a property; numbers and truth values as Windows writes them. */
export function textIn(row: Row, name: string): string {
  const value = Object.hasOwn(row, name) ? row[name] : undefined
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

export function booleanIn(row: Row, name: string): boolean | undefined {
  const text = textIn(row, name).toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

export function listIn(row: Row, name: string): readonly string[] {
  const value = Object.hasOwn(row, name) ? row[name] : undefined
  if (value === undefined || value === null || value === '') return []
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []))
}
