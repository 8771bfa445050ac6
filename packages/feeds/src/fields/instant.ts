/** Dates of outside text as ISO text, as precise as the source gives them. */

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|[+-]\d\d:?\d\d)?$/

/** `2026-08-21` or an instant. Without a zone it is UTC, which is what every feed that omits it means. */
export function instantOf(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  const trimmed = text.trim()
  if (isDay(trimmed)) return trimmed
  const [, day = '', time = '', zone = 'Z'] = INSTANT.exec(trimmed) ?? []
  if (!isDay(day) || !/^(?:[01]\d|2[0-3]):[0-5]\d/.test(time)) return undefined
  return `${day}T${time}${/^[+-]00:?00$/.test(zone) ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2')}`
}

export function dayOf(text: unknown): string | undefined {
  return instantOf(text)?.slice(0, 10)
}

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? []
  if (year < '1980' || month < '01' || month > '12' || day < '01') return false
  return day <= '28' || day <= lastDay(year, month)
}

function lastDay(year: string, month: string): string {
  if (month !== '02') return ['04', '06', '09', '11'].includes(month) ? '30' : '31'
  const number = Number(year)
  return number % 4 === 0 && (number % 100 !== 0 || number % 400 === 0) ? '29' : '28'
}
