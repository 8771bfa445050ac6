/** A declared list in any of its forms → rows of fields, each with its place. */
import { parse as parseCsv } from 'csv-parse/sync'
import { isObject } from '@hygie/standards/json/fields'
import { parseYaml } from '@hygie/standards/yaml/parse'
import { fail, ok, type Result } from '@hygie/versions/result'
import { deviceFields, fieldOf, type Field } from './columns.ts'

export type Row = { readonly fields: ReadonlyMap<Field, string>; readonly at: string }
export type Rows = {
  readonly rows: readonly Row[]
  /** The list is one of physical devices. */
  readonly isDevices: boolean
  /** Names of the columns that nothing was taken from. */
  readonly ignored: readonly string[]
}

/** Spreadsheets in French save as Windows-1252, some tools as UTF-16: bytes that are not UTF-8 are that. */
export function decodeList(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Errors  declared-syntax, declared-columns */
export function csvRows(text: string): Result<Rows> {
  const first = text.split('\n', 1)[0] ?? ''
  const delimiter = [';', '\t', ','].toSorted((left, right) => first.split(right).length - first.split(left).length)[0] ?? ','
  try {
    const table: readonly (readonly string[])[] = parseCsv(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
    })
    return tableRows(table, (index) => `row ${index + 1}`)
  } catch (cause) {
    return fail(
      'declared-syntax',
      `Cannot read CSV: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : 'not well-formed'}`,
    )
  }
}

/** Lines above the head (title, date of the export) are passed over. Errors: declared-columns. */
export function tableRows(table: readonly (readonly string[])[], placeOf: (index: number) => string): Result<Rows> {
  const head = table.slice(0, HEAD_LINES_MAX).findIndex((cells) => {
    const found = new Set(cells.map(fieldOf))
    return found.has('product') || found.has('model') || found.has('purl') || found.has('cpe')
  })
  const names = table[head] ?? []
  if (head < 0)
    return fail(
      'declared-columns',
      `Cannot find a column product, purl or cpe among "${(table[0] ?? []).join(', ').slice(0, 200)}"`,
      placeOf(0).replace('row', 'line'),
    )
  const columns = names.map(fieldOf)
  const rows = table.slice(head + 1).map((cells, index): Row => ({
    fields: new Map(
      columns.flatMap((field, column) => {
        const value = (cells[column] ?? '').trim()
        return field === undefined || value === '' ? [] : [[field, value] as const]
      }),
    ),
    at: placeOf(head + 1 + index),
  }))
  return ok({
    rows: rows.filter(({ fields }) => fields.size > 0),
    isDevices: columns.some((field) => field !== undefined && deviceFields.has(field)),
    ignored: names.filter((name, column) => columns[column] === undefined && name.trim() !== ''),
  })
}

const HEAD_LINES_MAX = 20

/** Errors  declared-syntax, declared-columns */
export function yamlRows(text: string): Result<Rows> {
  const parsed = parseYaml(text)
  if (!parsed.ok) return fail('declared-syntax', `Cannot read YAML: ${parsed.error.message.slice(0, 200)}`, parsed.error.at)
  const document = parsed.value
  const list = Array.isArray(document)
    ? (document as readonly unknown[])
    : isObject(document) && Array.isArray(document['assets'])
      ? (document['assets'] as readonly unknown[])
      : undefined
  if (list === undefined) return fail('declared-columns', 'Cannot find entries: YAML must be a list, or hold a list "assets"')
  const rows: Row[] = []
  for (const [index, entry] of list.entries()) {
    const outer = rowFields(entry)
    const inner = isObject(entry) && Array.isArray(entry['software']) ? (entry['software'] as readonly unknown[]) : undefined
    if (inner === undefined) rows.push({ fields: outer, at: `entry ${index + 1}` })
    else {
      // An asset with a list: its own `name` is the asset's.
      const asset = outer.get('asset') ?? outer.get('product')
      const shared = [
        ...(asset === undefined ? [] : [['asset', asset] as const]),
        ...[...outer].filter(([field]) => field !== 'product' && field !== 'version' && field !== 'vendor' && field !== 'asset'),
      ]
      for (const [at, item] of inner.entries())
        rows.push({ fields: new Map([...shared, ...rowFields(item)]), at: `entry ${index + 1}, software ${at + 1}` })
    }
  }
  const isDevices = rows.some(({ fields }) => [...fields.keys()].some((field) => deviceFields.has(field)))
  return ok({ rows, isDevices, ignored: [] })
}

function rowFields(entry: unknown): ReadonlyMap<Field, string> {
  const found = new Map<Field, string>()
  if (!isObject(entry)) return found
  for (const [name, value] of Object.entries(entry)) {
    const field = fieldOf(name)
    if (field === undefined || found.has(field)) continue
    if (typeof value === 'string' && value.trim() !== '') found.set(field, value.trim())
    else if (typeof value === 'boolean') found.set(field, value ? 'yes' : 'no')
  }
  return found
}
