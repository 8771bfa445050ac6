/** Days as ENISA writes them. */
import { dayOf, instantOf } from '../fields/instant.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WORDS = /^([A-Z][a-z]{2}) (\d{1,2}), (\d{4}), (\d{1,2}):(\d\d):(\d\d)\s([AP])M$/

/** `Aug 7, 2025, 7:05:08 PM` (UTC; the space may be a narrow one), or ISO; `""`, `-` and `tbc` are absent. */
export function euvdInstant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const [, word = '', day = '', year = '', hour = '', minute = '', second = '', half] = WORDS.exec(value) ?? []
  if (half === undefined) return instantOf(value)
  const month = String(MONTHS.indexOf(word) + 1).padStart(2, '0') // an unknown month is 00, which no day has
  const hours = String((Number(hour) % 12) + (half === 'P' ? 12 : 0)).padStart(2, '0')
  return instantOf(`${year}-${month}-${day.padStart(2, '0')}T${hours}:${minute}:${second}Z`)
}

/** `17/01/25`: day, month, year of this century. */
export function europeanDay(value: unknown): string | undefined {
  const [, day, month, year] = typeof value === 'string' ? (/^(\d\d)\/(\d\d)\/(?:20)?(\d\d)$/.exec(value) ?? []) : []
  return year === undefined ? euvdInstant(value)?.slice(0, 10) : dayOf(`20${year}-${month}-${day}`)
}
