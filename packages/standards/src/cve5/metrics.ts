/**
 * The metrics of a CVE container: CVSS of every version, CISA's SSVC decision points, CISA's catalogue of exploited
 * vulnerabilities, and words of other scales. Source: CVE record format, `metrics`; SSVC 2.0.3 as CISA writes it.
 */
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, numberOf, objectOf, objectsOf, own, textOf } from '../json/fields.ts'

export type CveMetrics = {
  readonly cvss: readonly CveCvss[]
  readonly ssvc: readonly CveSsvc[]
  readonly kev: readonly CveKev[]
  readonly others: readonly { readonly type: string; readonly text: string }[]
}
/** `version` from the member's name, since the vector of 2.0 does not say it. */
export type CveCvss = {
  readonly version: '2.0' | '3.0' | '3.1' | '4.0'
  readonly vector?: string
  readonly baseScore?: number
  readonly severity?: string
  /** `GENERAL` unless the container names a scenario. */
  readonly scenario: string
}
/** Values in lower case, since records write `None` and `none`, `PoC` and `poc`. */
export type CveSsvc = {
  readonly exploitation?: string
  readonly automatable?: string
  readonly technicalImpact?: string
  readonly version?: string
  readonly timestamp?: string
}
export type CveKev = { readonly dateAdded: string; readonly reference?: string }

const CVSS = [
  ['cvssV4_0', '4.0'],
  ['cvssV3_1', '3.1'],
  ['cvssV3_0', '3.0'],
  ['cvssV2_0', '2.0'],
] as const

export function readMetrics(container: Located<JsonObject>, problems: Problems): CveMetrics {
  const cvss: CveCvss[] = []
  const ssvc: CveSsvc[] = []
  const kev: CveKev[] = []
  const others: { readonly type: string; readonly text: string }[] = []
  for (const entry of objectsOf(container.value, 'metrics', container.at, problems)) {
    const scenario = scenarioOf(entry, problems)
    for (const [key, version] of CVSS) {
      if (own(entry.value, key) === undefined) continue
      const score = objectOf(entry.value, key, entry.at, problems)
      if (score !== undefined) cvss.push(cvssOf(score, version, scenario, problems))
    }
    const other = objectOf(entry.value, 'other', entry.at, problems)
    const content = other === undefined ? undefined : objectOf(other.value, 'content', other.at, problems)
    if (other === undefined || content === undefined) continue
    const type = textOf(other.value, 'type', other.at, problems) ?? ''
    if (type === 'ssvc') ssvc.push(ssvcOf(content, problems))
    else if (type === 'kev') {
      const dateAdded = textOf(content.value, 'dateAdded', content.at, problems)
      if (dateAdded !== undefined)
        kev.push(defined({ dateAdded, reference: textOf(content.value, 'reference', content.at, problems) }))
    } else {
      const text = wordOf(content.value)
      if (text !== undefined) others.push({ type, text })
    }
  }
  return { cvss, ssvc, kev, others }
}

function cvssOf(score: Located<JsonObject>, version: CveCvss['version'], scenario: string, problems: Problems): CveCvss {
  return defined({
    version,
    vector: textOf(score.value, 'vectorString', score.at, problems),
    baseScore: numberOf(score.value, 'baseScore', score.at, problems),
    severity: textOf(score.value, 'baseSeverity', score.at, problems),
    scenario,
  })
}

function scenarioOf(entry: Located<JsonObject>, problems: Problems): string {
  const [first] = objectsOf(entry.value, 'scenarios', entry.at, problems)
  return (first === undefined ? undefined : textOf(first.value, 'value', first.at, problems)) ?? 'GENERAL'
}

/** `options` is a list of objects with one member each. */
function ssvcOf(content: Located<JsonObject>, problems: Problems): CveSsvc {
  const points = new Map<string, string>()
  for (const option of objectsOf(content.value, 'options', content.at, problems)) {
    for (const name of Object.keys(option.value).slice(0, 16)) {
      const choice = textOf(option.value, name, option.at, problems)
      if (choice !== undefined) points.set(name.toLowerCase(), choice.toLowerCase())
    }
  }
  return defined({
    exploitation: points.get('exploitation'),
    automatable: points.get('automatable'),
    technicalImpact: points.get('technical impact'),
    version: textOf(content.value, 'version', content.at, problems),
    timestamp: textOf(content.value, 'timestamp', content.at, problems),
  })
}

/** The first of the members that makers use for their own grade. */
function wordOf(content: JsonObject): string | undefined {
  for (const key of ['text', 'value', 'other']) {
    const value = own(content, key)
    if (typeof value === 'string' && value !== '' && value.length <= 4096) return value
  }
  return undefined
}
