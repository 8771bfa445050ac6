/**
 * What people declare by hand: CSV or YAML with product, version, vendor, site → one inventory per asset named.
 *
 * CSV     a header line; columns in any order and in English or French: product (produit), version, vendor (maker, éditeur,
 *         fabricant), asset (host, équipement), site, cpe, purl, serial. Separator `,` or `;` or tab; UTF-8 or Windows-1252
 * YAML    a list of such entries, or `assets:` with `name`, `site`, `software:`
 */
import { parse as parseCsv } from 'csv-parse/sync'
import type { Inventory, InventoryPart, Software, Unknown } from '@hygie/core/inventory/inventory'
import { literalOf } from '@hygie/standards/cpe/component'
import { mendCpe } from '@hygie/standards/cpe/cpe'
import { isObject } from '@hygie/standards/json/fields'
import { parseYaml } from '@hygie/standards/yaml/parse'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { fileBytesMax, problemsMax, softwareMax, textCharsMax } from '../limits.ts'
import { mergeParts } from '../merge-parts.ts'
import { softwareOfPurl } from '../purl/software-of-purl.ts'

export type DeclaredReading = { readonly inventories: readonly Inventory[]; readonly problems: readonly Failure[] }

/** Columns after folding case and accents. */
const COLUMNS: ReadonlyMap<string, Field> = new Map(
  (
    [
      ['product', 'product produit software logiciel name nom model modele'],
      ['version', 'version release firmware'],
      ['vendor', 'vendor maker manufacturer editeur fabricant constructeur fournisseur'],
      ['asset', 'asset host hostname machine equipement device appareil poste serveur'],
      ['site', 'site location lieu etablissement'],
      ['cpe', 'cpe'],
      ['purl', 'purl'],
      ['serial', 'serial serialnumber numerodeserie'],
    ] as const
  ).flatMap(([field, names]) => names.split(' ').map((name): [string, Field] => [name, field])),
)
type Field = 'product' | 'version' | 'vendor' | 'asset' | 'site' | 'cpe' | 'purl' | 'serial'
type Row = { readonly fields: ReadonlyMap<Field, string>; readonly at: string }

/**
 * Errors  declared-large, declared-syntax, declared-columns
 * Cost    linear
 */
export function readDeclared(
  bytes: Uint8Array,
  head: { readonly target: string; readonly collectedAt: string; readonly file: string },
): Result<DeclaredReading> {
  if (bytes.length > fileBytesMax)
    return fail('declared-large', `Cannot read ${bytes.length} bytes: must be at most ${fileBytesMax}`)
  const text = decode(bytes)
  const rows =
    /\.(?:ya?ml|json)$/i.test(head.file) || /^\s*(?:- |---|assets\s*:|\[|\{)/.test(text) ? yamlRows(text) : csvRows(text)
  if (!rows.ok) return rows
  const problems: Failure[] = []
  const kept = rows.value.slice(0, softwareMax).filter(({ fields, at }) => {
    const long = [...fields.values()].some((value) => value.length > textCharsMax)
    if (long && problems.length < problemsMax)
      problems.push({ code: 'declared-row', message: `Cannot read a row: a cell has more than ${textCharsMax} characters`, at })
    return !long
  })
  const byAsset = Map.groupBy(kept, ({ fields }) => fields.get('asset') ?? '')
  const inventories = [...byAsset].map(([asset, list]) => inventoryOf(asset, list, head, problems))
  if (rows.value.length > softwareMax)
    problems.push({ code: 'declared-many', message: `Cannot read more than ${softwareMax} rows: the rest is left out` })
  return ok({ inventories, problems })
}

/** Spreadsheets in French save as Windows-1252: bytes that are not UTF-8 are that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function csvRows(text: string): Result<readonly Row[]> {
  const first = text.split('\n', 1)[0] ?? ''
  const delimiter = [';', '\t', ','].toSorted((left, right) => first.split(right).length - first.split(left).length)[0] ?? ','
  let table: readonly (readonly string[])[]
  try {
    table = parseCsv(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
    })
  } catch (cause) {
    return fail(
      'declared-syntax',
      `Cannot read CSV: ${cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : 'not well-formed'}`,
    )
  }
  const columns = (table[0] ?? []).map((name) => COLUMNS.get(folded(name)))
  if (!columns.includes('product') && !columns.includes('purl') && !columns.includes('cpe'))
    return fail(
      'declared-columns',
      `Cannot find a column product, purl or cpe among "${(table[0] ?? []).join(', ').slice(0, 200)}"`,
      'line 1',
    )
  const rows = table.slice(1).map((cells, index): Row => ({
    fields: new Map(
      columns.flatMap((field, column) =>
        field === undefined || (cells[column] ?? '') === '' ? [] : [[field, cells[column] ?? ''] as const],
      ),
    ),
    at: `row ${index + 2}`,
  }))
  return ok(rows)
}

function yamlRows(text: string): Result<readonly Row[]> {
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
        ...[...outer].filter(([field]) => field === 'site' || field === 'serial'),
      ]
      for (const [at, item] of inner.entries())
        rows.push({ fields: new Map([...shared, ...rowFields(item)]), at: `entry ${index + 1}, software ${at + 1}` })
    }
  }
  return ok(rows)
}

function rowFields(entry: unknown): ReadonlyMap<Field, string> {
  const fields = new Map<Field, string>()
  if (!isObject(entry)) return fields
  for (const [name, value] of Object.entries(entry)) {
    const field = COLUMNS.get(folded(name))
    if (field !== undefined && typeof value === 'string' && value.trim() !== '' && !fields.has(field))
      fields.set(field, value.trim())
  }
  return fields
}

function folded(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
}

function inventoryOf(
  asset: string,
  rows: readonly Row[],
  head: { readonly target: string; readonly collectedAt: string; readonly file: string },
  problems: Failure[],
): Inventory {
  const software: Software[] = []
  const unknown: Unknown[] = []
  for (const { fields, at } of rows) {
    const made = softwareOf(fields)
    if (made.ok) software.push(made.value)
    else if (made.error.code === 'declared-versionless')
      unknown.push({
        what: `version of ${fields.get('product') ?? fields.get('purl') ?? fields.get('cpe') ?? 'a product'}`,
        why: 'it was not declared',
      })
    else if (problems.length < problemsMax) problems.push({ ...made.error, at })
  }
  const serial = rows.map(({ fields }) => fields.get('serial')).find((value) => value !== undefined)
  const site = rows.map(({ fields }) => fields.get('site')).find((value) => value !== undefined)
  const part: InventoryPart = {
    facts: new Map(site === undefined ? [] : [['declared.site', { value: site, from: head.file }]]),
    software,
    unknown,
    marks: serial === undefined ? [] : [{ kind: 'serial', value: serial }],
    platform: { family: 'device' },
  }
  const file = head.file.slice(Math.max(head.file.lastIndexOf('/'), head.file.lastIndexOf('\\')) + 1)
  return mergeParts([part], {
    target: asset === '' ? head.target : `${head.target}#${asset}`,
    collectedAt: head.collectedAt,
    name: asset === '' ? file : asset,
  })
}

function softwareOf(fields: ReadonlyMap<Field, string>): Result<Software> {
  const [purl, cpe, vendor, product] = [fields.get('purl'), fields.get('cpe'), fields.get('vendor'), fields.get('product')]
  const parsed = cpe === undefined ? undefined : mendCpe(cpe)
  const named = parsed?.ok === true ? parsed.value : undefined
  const version = fields.get('version') ?? (named === undefined ? undefined : literalOf(named.version))
  if (purl !== undefined) {
    const read = softwareOfPurl(purl, {
      origin: 'declared',
      ...(version === undefined ? {} : { version }),
      ...(vendor === undefined ? {} : { vendor }),
      ...(cpe === undefined ? {} : { cpe }),
    })
    if (read.ok) return ok(read.value.software)
    return read.error.code === 'purl-versionless' ? versionless() : read
  }
  if (parsed?.ok === false) return parsed
  const name = product ?? (named === undefined ? undefined : literalOf(named.product))
  if (name === undefined) return fail('declared-row', 'Cannot read a row: it names no product')
  if (version === undefined) return versionless()
  return ok({
    key: `product:${vendor === undefined ? '' : `${vendor}:`}${name}@${version}`,
    name,
    version,
    origin: 'declared',
    ...(cpe === undefined ? {} : { cpe }),
    ...(vendor === undefined ? {} : { vendor }),
  })
}

function versionless(): Result<never> {
  return fail('declared-versionless', 'Cannot judge a product without a version')
}
