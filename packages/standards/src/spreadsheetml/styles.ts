/** Which cell styles show a number as a date. Source: ECMA-376, Part 1, 18.8.30 (numFmt, its built-in ids), 18.8.10 (cellXfs). */
import { ok, type Result } from '@hygie/versions/result'
import { readXml } from '../xml/reader.ts'
import { stylesMax } from './limits.ts'

export type DateKind = 'date' | 'time' | 'moment'
/** By the style's place, the attribute `s` of a cell; absent = a number. */
export type DateStyles = ReadonlyMap<string, DateKind>

/** Errors: those of XML. Cost: linear. */
export function parseDateStyles(text: string): Result<DateStyles> {
  const formats = new Map<string, string>()
  const styles = new Map<string, DateKind>()
  const open: string[] = []
  let count = 0
  const read = readXml(text, {
    text: () => undefined,
    open({ local, attributes }) {
      const id = attributes.get('numFmtId') ?? ''
      if (local === 'numFmt' && formats.size < stylesMax) formats.set(id, (attributes.get('formatCode') ?? '').slice(0, 1_000))
      if (local === 'xf' && open.at(-1) === 'cellXfs' && count < stylesMax) {
        const kind = BUILT_IN.get(id) ?? kindOf(formats.get(id) ?? '')
        if (kind !== undefined) styles.set(String(count), kind)
        count += 1
      }
      open.push(local)
    },
    close: () => void open.pop(),
  })
  return read.ok ? ok(styles) : read
}

/** 27–36 and 50–58 are the dates of East Asian languages. */
const BUILT_IN: ReadonlyMap<string, DateKind> = new Map([
  ...[14, 15, 16, 17].map((id) => [String(id), 'date'] as const),
  ...[18, 19, 20, 21, 45, 46, 47].map((id) => [String(id), 'time'] as const),
  ['22', 'moment'],
  ...Array.from({ length: 10 }, (_, place) => [String(27 + place), 'date'] as const),
  ...Array.from({ length: 9 }, (_, place) => [String(50 + place), 'date'] as const),
])

function kindOf(code: string): DateKind | undefined {
  const [positive = ''] = code.split(';', 1)
  // `[$-40C]`, `[Red]` and quoted or escaped texts are no fields; `[h]` counts hours and goes with them.
  const fields = positive.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').toLowerCase()
  if (/general|standard/.test(fields)) return undefined
  const hasDay = /[dyaj]/.test(fields) || (fields.includes('m') && !/[hs]/.test(fields))
  const hasTime = /[hs]/.test(fields)
  if (hasDay) return hasTime ? 'moment' : 'date'
  return hasTime ? 'time' : undefined
}

/**
 * A day number as ISO text: `2024-03-01`, with a time `2024-03-01T08:30:00`, a bare time `08:30:00`. Undefined beyond the year 9999.
 * Excel believes that 1900 was a leap year: days before its 29 February are one off. Source: 18.17.4.1.
 */
export function isoOfSerial(serial: number, kind: DateKind, from1904: boolean): string | undefined {
  if (!(serial >= 0) || serial > 2_958_466) return undefined
  const days = from1904 ? serial + 1_462 : serial < 60 ? serial + 1 : serial
  const seconds = Math.round(days * 86_400)
  const text = new Date((seconds - 25_569 * 86_400) * 1_000).toISOString().slice(0, 19)
  if (kind === 'time' && serial < 1) return text.slice(11)
  return kind === 'date' || text.endsWith('T00:00:00') ? text.slice(0, 10) : text
}
