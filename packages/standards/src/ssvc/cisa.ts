/**
 * The SSVC block that CISA writes into CVE records (container `adp`, metric `other` of type `ssvc`).
 *
 * Source: vulnrichment and CVE records of 2024–2026: `{ id, role, version, timestamp, options: [{ Exploitation: 'none' }, …] }`.
 * Values differ in case ("poc", "PoC", "None", "Active"). Names of values are those of the decision tables.
 */

import { fail, ok } from '@hygie/versions/result'
import type { Result } from '@hygie/versions/result'

export type CisaSsvc = {
  readonly exploitation?: 'none' | 'public poc' | 'active'
  readonly automatable?: 'yes' | 'no'
  readonly technicalImpact?: 'partial' | 'total'
  /** Of the CISA coordinator tree, e.g. "2.0.3". */
  readonly version?: string
  /** RFC 3339, as written. */
  readonly statedAt?: string
}

/** CISA states three; later versions may state more. */
const OPTIONS_MAX = 64

const EXPLOITATION = { none: 'none', poc: 'public poc', 'public poc': 'public poc', active: 'active' } as const
const AUTOMATABLE = { yes: 'yes', no: 'no' } as const
const TECHNICAL_IMPACT = { partial: 'partial', total: 'total' } as const

/**
 * Reads the `content` of the metric. A decision point that is not stated stays undefined and one that is not known here is
 * passed over; a value that is not known, or two different ones for one point, refuse the block.
 *
 * Errors  ssvc-malformed
 */
export function parseCisaSsvc(content: unknown): Result<CisaSsvc> {
  if (!isObject(content) || !Array.isArray(content['options'])) return malformed('it must have a list of options')
  const options: readonly unknown[] = content['options']
  if (options.length > OPTIONS_MAX) return malformed(`at most ${OPTIONS_MAX} options`)
  const stated = new Map<string, string>()
  for (const option of options) {
    if (!isObject(option)) return malformed('an option must be an object')
    for (const [name, value] of Object.entries(option)) {
      if (typeof value !== 'string') continue // a point that we do not know may have another shape
      const [point, text] = [name.trim().toLowerCase(), value.trim().toLowerCase()]
      if ((stated.get(point) ?? text) !== text) return malformed(`${point} must be stated once`)
      stated.set(point, text)
    }
  }
  const exploitation = valueOf(EXPLOITATION, stated.get('exploitation'))
  const automatable = valueOf(AUTOMATABLE, stated.get('automatable'))
  const technicalImpact = valueOf(TECHNICAL_IMPACT, stated.get('technical impact'))
  if (exploitation === null || automatable === null || technicalImpact === null) return malformed('a value is not of SSVC')
  if ((exploitation ?? automatable ?? technicalImpact) === undefined) return malformed('it states no decision point')
  const { version, timestamp } = content
  return ok({
    ...(exploitation !== undefined && { exploitation }),
    ...(automatable !== undefined && { automatable }),
    ...(technicalImpact !== undefined && { technicalImpact }),
    ...(typeof version === 'string' && /^\d{1,9}(?:\.\d{1,9}){0,2}$/.test(version) && { version }),
    ...(typeof timestamp === 'string' && isInstant(timestamp) && { statedAt: timestamp }),
  })
}

/** Undefined if nothing is stated, null if something unknown is. */
function valueOf<Value extends string>(
  known: Readonly<Record<string, Value>>,
  text: string | undefined,
): Value | undefined | null {
  if (text === undefined) return undefined
  return Object.hasOwn(known, text) ? known[text] : null
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(should: string): Result<CisaSsvc> {
  return fail('ssvc-malformed', `Cannot read the SSVC block: ${should}`)
}
