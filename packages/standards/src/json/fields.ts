/**
 * Typed access to parsed JSON that others wrote. Nothing here throws: what cannot be used is left out and noted
 * with its JSON path (`$.affected[3].ranges[0]`).
 *
 * Invariant: only own members are read, so a document that names `__proto__` or `constructor` finds nothing there.
 */
import { failure, type Failure } from '@hygie/versions/result'

export type JsonObject = { readonly [key: string]: unknown }
/** A value and where it was. */
export type Located<Value> = { readonly value: Value; readonly at: string }
/** Where a reader notes what it leaves out: its own list, which it hands out read-only. */
// oxlint-disable-next-line house/readonly-exports -- a list to write into, never part of a result
export type Problems = Failure[]

/** A text node above this is no name, version, address or note: hostile-input limit of 1 MiB per text. */
const TEXT_CHARS_MAX = 1_048_576
/** The longest list met is 60,000 product ids in one VEX file; ten times that still fits in memory. */
const LIST_ITEMS_MAX = 600_000
/** One broken document of 600,000 rows shall not fill the memory with its complaints. */
const PROBLEMS_MAX = 1_000

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

export function note(problems: Problems, code: string, message: string, at: string): void {
  if (problems.length < PROBLEMS_MAX) problems.push(failure(code, message, at))
  else if (problems.length === PROBLEMS_MAX)
    problems.push({ code: 'problems-many', message: `Cannot list more than ${PROBLEMS_MAX} problems: the rest is left out`, at })
}

/** Absent, null and the empty text are all absent. */
export function textOf(object: JsonObject, key: string, at: string, problems: Problems): string | undefined {
  const value = own(object, key)
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') {
    note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be text`, `${at}.${key}`)
    return undefined
  }
  if (value.length > TEXT_CHARS_MAX) {
    note(
      problems,
      'json-text-long',
      `Cannot read "${key}": ${value.length} characters, must be at most ${TEXT_CHARS_MAX}`,
      `${at}.${key}`,
    )
    return undefined
  }
  return value
}

export function requiredText(object: JsonObject, key: string, at: string, problems: Problems): string | undefined {
  const count = problems.length
  const value = textOf(object, key, at, problems)
  if (value === undefined && problems.length === count)
    note(problems, 'json-absent', `Cannot find "${key}": it is absent or empty`, `${at}.${key}`)
  return value
}

/** Only safe integers and finite decimals; text in digits is not a number. */
export function numberOf(object: JsonObject, key: string, at: string, problems: Problems): number | undefined {
  const value = own(object, key)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value
  note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be a number within 2^53`, `${at}.${key}`)
  return undefined
}

export function flagOf(object: JsonObject, key: string): boolean | undefined {
  const value = own(object, key)
  return typeof value === 'boolean' ? value : undefined
}

export function objectOf(object: JsonObject, key: string, at: string, problems: Problems): Located<JsonObject> | undefined {
  const value = own(object, key)
  if (value === undefined || value === null) return undefined
  const place = `${at}.${key}`
  if (isObject(value)) return { value, at: place }
  note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be an object`, place)
  return undefined
}

/** One for all: most members of most records are absent. */
const NOTHING: readonly never[] = []

/** Absent and null are an empty list. */
export function listOf(object: JsonObject, key: string, at: string, problems: Problems): readonly unknown[] {
  const value = own(object, key)
  if (value === undefined || value === null) return NOTHING
  if (!Array.isArray(value)) {
    note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be a list`, `${at}.${key}`)
    return []
  }
  if (value.length > LIST_ITEMS_MAX) {
    note(
      problems,
      'json-list-long',
      `Cannot read "${key}": ${value.length} items, must be at most ${LIST_ITEMS_MAX}`,
      `${at}.${key}`,
    )
    return []
  }
  return value
}

export function objectsOf(object: JsonObject, key: string, at: string, problems: Problems): readonly Located<JsonObject>[] {
  const list = listOf(object, key, at, problems)
  if (list.length === 0) return NOTHING
  const found: Located<JsonObject>[] = []
  for (const [index, value] of list.entries()) {
    const place = `${at}.${key}[${index}]`
    if (isObject(value)) found.push({ value, at: place })
    else note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be an object`, place)
  }
  return found
}

export function textsOf(object: JsonObject, key: string, at: string, problems: Problems): readonly string[] {
  const list = listOf(object, key, at, problems)
  if (list.length === 0) return NOTHING
  const found: string[] = []
  for (const [index, value] of list.entries()) {
    if (typeof value === 'string' && value.length <= TEXT_CHARS_MAX) found.push(value)
    else note(problems, 'json-type', `Cannot read "${key}": found ${kind(value)}, must be text`, `${at}.${key}[${index}]`)
  }
  return found
}

/** Leaves undefined members out, as `exactOptionalPropertyTypes` and JSON both want it. For objects with names of our own. */
export function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const kept: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) if (member !== undefined) kept[key] = member
  // The members that were undefined are gone, which is what the type says.
  return kept as { [Key in keyof Value]: Exclude<Value[Key], undefined> }
}

export function kind(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return value.length > TEXT_CHARS_MAX ? `text of ${value.length} characters` : 'text'
  return typeof value
}
