/** Every CVSS score that NVD carries, with who gave it. Source: NVD CVE API 2.0 schema, `metrics`. */
import type { ScoreRecord } from '@hygie/core/knowledge/record'
import {
  defined,
  isObject,
  numberOf,
  objectOf,
  objectsOf,
  own,
  textOf,
  type JsonObject,
  type Located,
  type Problems,
} from '@hygie/standards/json/fields'

const SYSTEMS = [
  ['cvssMetricV40', 'cvss4.0'],
  ['cvssMetricV31', 'cvss3.1'],
  ['cvssMetricV30', 'cvss3.0'],
  ['cvssMetricV2', 'cvss2'],
] as const
const CISA_ADP = '134c704f-9b21-4f2e-91b3-4a467353bcc0'

/** All versions and all sources stand side by side; which one is shown is chosen elsewhere. */
export function scoresOf(vulnerability: string, { value, at }: Located<JsonObject>, problems: Problems): readonly ScoreRecord[] {
  const metrics = own(value, 'metrics')
  if (!isObject(metrics)) return []
  return SYSTEMS.flatMap(([key, system]) =>
    objectsOf(metrics, key, `${at}.metrics`, problems).flatMap((metric): readonly ScoreRecord[] => {
      const data = objectOf(metric.value, 'cvssData', metric.at, problems)
      const source = textOf(metric.value, 'source', metric.at, problems)
      if (data === undefined || source === undefined) return []
      const vector = textOf(data.value, 'vectorString', data.at, problems)
      const score = numberOf(data.value, 'baseScore', data.at, problems)
      if ((vector ?? score) === undefined) return []
      // 2.0 has its severity beside the data
      const severity =
        textOf(data.value, 'baseSeverity', data.at, problems) ?? textOf(metric.value, 'baseSeverity', metric.at, problems)
      return [defined({ kind: 'score' as const, vulnerability, origin: originOf(source), system, vector, score, severity })]
    }),
  )
}

/** Other sources are named by their address or number, as NVD does: the short names of the CVE list stand nowhere here. */
function originOf(source: string): string {
  if (source === 'nvd@nist.gov') return 'nvd'
  return source === CISA_ADP ? 'cisa-adp' : `cna:${source}`
}
