/** Identity of 267 distributions from their os-release files, field by field. */
import { parseOsRelease } from '@hygie/collectors/linux/os-release/parse'
import { osRelease } from '../inventories.ts'
import type { FieldFamily, FieldOutcome } from '../family.ts'
import { field, ownTable, type Row } from '../tables.ts'

export const family: FieldFamily = {
  name: 'os-release',
  judgeFields: (place) => (ownTable(place, 'files.tsv') ?? []).flatMap(outcomesOf),
}

/** Field of the table → the platform's, or the file's own where the platform keeps it in another form. */
function outcomesOf(row: Row): readonly FieldOutcome[] {
  const text = field(row, 'file_escaped').replaceAll(/\\([nt\\])/g, (_whole, letter: string) => ESCAPES[letter] ?? letter)
  const platform = osRelease(text)
  const raw = parseOsRelease(text)
  const read: Readonly<Record<string, string>> = {
    id: platform.id,
    version_id: raw.get('VERSION_ID') ?? '',
    id_like: raw.get('ID_LIKE') ?? '',
    codename: raw.get('VERSION_CODENAME') ?? '',
    cpe_name: platform.cpe ?? '',
    pretty_name: raw.get('PRETTY_NAME') ?? '', // the platform's name falls back to NAME, which the column does not
    support_end: raw.get('SUPPORT_END') ?? '',
    variant_id: platform.edition ?? '',
  }
  return Object.entries(read)
    .map(([name, got]) => ({ id: field(row, 'path'), field: name, expected: folded(field(row, name)), got: folded(got) }))
    .filter(({ expected, got }) => expected !== '' || got !== '')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' }

function folded(text: string): string {
  return text.toLowerCase().trim()
}
