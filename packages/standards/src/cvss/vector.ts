/** CVSS vectors of every version: read and print. A vector keeps its version; nothing converts between versions. */

import { fail, ok } from '@hygie/versions/result'
import type { Brand, Result } from '@hygie/versions/result'
import { metricsOf, NOT_DEFINED } from './metrics.ts'
import type { CvssVersion, MetricGroup } from './metrics.ts'

export type CvssVector = Brand<
  {
    readonly version: CvssVersion
    /** Metric to value as abbreviated in the specification; a metric that is "not defined" is not in it. */
    readonly metrics: ReadonlyMap<string, string>
  },
  'cvss'
>

/** The longest vector of v4.0 has 32 metrics and 213 characters. */
const CHARS_MAX = 512

const PREFIXES: readonly (readonly [prefix: string, version: CvssVersion])[] = [
  ['CVSS:3.1/', '3.1'],
  ['CVSS:3.0/', '3.0'],
  ['CVSS:4.0/', '4.0'],
]

/**
 * Reads a vector; without a `CVSS:` prefix it is one of v2.
 *
 * Refused: a missing base metric, a metric twice, an unknown metric or value, anything before, between or after. The order of
 * metrics is free: v3.x says so (section 6), and v4.0 vectors are published in several orders.
 *
 * Errors  cvss-malformed
 * Cost    linear in the text, at most CHARS_MAX characters
 */
export function parseVector(text: string): Result<CvssVector> {
  if (text.length > CHARS_MAX) return malformed(text, `at most ${CHARS_MAX} characters`)
  const [prefix, version] = PREFIXES.find(([start]) => text.startsWith(start)) ?? ['', '2.0']
  const known = metricsOf(version)
  const metrics = new Map<string, string>()
  for (const part of text.slice(prefix.length).split('/')) {
    const colon = part.indexOf(':')
    const [name, value] = [part.slice(0, Math.max(colon, 0)), part.slice(colon + 1)]
    const metric = known.get(name)
    if (metric === undefined) return malformed(text, `"${part}" is not a metric of version ${version}`)
    if (!metric.values.includes(value)) return malformed(text, `${name} must be one of ${metric.values.join(', ')}`)
    if (metrics.has(name)) return malformed(text, `${name} must be given once`)
    metrics.set(name, value)
  }
  for (const { name, group } of known.values()) {
    if (group === 'base' && !metrics.has(name)) return malformed(text, `${name} is missing`)
  }
  const defined = [...metrics].filter(([, value]) => value !== NOT_DEFINED[version])
  return ok({ version, metrics: new Map(defined) } as unknown as CvssVector) // the one place that makes a CvssVector
}

/** In the order of the specification, without the metrics that are not defined. */
export function printVector(vector: CvssVector): string {
  const parts: string[] = vector.version === '2.0' ? [] : [`CVSS:${vector.version}`]
  for (const name of metricsOf(vector.version).keys()) {
    const value = vector.metrics.get(name)
    if (value !== undefined) parts.push(`${name}:${value}`)
  }
  return parts.join('/')
}

/** Does the vector define a metric of that group? */
export function hasGroup(vector: CvssVector, group: MetricGroup): boolean {
  const known = metricsOf(vector.version)
  return [...vector.metrics.keys()].some((name) => known.get(name)?.group === group)
}

function malformed(text: string, should: string): Result<CvssVector> {
  return fail('cvss-malformed', `Cannot read "${text.slice(0, 200)}" as a CVSS vector: ${should}`)
}
