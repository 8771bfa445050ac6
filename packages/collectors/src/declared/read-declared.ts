/**
 * What people declare: CSV, XLSX or YAML with product or model, version, maker, place → one inventory per asset named.
 *
 * CSV, XLSX  a line of heads; columns in any order (`columns.ts`). Separator `,` or `;` or tab; UTF-8, UTF-16 or Windows-1252
 * YAML       a list of such entries, or `assets:` with `name`, `site`, `software:`
 *
 * A list with a device's columns (model, inventory number, unit …) is one of devices: they are found under their makers' names, a
 * version may be missing, and what the hospital retired is left out.
 */
import type { FactValue } from '@hygie/core/compliance/facts'
import type { Inventory, InventoryPart, Mark, Software, Unknown } from '@hygie/core/inventory/inventory'
import { literalOf } from '@hygie/standards/cpe/component'
import { mendCpe } from '@hygie/standards/cpe/cpe'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { fileBytesMax, problemsMax, softwareMax, textCharsMax } from '../limits.ts'
import { mergeParts } from '../merge-parts.ts'
import { softwareOfPurl } from '../purl/software-of-purl.ts'
import { looksLikeWorkbook, readWorkbook } from '../spreadsheet/read-workbook.ts'
import type { Field } from './columns.ts'
import { declaredPlatform } from './declared-platform.ts'
import { csvRows, decodeList, tableRows, yamlRows, type Row, type Rows } from './rows.ts'

export type DeclaredReading = { readonly inventories: readonly Inventory[]; readonly problems: readonly Failure[] }
type Head = { readonly target: string; readonly collectedAt: string; readonly file: string }

/**
 * Errors  declared-large, declared-syntax, declared-columns, workbook-zip
 * Cost    linear
 */
export async function readDeclaredFile(bytes: Uint8Array, head: Head): Promise<Result<DeclaredReading>> {
  if (!looksLikeWorkbook(bytes)) return readDeclared(bytes, head)
  const sheets = await readWorkbook(bytes)
  if (!sheets.ok) return sheets
  const [first, ...others] = sheets.value.map(({ name, rows, firstRow }) =>
    tableRows(rows, (index) => `sheet ${name}, row ${firstRow + index}`),
  )
  const read = [first, ...others].find((candidate) => candidate?.ok === true) ?? first
  if (read === undefined) return fail('declared-columns', 'Cannot read the workbook: it has no visible sheet')
  return read.ok ? ok(inventoriesOf(read.value, head)) : read
}

export function readDeclared(bytes: Uint8Array, head: Head): Result<DeclaredReading> {
  if (bytes.length > fileBytesMax)
    return fail('declared-large', `Cannot read ${bytes.length} bytes: must be at most ${fileBytesMax}`)
  const text = decodeList(bytes)
  const isYaml = /\.(?:ya?ml|json)$/i.test(head.file) || /^\s*(?:- |---|assets\s*:|\[|\{)/.test(text)
  const read = isYaml ? yamlRows(text) : csvRows(text)
  return read.ok ? ok(inventoriesOf(read.value, head)) : read
}

const RETIRED = /^(?:r[ée]form[ée]e?|hors service|retir[ée]e?|retired|disposed|scrapped|d[ée]class[ée]e?|d[ée]truite?)(?!\p{L})/iu

function inventoriesOf({ rows, isDevices, ignored }: Rows, head: Head): DeclaredReading {
  const problems: Failure[] = []
  const kept = rows.slice(0, softwareMax).filter(({ fields, at }) => {
    const long = [...fields.values()].some((value) => value.length > textCharsMax)
    if (long && problems.length < problemsMax)
      problems.push({ code: 'declared-row', message: `Cannot read a row: a cell has more than ${textCharsMax} characters`, at })
    return !long
  })
  const inUse = isDevices ? kept.filter(({ fields }) => !RETIRED.test(fields.get('state') ?? '')) : kept
  const byAsset = Map.groupBy(inUse, (row) => assetOf(row, isDevices))
  const inventories = [...byAsset].map(([asset, list]) => inventoryOf(asset, list, isDevices, head, problems))
  if (rows.length > softwareMax)
    problems.push({ code: 'declared-many', message: `Cannot read more than ${softwareMax} rows: the rest is left out` })
  if (inUse.length < kept.length)
    problems.push({ code: 'declared-retired', message: `${kept.length - inUse.length} rows are retired and left out` })
  if (ignored.length > 0)
    problems.push({ code: 'declared-ignored', message: `Columns not used: ${ignored.join(', ').slice(0, 400)}` })
  return { inventories, problems }
}

/** One line is one device; its own number tells it from the next. */
function assetOf({ fields, at }: Row, isDevices: boolean): string {
  const asset = fields.get('asset')
  if (asset !== undefined || !isDevices) return asset ?? ''
  return fields.get('inventory') ?? fields.get('serial') ?? fields.get('udi') ?? fields.get('ip') ?? at
}

function inventoryOf(asset: string, rows: readonly Row[], isDevices: boolean, head: Head, problems: Failure[]): Inventory {
  const software: Software[] = []
  const unknown: Unknown[] = []
  for (const { fields, at } of rows) {
    const made = softwareOf(fields, isDevices)
    if (made.ok) software.push(made.value)
    else if (made.error.code === 'declared-versionless')
      unknown.push({
        what: `version of ${fields.get('product') ?? fields.get('purl') ?? fields.get('cpe') ?? 'a product'}`,
        why: 'it was not declared',
      })
    else if (problems.length < problemsMax) problems.push({ ...made.error, at })
  }
  const first = (field: Field): string | undefined =>
    rows.map(({ fields }) => fields.get(field)).find((value) => value !== undefined)
  const os = first('os')
  const platform = os === undefined ? undefined : declaredPlatform(os)
  if (os !== undefined)
    unknown.push({
      what: os.slice(0, 100),
      why:
        platform === undefined
          ? 'a declared system that is not recognised: only what is known of the device itself is judged'
          : 'only declared: its build and its updates are not known, so the system itself is not judged',
    })
  const part: InventoryPart = {
    facts: new Map(
      (['site', 'unit', 'room', 'criticality', 'neverScan'] as const).flatMap((field) => {
        const value = first(field)
        return value === undefined ? [] : [[`declared.${field}`, { value: factOf(field, value), from: head.file }] as const]
      }),
    ),
    software,
    unknown,
    marks: marksOf(first),
    platform: { family: 'device', ...platform },
  }
  const file = head.file.slice(Math.max(head.file.lastIndexOf('/'), head.file.lastIndexOf('\\')) + 1)
  return mergeParts([part], {
    target: asset === '' ? head.target : `${head.target}#${asset}`,
    collectedAt: head.collectedAt,
    name: asset === '' ? file : nameOf(asset, first('model') ?? first('product'), isDevices),
  })
}

function nameOf(asset: string, product: string | undefined, isDevices: boolean): string {
  return isDevices && product !== undefined && product !== asset ? `${asset} ${product}` : asset
}

function factOf(field: string, value: string): FactValue {
  return field === 'neverScan' ? /^(?:1|x|y|yes|o|oui|true|vrai)$/i.test(value) : value
}

function marksOf(first: (field: Field) => string | undefined): readonly Mark[] {
  const kinds = [
    ['serial', 'serial'],
    ['inventory', 'inventory-number'],
    ['udi', 'udi'],
    ['mac', 'mac'],
    ['ip', 'ip'],
    ['aeTitle', 'ae-title'],
  ] as const
  return kinds.flatMap(([field, kind]) => {
    const value = first(field)
    return value === undefined ? [] : [{ kind, value: kind === 'mac' ? macOf(value) : value }]
  })
}

function macOf(text: string): string {
  const digits = text.replaceAll(/[^0-9a-f]/gi, '').toLowerCase()
  return digits.length === 12 ? (digits.match(/../g) ?? []).join(':') : text
}

function softwareOf(fields: ReadonlyMap<Field, string>, isDevices: boolean): Result<Software> {
  const [purl, cpe, vendor] = [fields.get('purl'), fields.get('cpe'), fields.get('vendor')]
  const parsed = cpe === undefined ? undefined : mendCpe(cpe)
  const named = parsed?.ok === true ? parsed.value : undefined
  const version = fields.get('version') ?? (named === undefined ? undefined : literalOf(named.version))
  const declared = {
    ...(version === undefined ? {} : { version }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(cpe === undefined ? {} : { cpe }),
  }
  if (purl !== undefined) return packageOf(purl, declared)
  if (parsed?.ok === false) return parsed
  const name = fields.get('model') ?? fields.get('product') ?? (named === undefined ? undefined : literalOf(named.product))
  if (name === undefined) return fail('declared-row', 'Cannot read a row: it names no product')
  const isDevice = isDevices && vendor !== undefined && cpe === undefined
  if (version === undefined && !isDevice) return versionless()
  const key = `product:${vendor === undefined ? '' : `${vendor}:`}${name}@${version ?? ''}`
  return ok({ ...declared, key, name, version: version ?? '', origin: isDevice ? 'device' : 'declared' })
}

function packageOf(purl: string, declared: Pick<Partial<Software>, 'version' | 'vendor' | 'cpe'>): Result<Software> {
  const read = softwareOfPurl(purl, { origin: 'declared', ...declared })
  if (read.ok) return ok(read.value.software)
  return read.error.code === 'purl-versionless' ? versionless() : read
}

function versionless(): Result<never> {
  return fail('declared-versionless', 'Cannot judge a product without a version')
}
