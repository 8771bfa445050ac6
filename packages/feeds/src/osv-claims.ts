/**
 * From an OSV record of a distribution to claims. Source: OSV schema 1.7, "affected", "upstream", "related".
 * Used by feeds whose fixes are per source package and release; ranges are read by `@hygie/standards/osv/ranges`.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import type { ProductKey } from '@hygie/core/product-key'
import { rangeOf } from '@hygie/standards/osv/ranges'
import { parseOsv, type OsvAffected, type OsvRecord } from '@hygie/standards/osv/record'
import { contains } from '@hygie/versions/contains'
import type { Failure } from '@hygie/versions/result'
import type { Range } from '@hygie/versions/range'
import type { Scheme } from '@hygie/versions/scheme'
import { rejectionOf, type Bytes } from './reading/bytes.ts'
import { jsonDocument } from './reading/json.ts'
import { MIB } from './reading/limits.ts'

/** The biggest met has 6 MB (a kernel advisory with its lists of versions). */
const RECORD_BYTES_MAX = 64 * MIB

/** The record of one file, or why there is none; smaller problems come as rejections beside it. */
export async function readOsv(bytes: Bytes): Promise<{ readonly record?: OsvRecord; readonly problems: readonly Failure[] }> {
  const document = await jsonDocument(bytes, RECORD_BYTES_MAX)
  if (!document.ok) return { problems: [document.error] }
  const reading = parseOsv(document.value)
  return reading.ok ? reading.value : { problems: [reading.error] }
}

export type OsvDialect = {
  /** The vulnerabilities that the record is about. */
  readonly vulnerabilities: (record: OsvRecord) => readonly string[]
  /** Undefined: the entry is of no concern (and not an error). */
  readonly key: (affected: OsvAffected) => ProductKey | Failure | undefined
  readonly publisher: string
  /** Whether a record without a vulnerability's id is one itself; absent = always. */
  readonly isFlaw?: (record: OsvRecord) => boolean
  /** What the source means by ranges that hold no version; absent, they say nothing. */
  readonly neverAffected?: (affected: OsvAffected) => Pick<Claim, 'range' | 'status'> | undefined
  /** Whose words a `severity` entry of a type that is not CVSS is. */
  readonly origin: string
}

/** One file of one record into everything that it says. */
export async function* osvRecords<Version>(
  file: FeedFile,
  scheme: Scheme<Version>,
  dialect: OsvDialect,
): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const { record, problems } = await readOsv(file.bytes())
  for (const problem of problems) yield rejectionOf(problem)
  if (record === undefined) return
  const ids = dialect.vulnerabilities(record)
  const single = ids.length === 1 ? ids[0] : undefined
  if (record.withdrawn !== undefined) yield withdrawnOf(record, record.withdrawn)
  else {
    if (isAdvisory(record.id)) yield advisoryOf(record, ids, dialect.publisher)
    else yield vulnerabilityOf(record, single ?? record.id)
    if (single !== undefined) yield* scoresOf(record, single, dialect.origin)
    for (const affected of record.affected) yield* claimsOf(record, ids, affected, scheme, dialect)
  }
  // Go's repository and others write year 1 for "never".
  if (record.modified !== undefined && /^\d{4}-\d\d-\d\d/.test(record.modified) && !record.modified.startsWith('0001'))
    yield { kind: 'stated', at: record.modified }
}

/** Only the record is withdrawn, not the vulnerability that it was about: it keeps its own id and no alias. */
function withdrawnOf(record: OsvRecord, withdrawnAt: string): VulnerabilityRecord {
  return { kind: 'vulnerability', id: record.id, withdrawnAt }
}

function vulnerabilityOf(record: OsvRecord, id: string): VulnerabilityRecord {
  return {
    kind: 'vulnerability',
    id,
    ...(id === record.id ? {} : { aliases: [record.id] }),
    ...(record.summary === undefined ? {} : { title: record.summary }),
    ...(record.details === undefined ? {} : { description: record.details }),
    ...(record.published === undefined ? {} : { publishedAt: record.published }),
    ...(record.modified === undefined ? {} : { modifiedAt: record.modified }),
    ...(record.references.length === 0 ? {} : { references: record.references.map(({ url }) => url) }),
  }
}

/** `DSA-1-1`, `DLA-…`, `USN-…`, `LSN-…` name an update, never a vulnerability, also when it has but one. */
function isAdvisory(id: string): boolean {
  return /^(?:DSA|DLA|DTSA|USN|LSN)-/.test(id)
}

function advisoryOf(record: OsvRecord, vulnerabilities: readonly string[], publisher: string): AdvisoryRecord {
  const names = new Set(record.affected.flatMap((affected) => affected.package?.name ?? []))
  const reference = record.references.find(({ type }) => type === 'ADVISORY')?.url
  return {
    kind: 'advisory',
    id: record.id,
    publisher,
    category: 'advisory',
    title: record.summary ?? record.id,
    ...(record.details === undefined ? {} : { summary: record.details }),
    ...(record.published === undefined ? {} : { publishedAt: record.published }),
    ...(record.modified === undefined ? {} : { revisedAt: record.modified }),
    language: 'en',
    vulnerabilities,
    products: [...names].map((name) => ({ vendor: publisher, name })),
    ...(reference === undefined ? {} : { reference }),
  }
}

function* scoresOf(record: OsvRecord, vulnerability: string, origin: string): Generator<ScoreRecord> {
  for (const { type, score } of record.severity) {
    const system =
      type === 'CVSS_V2' ? 'cvss2' : type === 'CVSS_V4' ? 'cvss4.0' : score.startsWith('CVSS:3.0/') ? 'cvss3.0' : 'cvss3.1'
    yield type.startsWith('CVSS_')
      ? { kind: 'score', vulnerability, origin, system, vector: score }
      : { kind: 'score', vulnerability, origin, system: 'words', severity: score }
  }
}

function* claimsOf<Version>(
  record: OsvRecord,
  ids: readonly string[],
  affected: OsvAffected,
  scheme: Scheme<Version>,
  dialect: OsvDialect,
): Generator<Claim | Rejection> {
  const product = dialect.key(affected)
  if (product === undefined) return
  if (typeof product !== 'string') {
    yield rejectionOf(product, affected.at)
    return
  }
  const { range: whole, problems } = rangeOf(affected, scheme)
  for (const problem of problems) yield rejectionOf(problem)
  const never = dialect.neverAffected?.(affected)
  const range = never?.range ?? withoutCovered(whole)
  if (range.intervals.length + range.versions.length === 0) return
  const said = {
    kind: 'claim' as const,
    product,
    range,
    status: never?.status ?? ('affected' as const),
    ...(record.modified === undefined ? {} : { statedAt: record.modified }),
  }
  if (ids.length === 0 && (dialect.isFlaw?.(record) ?? true)) yield { ...said, vulnerability: record.id }
  for (const vulnerability of ids) yield { ...said, vulnerability, ...(isAdvisory(record.id) ? { advisory: record.id } : {}) }
}

/** Listed versions that an interval holds anyway say nothing more; Ubuntu's kernels list hundreds. */
function withoutCovered(range: Range): Range {
  if (range.intervals.length === 0) return range
  const intervals = { ...range, versions: [] }
  return { ...range, versions: range.versions.filter((version) => contains(intervals, version) !== 'inside') }
}
