/** Reads the quality tables as they are: tab-separated with a header, plain or packed. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Place } from './family.ts'

/** The largest table here unpacks to 10 MiB. */
const UNPACKED_MAX = 256 * 1024 * 1024

export type Row = Readonly<Record<string, string>>

/** Rows of the family's own folder; undefined when the file is not there. A missing field is ''. */
export function ownTable(place: Place, name: string): readonly Row[] | undefined {
  const text = textIn(place.folder, name)
  return text === undefined ? undefined : rowsOf(text)
}

/** Knowledge that a folder lacks is taken from the whole data. */
export function anyTable(place: Place, name: string): readonly Row[] | undefined {
  const text = anyText(place, name)
  return text === undefined ? undefined : rowsOf(text)
}

export function anyText(place: Place, name: string): string | undefined {
  return textIn(place.folder, name) ?? (place.whole === undefined ? undefined : textIn(place.whole, name))
}

/** Path of a file as it lies there, packed or not. */
export function anyPath(place: Place, name: string): string | undefined {
  return [place.folder, place.whole ?? place.folder]
    .flatMap((folder) => [join(folder, name), join(folder, `${name}.gz`)])
    .find((path) => existsSync(path))
}

function textIn(folder: string, name: string): string | undefined {
  const path = join(folder, name)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  return existsSync(`${path}.gz`)
    ? gunzipSync(readFileSync(`${path}.gz`), { maxOutputLength: UNPACKED_MAX }).toString('utf8')
    : undefined
}

function rowsOf(text: string): readonly Row[] {
  const [header = '', ...lines] = text.replace(/\r?\n$/, '').split(/\r?\n/)
  const columns = header.split('\t')
  return lines.map((line) => {
    const fields = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']))
  })
}

/** A field that the table may not have. */
export function field(row: Row, name: string): string {
  return row[name] ?? ''
}

export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  return Map.groupBy(items, keyOf)
}
