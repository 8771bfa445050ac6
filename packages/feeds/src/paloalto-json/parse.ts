/**
 * Reads what Palo Alto Networks says of its products: one document an advisory (CVE record format 5, also for `PAN-SA-…` ids), and the
 * pages of its list, which hold the same in texts.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection, ScoreRecord } from '@hygie/core/knowledge/record'
import type { CveAffected } from '@hygie/standards/cve5/affected'
import { parseCve, type CveContainer } from '@hygie/standards/cve5/record'
import { defined, isObject, own } from '@hygie/standards/json/fields'
import { shortened } from '../csaf-advisory/claims.ts'
import { cveIdsIn, cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { claimsOn, deviceOf, MAKER, type Head } from './claims.ts'
import { listRecords } from './list.ts'
import { intervalsOf } from './ranges.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

const DOCUMENT_BYTES_MAX = 16 * MIB
const ID = /^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4})$/
/** The reader of CVE records takes CVE ids only; the id of a `PAN-SA` document is put back below. */
const STAND_IN = 'CVE-1999-0000'

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  const document = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  if (!document.ok) yield rejectionOf(document.error)
  else if (plainName(file.path).startsWith('page')) yield* listRecords(document.value)
  else yield* documentRecords(document.value)
}

function* documentRecords(value: unknown): Generator<Item> {
  const meta = isObject(value) ? own(value, 'cveMetadata') : undefined
  const id = isObject(meta) ? own(meta, 'cveId') : undefined
  if (!isObject(value) || !isObject(meta) || typeof id !== 'string' || !ID.test(id)) {
    yield rejection('paloalto-id', 'Cannot read a document: it must have the id of a CVE or PAN-SA')
    return
  }
  const reading = parseCve(cveIdOf(id) === undefined ? { ...value, cveMetadata: { ...meta, cveId: STAND_IN } } : value)
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { record, problems } = reading.value
  for (const problem of problems) yield rejectionOf(problem)
  for (const container of record.containers) if (container.role === 'cna') yield* containerRecords(id, container, datesOf(value))
}

type Dates = { readonly publishedAt?: string; readonly revisedAt?: string }

/** The metadata bear no dates: the container's day and its timeline do. */
function datesOf(value: unknown): Dates {
  const containers = isObject(value) ? own(value, 'containers') : undefined
  const cna = isObject(containers) ? own(containers, 'cna') : undefined
  if (!isObject(cna)) return {}
  const timeline = own(cna, 'timeline')
  const times = (Array.isArray(timeline) ? timeline.slice(0, 1000) : []).flatMap((entry: unknown) =>
    isObject(entry) ? (instantOf(own(entry, 'time')) ?? []) : [],
  )
  return defined({ publishedAt: instantOf(own(cna, 'datePublic')), revisedAt: times.toSorted().at(-1) })
}

function* containerRecords(id: string, container: CveContainer, dates: Dates): Generator<Item> {
  const reference = `https://security.paloaltonetworks.com/${id}`
  const { title, description, solutions } = container
  const text = [description, ...solutions].filter((part) => part !== undefined).join('\n')
  yield defined({
    kind: 'vulnerability' as const,
    id,
    title,
    description,
    publishedAt: dates.publishedAt,
    modifiedAt: dates.revisedAt,
    weaknesses: container.cwes.length === 0 ? undefined : container.cwes,
    references: [reference],
  })
  if (cveIdOf(id) === undefined) yield advisoryOf(id, container, cveIdsIn(text.slice(0, 200_000)), { ...dates, reference })
  yield* scoresOf(id, container)
  const statedAt = dates.revisedAt ?? dates.publishedAt
  const head = defined({ vulnerability: id, statedAt, reference })
  for (const product of container.affected) {
    if (product.product === undefined) continue
    yield deviceOf(product.product)
    yield* productClaims(product, product.product, head)
  }
  if (statedAt !== undefined) yield { kind: 'stated', at: statedAt }
}

function advisoryOf(
  id: string,
  { title, description, affected }: CveContainer,
  vulnerabilities: readonly string[],
  { publishedAt, revisedAt, reference }: Dates & { readonly reference: string },
): AdvisoryRecord {
  return defined({
    kind: 'advisory' as const,
    id,
    publisher: MAKER,
    category: 'advisory' as const,
    title: title ?? id,
    summary: description === undefined ? undefined : shortened(description),
    publishedAt,
    revisedAt,
    language: 'en',
    vulnerabilities,
    products: [...new Set(affected.flatMap(({ product }) => product ?? []))].map((name) => ({ vendor: MAKER, name })),
    reference,
  })
}

const SYSTEMS = { '2.0': 'cvss2', '3.0': 'cvss3.0', '3.1': 'cvss3.1', '4.0': 'cvss4.0' } as const

function* scoresOf(vulnerability: string, { metrics }: CveContainer): Generator<ScoreRecord> {
  const seen = new Set<string>()
  for (const { version, vector, baseScore } of metrics.cvss) {
    if (vector === undefined || seen.has(vector)) continue
    seen.add(vector)
    yield defined({
      kind: 'score' as const,
      vulnerability,
      origin: 'paloalto',
      system: SYSTEMS[version],
      vector,
      score: baseScore,
    })
  }
}

function* productClaims({ versions, platforms }: CveAffected, name: string, head: Head): Generator<Claim> {
  for (const status of ['affected', 'unaffected'] as const) {
    const entries = versions.filter((entry) => entry.status === status)
    const intervals = entries.flatMap(intervalsOf)
    const single = entries
      .filter((entry) => intervalsOf(entry).length === 0 && /\d/.test(entry.version))
      .map(({ version }) => version)
    yield* claimsOn(name, head, { intervals, versions: single, isAffected: status === 'affected', platforms })
  }
}
