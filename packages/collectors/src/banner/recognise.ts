/** What a service says of itself → what it is, by the first recogniser of a table that knows it. */
import type { Recogniser } from './recogniser.ts'

export type Recognition = {
  readonly description: string
  /** `service.product`, `os.version`, `hw.vendor`, `service.cpe23` … as recog names them. */
  readonly fields: ReadonlyMap<string, string>
}

const FIELD_CHARS_MAX = 512

/** Cost: patterns times characters; tables have up to 600. */
export function recognise(table: readonly Recogniser[], banner: string): Recognition | undefined {
  for (const recogniser of table) {
    const match = recogniser.pattern.exec(banner.slice(0, recogniser.charsMax))
    if (match !== null) return { description: recogniser.description, fields: fieldsOf(recogniser, match) }
  }
  return undefined
}

export function fieldsOf({ given, taken }: Recogniser, match: RegExpExecArray): ReadonlyMap<string, string> {
  const raw = new Map<string, string>(given)
  for (const [name, group] of taken) {
    const value = match[group]
    if (value !== undefined && value !== '') raw.set(name, value.slice(0, FIELD_CHARS_MAX))
  }
  const fields = new Map<string, string>()
  for (const [name, value] of raw) {
    if (name.startsWith('_tmp.')) continue
    const filled = given.has(name) ? fill(name, value, raw) : value
    if (filled !== undefined) fields.set(name, filled)
  }
  return fields
}

/** `{field}` is what that field holds. Without it a CPE name has no version, and any other field says nothing. */
function fill(name: string, value: string, raw: ReadonlyMap<string, string>): string | undefined {
  let absent = false
  const filled = value.replaceAll(/\{([^\s{}]{1,64})\}/g, (_whole, other: string) => {
    const found = raw.get(other)
    if (found === undefined) absent = true
    return found ?? '-'
  })
  return absent && !name.endsWith('.cpe23') ? undefined : filled
}
