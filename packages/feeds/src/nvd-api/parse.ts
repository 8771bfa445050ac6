/**
 * Reads CVE of NVD in format 2.0, one entry at a time, from pages of the interface and from yearly feeds alike.
 * Source: NVD CVE API 2.0 schema. Unknown keys are passed over: NVD adds some without a new version.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, SsvcRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { parseCisaSsvc } from '@hygie/standards/ssvc/cisa'
import {
  defined,
  isObject,
  objectsOf,
  own,
  textOf,
  textsOf,
  type JsonObject,
  type Located,
  type Problems,
} from '@hygie/standards/json/fields'
import { claimsOfTrees } from '../cpe-claims/claims.ts'
import { readConfigurations } from '../cpe-claims/tree.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { scoresOf } from './scores.ts'

/** The biggest CVE of NVD has some 2 MB (a list of Intel processors). */
const ENTRY_BYTES_MAX = 16 * MIB
const CISA_ADP = '134c704f-9b21-4f2e-91b3-4a467353bcc0'

type Item = KnowledgeRecord | Rejection | StatedAt

/** A page may be short or empty; the time of the page is stated. */
export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  const entries = jsonEntries(file.bytes(), {
    path: ['vulnerabilities'],
    depth: 1,
    entryBytesMax: ENTRY_BYTES_MAX,
    siblings: true,
  })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'vulnerabilities') yield* recordsOf(entry.value, entry.path.join('/'))
    else if (entry.path[0] === 'timestamp') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    }
  }
}

function* recordsOf(value: unknown, at: string): Generator<KnowledgeRecord | Rejection> {
  const cve = isObject(value) ? own(value, 'cve') : undefined
  const id = isObject(cve) ? cveIdOf(own(cve, 'id')) : undefined
  if (!isObject(cve) || id === undefined) {
    yield rejection('nvd-entry', 'Cannot read an entry: it must hold a CVE with its id', at)
    return
  }
  const problems: Problems = []
  const holder = { value: cve, at: id }
  const record = vulnerabilityOf(id, holder, problems)
  yield record
  if (record.withdrawnWhy === undefined) {
    yield* scoresOf(id, holder, problems)
    yield* ssvcOf(id, holder, problems)
    const statedAt = record.modifiedAt === undefined ? {} : { statedAt: record.modifiedAt }
    yield* claimsOfTrees(readConfigurations(holder, problems), { vulnerability: id, ...statedAt }, problems)
  }
  for (const problem of problems) yield rejectionOf(problem, at)
}

function vulnerabilityOf(id: string, { value, at }: Located<JsonObject>, problems: Problems): VulnerabilityRecord {
  const description = englishOf(value, at, problems)
  const modifiedAt = instantOf(own(value, 'lastModified'))
  const isRejected = textOf(value, 'vulnStatus', at, problems) === 'Rejected'
  const weaknesses = objectsOf(value, 'weaknesses', at, problems).flatMap((weakness) =>
    objectsOf(weakness.value, 'description', weakness.at, problems).flatMap((text) => weaknessOf(own(text.value, 'value'))),
  )
  const references = objectsOf(value, 'references', at, problems).flatMap((reference) => {
    const url = textOf(reference.value, 'url', reference.at, problems)
    return url === undefined ? [] : [url]
  })
  const tags = objectsOf(value, 'cveTags', at, problems).flatMap((tag) => textsOf(tag.value, 'tags', tag.at, problems))
  return defined({
    kind: 'vulnerability' as const,
    id,
    description,
    publishedAt: instantOf(own(value, 'published')),
    modifiedAt,
    withdrawnAt: isRejected ? modifiedAt : undefined,
    withdrawnWhy: isRejected ? (description ?? 'Rejected') : undefined,
    weaknesses: orNone(weaknesses),
    references: orNone(references),
    tags: orNone(tags),
  })
}

function englishOf(cve: JsonObject, at: string, problems: Problems): string | undefined {
  for (const text of objectsOf(cve, 'descriptions', at, problems))
    if (textOf(text.value, 'lang', text.at, problems) === 'en') return textOf(text.value, 'value', text.at, problems)
  return undefined
}

/** `NVD-CWE-noinfo` and `NVD-CWE-Other` name no weakness. */
function weaknessOf(value: unknown): readonly string[] {
  return typeof value === 'string' && /^CWE-[1-9]\d{0,5}$/.test(value) ? [value] : []
}

function orNone(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? [...new Set(list)] : undefined
}

/** Since 2026 NVD repeats CISA's points, as `{ technicalImpact: 'total' }`. */
function ssvcOf(vulnerability: string, { value, at }: Located<JsonObject>, problems: Problems): readonly SsvcRecord[] {
  const metrics = own(value, 'metrics')
  return (isObject(metrics) ? objectsOf(metrics, 'ssvcV203', at, problems) : []).flatMap((entry): readonly SsvcRecord[] => {
    const data = own(entry.value, 'ssvcData')
    if (!isObject(data) || own(entry.value, 'source') !== CISA_ADP) return []
    const options = objectsOf(data, 'options', entry.at, problems).map(({ value: option }) =>
      Object.fromEntries(
        Object.entries(option).map(([name, choice]) => [name.replace('technicalImpact', 'technical impact'), choice]),
      ),
    )
    const points = parseCisaSsvc({ ...data, options })
    if (!points.ok) {
      problems.push({ ...points.error, at: entry.at })
      return []
    }
    const { exploitation, automatable, technicalImpact, statedAt } = points.value
    return [
      defined({ kind: 'ssvc' as const, vulnerability, origin: 'cisa-adp', exploitation, automatable, technicalImpact, statedAt }),
    ]
  })
}
