/**
 * One record of the Open Source Vulnerability format, schema 1.2–1.7. Source: ossf.github.io/osv-schema.
 * Only what matching and explaining need is taken; unknown members are ignored.
 */
import type { Bound } from '@hygie/versions/range'
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, isObject, kind, listOf, note, objectOf, objectsOf, own, requiredText, textOf, textsOf } from '../json/fields.ts'

export type OsvRecord = {
  readonly id: string
  readonly schemaVersion?: string
  readonly modified?: string
  readonly published?: string
  /** Set: the record must disappear from every answer. */
  readonly withdrawn?: string
  /** The same vulnerability under other names; symmetric. */
  readonly aliases: readonly string[]
  /** The vulnerabilities that this advisory of a downstream is about (since 1.7); AlmaLinux and older ones use `related`. */
  readonly upstream: readonly string[]
  readonly related: readonly string[]
  readonly summary?: string
  readonly details?: string
  readonly severity: readonly OsvSeverity[]
  readonly affected: readonly OsvAffected[]
  readonly references: readonly OsvReference[]
  readonly databaseSpecific: JsonObject
}
/** `score` is the vector for CVSS types and a word for `Ubuntu`; `type` as given. */
export type OsvSeverity = { readonly type: string; readonly score: string }
export type OsvReference = { readonly type: string; readonly url: string }
/** `ecosystem` as given, with its suffix: `parseEcosystem` reads it. */
export type OsvPackage = { readonly ecosystem: string; readonly name: string; readonly purl?: string }
export type OsvAffected = {
  readonly at: string
  readonly package?: OsvPackage
  readonly severity: readonly OsvSeverity[]
  readonly ranges: readonly OsvEventRange[]
  readonly versions: readonly string[]
  /**
   * GitHub's advisories without a fix say `<= 1.2.3` here and leave the range open: what lies above is not stated to be
   * affected. No part of the schema's evaluation, so `rangeOf` does not apply it.
   */
  readonly lastKnown?: Bound
  /**
   * Go's `custom_ranges`: the project's own version numbers where the module's say nothing (`ranges` is then open from 0).
   * No part of the schema's evaluation either.
   */
  readonly customRanges: readonly OsvEventRange[]
  readonly ecosystemSpecific: JsonObject
  readonly databaseSpecific: JsonObject
}
export type OsvRangeType = 'SEMVER' | 'ECOSYSTEM' | 'GIT'
export type OsvEventRange = {
  readonly at: string
  readonly type: OsvRangeType
  readonly repo?: string
  readonly events: readonly OsvEvent[]
  readonly databaseSpecific: JsonObject
}
/** A version, a commit for GIT, `0` (before everything) or `*` (a limit after everything). Order is the file's. */
export type OsvEvent = { readonly kind: OsvEventKind; readonly version: string }
export type OsvEventKind = 'introduced' | 'fixed' | 'lastAffected' | 'limit'
export type OsvReading = { readonly record: OsvRecord; readonly problems: readonly Failure[] }

/**
 * Errors  osv-record when it is no object or has no id; everything smaller is left out and noted in `problems`.
 *         A range that breaks the schema (no `introduced`, an event of two kinds, `fixed` beside `last_affected`)
 *         is left out whole: half a range would say "affected" or "safe" without ground
 * Cost    linear in the record
 */
export function parseOsv(value: unknown): Result<OsvReading> {
  if (!isObject(value)) return fail('osv-record', `Cannot read an OSV record: found ${kind(value)}, must be an object`, '$')
  const problems: Failure[] = []
  const id = requiredText(value, 'id', '$', problems)
  if (id === undefined) return fail('osv-record', 'Cannot read an OSV record: it has no id', '$.id')
  const record: OsvRecord = defined({
    id,
    schemaVersion: textOf(value, 'schema_version', '$', problems),
    modified: textOf(value, 'modified', '$', problems),
    published: textOf(value, 'published', '$', problems),
    withdrawn: textOf(value, 'withdrawn', '$', problems),
    aliases: textsOf(value, 'aliases', '$', problems),
    upstream: textsOf(value, 'upstream', '$', problems),
    related: textsOf(value, 'related', '$', problems),
    summary: textOf(value, 'summary', '$', problems),
    details: textOf(value, 'details', '$', problems),
    severity: severityOf(value, '$', problems),
    affected: objectsOf(value, 'affected', '$', problems).map((entry) => affectedOf(entry, problems)),
    references: referencesOf(value, problems),
    databaseSpecific: objectOf(value, 'database_specific', '$', problems)?.value ?? {},
  })
  return ok({ record, problems })
}

function eventRangesOf(object: JsonObject, key: string, at: string, problems: Problems): readonly OsvEventRange[] {
  const ranges: OsvEventRange[] = []
  for (const entry of objectsOf(object, key, at, problems)) {
    const range = eventRangeOf(entry, problems)
    if (range !== undefined) ranges.push(range)
  }
  return ranges
}

function affectedOf({ value, at }: Located<JsonObject>, problems: Problems): OsvAffected {
  const databaseSpecific = objectOf(value, 'database_specific', at, problems)?.value ?? {}
  const specific = objectOf(value, 'ecosystem_specific', at, problems) ?? { value: {}, at }
  return defined({
    at,
    package: packageOf(objectOf(value, 'package', at, problems), problems),
    severity: severityOf(value, at, problems),
    ranges: eventRangesOf(value, 'ranges', at, problems),
    versions: textsOf(value, 'versions', at, problems),
    lastKnown: lastKnownOf(databaseSpecific),
    customRanges: eventRangesOf(specific.value, 'custom_ranges', specific.at, problems),
    ecosystemSpecific: specific.value,
    databaseSpecific,
  })
}

function lastKnownOf(databaseSpecific: JsonObject): Bound | undefined {
  const text = own(databaseSpecific, 'last_known_affected_version_range')
  const [, sign, version] = typeof text === 'string' ? (/^(<=?) ?([^\s,<>=]{1,256})$/.exec(text.trim()) ?? []) : []
  return version === undefined ? undefined : { version, inclusive: sign === '<=' }
}

function packageOf(entry: Located<JsonObject> | undefined, problems: Problems): OsvPackage | undefined {
  if (entry === undefined) return undefined
  const ecosystem = requiredText(entry.value, 'ecosystem', entry.at, problems)
  const name = requiredText(entry.value, 'name', entry.at, problems)
  if (ecosystem === undefined || name === undefined) return undefined
  return defined({ ecosystem, name, purl: textOf(entry.value, 'purl', entry.at, problems) })
}

function severityOf(object: JsonObject, at: string, problems: Problems): readonly OsvSeverity[] {
  const found: OsvSeverity[] = []
  for (const entry of objectsOf(object, 'severity', at, problems)) {
    const type = requiredText(entry.value, 'type', entry.at, problems)
    const score = requiredText(entry.value, 'score', entry.at, problems)
    if (type !== undefined && score !== undefined) found.push({ type, score })
  }
  return found
}

function referencesOf(object: JsonObject, problems: Problems): readonly OsvReference[] {
  const found: OsvReference[] = []
  for (const entry of objectsOf(object, 'references', '$', problems)) {
    const url = requiredText(entry.value, 'url', entry.at, problems)
    if (url !== undefined) found.push({ type: textOf(entry.value, 'type', entry.at, problems) ?? 'WEB', url })
  }
  return found
}

const RANGE_TYPES: ReadonlySet<unknown> = new Set<OsvRangeType>(['SEMVER', 'ECOSYSTEM', 'GIT'])
const EVENT_KINDS: readonly (readonly [string, OsvEventKind])[] = [
  ['introduced', 'introduced'],
  ['fixed', 'fixed'],
  ['last_affected', 'lastAffected'],
  ['limit', 'limit'],
]

function eventRangeOf({ value, at }: Located<JsonObject>, problems: Problems): OsvEventRange | undefined {
  const type = own(value, 'type')
  if (!isRangeType(type)) {
    note(
      problems,
      'osv-range',
      `Cannot read the range type "${String(type).slice(0, 40)}": must be SEMVER, ECOSYSTEM or GIT`,
      `${at}.type`,
    )
    return undefined
  }
  const events: OsvEvent[] = []
  for (const [index, entry] of listOf(value, 'events', at, problems).entries()) {
    const event = eventOf(entry)
    if (event === undefined) {
      note(
        problems,
        'osv-event',
        'Cannot read an event: must have exactly one of introduced, fixed, last_affected, limit as text',
        `${at}.events[${index}]`,
      )
      return undefined
    }
    events.push(event)
  }
  const broken = brokenEvents(events)
  if (broken !== undefined) {
    note(problems, 'osv-range', `Cannot use a range: ${broken}`, `${at}.events`)
    return undefined
  }
  return defined({
    at,
    type,
    repo: textOf(value, 'repo', at, problems),
    events,
    databaseSpecific: objectOf(value, 'database_specific', at, problems)?.value ?? {},
  })
}

function isRangeType(value: unknown): value is OsvRangeType {
  return RANGE_TYPES.has(value)
}

function eventOf(value: unknown): OsvEvent | undefined {
  if (!isObject(value)) return undefined
  const present = EVENT_KINDS.filter(([key]) => Object.hasOwn(value, key))
  const [only] = present
  if (only === undefined || present.length !== 1) return undefined
  const version = value[only[0]]
  return typeof version === 'string' && version !== '' ? { kind: only[1], version } : undefined
}

/** Schema, `events`: one `introduced` at least; `fixed` and `last_affected` exclude one another. */
function brokenEvents(events: readonly OsvEvent[]): string | undefined {
  const kinds = new Set(events.map((event) => event.kind))
  if (!kinds.has('introduced')) return 'it has no introduced event'
  if (kinds.has('fixed') && kinds.has('lastAffected')) return 'it has fixed and last_affected events'
  return undefined
}
