/**
 * Rows of a delimited text as spreadsheets and asset systems save it: `;`, `,` or tab; UTF-8 with or without mark, UTF-16,
 * Windows-1252. Source: RFC 4180 for quotes.
 */
import { CsvError, parse as parseCsv } from 'csv-parse/sync'
import type { SheetRow } from '@hygie/standards/spreadsheetml/sheet'
import { fail, ok, type Result } from '@hygie/versions/result'

/** Bytes that are not UTF-8 are Windows-1252, as spreadsheets in French save; UTF-16 says so by its mark. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Numbers are lines of the file, so that a person finds them. Errors: declared-syntax with its line. Cost: linear. */
export function delimitedRows(text: string, rowsMax: number): Result<readonly SheetRow[]> {
  const told = /^sep=(.)\r?\n/i.exec(text) // Excel's own first line
  const body = told === null ? text : text.slice(told[0].length)
  const skipped = told === null ? 0 : 1
  try {
    const records = parseCsv(body, {
      delimiter: told?.[1] ?? delimiterOf(body),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      to: rowsMax + 1,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
    return ok(
      records.map(({ record, info }) => ({
        number: info.lines + skipped,
        hidden: false,
        cells: new Map(record.entries().filter(([, cell]) => cell !== '')),
      })),
    )
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '').slice(0, 200) : 'not well-formed'
    const at = cause instanceof CsvError && typeof cause['lines'] === 'number' ? `line ${cause['lines']}` : undefined
    return fail('declared-syntax', `Cannot read CSV: ${why}`, at)
  }
}

/** By what the first lines hold most alike: a header may stand below a title, and words hold commas. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 65_536).split(/\r?\n/, 20)
  const widest = (delimiter: string): number =>
    Math.max(...lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(delimiter).length))
  return [';', '\t', ','].toSorted((left, right) => widest(right) - widest(left))[0] ?? ','
}
