/** Reads CVE of NVD in format 1.1, one entry at a time. Source: NVD JSON 1.1 schema (nvd_cve_feed_json_1.1). */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
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
import { claimsOfTrees } from '../cpe-claims/claims.ts'
import { readNodes } from '../cpe-claims/tree.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

/** The biggest entry of 2022 has 800 kB. */
const ENTRY_BYTES_MAX = 16 * MIB

type Item = KnowledgeRecord | Rejection | StatedAt

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  const entries = jsonEntries(file.bytes(), { path: ['CVE_Items'], depth: 1, entryBytesMax: ENTRY_BYTES_MAX, siblings: true })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'CVE_Items') yield* recordsOf(entry.value, entry.path.join('/'))
    else if (entry.path[0] === 'CVE_data_timestamp') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    }
  }
}

function* recordsOf(value: unknown, at: string): Generator<KnowledgeRecord | Rejection> {
  const cve = isObject(value) ? own(value, 'cve') : undefined
  const meta = isObject(cve) ? own(cve, 'CVE_data_meta') : undefined
  const id = isObject(meta) ? cveIdOf(own(meta, 'ID')) : undefined
  if (!isObject(value) || !isObject(cve) || id === undefined) {
    yield rejection('nvd-entry', 'Cannot read an entry: it must hold a CVE with its id', at)
    return
  }
  const problems: Problems = []
  const record = vulnerabilityOf(id, value, { value: cve, at: id }, problems)
  yield record
  if (record.withdrawnWhy === undefined) {
    yield* scoresOf(id, { value, at: id }, problems)
    const configurations = objectOf(value, 'configurations', id, problems)
    const statedAt = record.modifiedAt === undefined ? {} : { statedAt: record.modifiedAt }
    if (configurations !== undefined)
      yield* claimsOfTrees(readNodes(configurations, 'nodes', problems), { vulnerability: id, ...statedAt }, problems)
  }
  for (const problem of problems) yield rejectionOf(problem, at)
}

function vulnerabilityOf(id: string, item: JsonObject, cve: Located<JsonObject>, problems: Problems): VulnerabilityRecord {
  const description = below(cve, 'description', 'description_data', problems)
    .filter((text) => textOf(text.value, 'lang', text.at, problems) === 'en')
    .flatMap((text) => textOf(text.value, 'value', text.at, problems) ?? [])[0]
  const modifiedAt = instantOf(own(item, 'lastModifiedDate'))
  const isRejected = description?.startsWith('** REJECT **') === true // this format has no status
  const weaknesses = below(cve, 'problemtype', 'problemtype_data', problems).flatMap((type) =>
    objectsOf(type.value, 'description', type.at, problems).flatMap((text) => {
      const weakness = textOf(text.value, 'value', text.at, problems) ?? ''
      return /^CWE-[1-9]\d{0,5}$/.test(weakness) ? [weakness] : []
    }),
  )
  const references = below(cve, 'references', 'reference_data', problems).flatMap(
    (reference) => textOf(reference.value, 'url', reference.at, problems) ?? [],
  )
  return defined({
    kind: 'vulnerability' as const,
    id,
    description,
    publishedAt: instantOf(own(item, 'publishedDate')),
    modifiedAt,
    withdrawnAt: isRejected ? modifiedAt : undefined,
    withdrawnWhy: isRejected ? description : undefined,
    weaknesses: weaknesses.length > 0 ? [...new Set(weaknesses)] : undefined,
    references: references.length > 0 ? [...new Set(references)] : undefined,
  })
}

function below(holder: Located<JsonObject>, outer: string, inner: string, problems: Problems): readonly Located<JsonObject>[] {
  const part = objectOf(holder.value, outer, holder.at, problems)
  return part === undefined ? [] : objectsOf(part.value, inner, part.at, problems)
}

/** NVD's own scores only: this format carries no other. */
function scoresOf(vulnerability: string, item: Located<JsonObject>, problems: Problems): readonly ScoreRecord[] {
  const impact = objectOf(item.value, 'impact', item.at, problems)
  if (impact === undefined) return []
  const scores: ScoreRecord[] = []
  for (const [metric, data] of [
    ['baseMetricV3', 'cvssV3'],
    ['baseMetricV2', 'cvssV2'],
  ] as const) {
    const outer = objectOf(impact.value, metric, impact.at, problems)
    const inner = outer === undefined ? undefined : objectOf(outer.value, data, outer.at, problems)
    if (outer === undefined || inner === undefined) continue
    const vector = textOf(inner.value, 'vectorString', inner.at, problems)
    const score = numberOf(inner.value, 'baseScore', inner.at, problems)
    const system = systemOf(data, textOf(inner.value, 'version', inner.at, problems))
    if (system === undefined || (vector ?? score) === undefined) continue
    const severity =
      textOf(inner.value, 'baseSeverity', inner.at, problems) ?? textOf(outer.value, 'severity', outer.at, problems)
    scores.push(defined({ kind: 'score' as const, vulnerability, origin: 'nvd', system, vector, score, severity }))
  }
  return scores
}

function systemOf(data: 'cvssV2' | 'cvssV3', version: string | undefined): ScoreRecord['system'] | undefined {
  if (data === 'cvssV2') return 'cvss2'
  return version === '3.0' || version === '3.1' ? `cvss${version}` : undefined
}
