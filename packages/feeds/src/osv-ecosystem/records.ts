/**
 * From an OSV record of a package ecosystem (GitHub, PyPA, RustSec, Go …) to everything that it says.
 * Source: OSV schema 1.7; ranges are read by `@hygie/standards/osv/ranges`.
 *
 * The record keeps its own id and its aliases; what is one vulnerability is found when sources are fused.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { ecosystemKey, ecosystemTypes, type EcosystemType, type ProductKey } from '@hygie/core/product-key'
import { defined, own } from '@hygie/standards/json/fields'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import { rangeOf } from '@hygie/standards/osv/ranges'
import type { OsvAffected, OsvPackage, OsvRecord, OsvSeverity } from '@hygie/standards/osv/record'
import type { OpaqueScheme } from '@hygie/versions/all.generated'
import { contains } from '@hygie/versions/contains'
import { rememberingScheme } from '@hygie/versions/parsed'
import type { Bound, Interval, Range } from '@hygie/versions/range'
import { fail, ok, type Result } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { readOsv } from '../osv-claims.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { goRanges } from './go-ranges.ts'

export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const { record, problems } = await readOsv(file.bytes())
  for (const problem of problems) yield rejectionOf(problem)
  if (record === undefined) return
  yield* recordsOf(record)
  const modifiedAt = instantOf(record.modified)
  if (modifiedAt !== undefined) yield { kind: 'stated', at: modifiedAt }
}

/** For sources that say the same in other words (YAML) and were brought into this form. */
export function* recordsOf(record: OsvRecord): Generator<KnowledgeRecord | Rejection> {
  if (!/^\S{1,200}$/.test(record.id)) {
    yield rejection('osv-id', `Cannot use "${record.id.slice(0, 80)}" as an id: it must be one word`)
    return
  }
  yield vulnerabilityOf(record)
  if (record.withdrawn !== undefined) return
  yield* scoresOf(record)
  for (const affected of record.affected) yield* affectedClaims(record, affected)
}

/** Of a withdrawn record only its own id is dead: what it was taken for may well be true, so it keeps no alias. */
function vulnerabilityOf(record: OsvRecord): VulnerabilityRecord {
  const { id, withdrawn } = record
  const weaknesses = textsIn(own(record.databaseSpecific, 'cwe_ids')).filter((cwe) => /^CWE-[1-9]\d{0,5}$/.test(cwe))
  const tags = tagsOf(record)
  return defined({
    kind: 'vulnerability' as const,
    id,
    aliases:
      withdrawn === undefined && record.aliases.length > 0
        ? record.aliases.filter((alias) => /^\S{1,200}$/.test(alias))
        : undefined,
    title: record.summary,
    description: record.details,
    publishedAt: instantOf(record.published), // Go writes year 1 for "not known here"
    modifiedAt: instantOf(record.modified),
    withdrawnAt: withdrawn,
    weaknesses: weaknesses.length > 0 ? weaknesses : undefined,
    references: record.references.length > 0 ? record.references.map(({ url }) => url) : undefined,
    tags: tags.length > 0 ? tags : undefined,
  })
}

function tagsOf(record: OsvRecord): readonly string[] {
  const notices = new Set(record.affected.flatMap((affected) => noticeOf(affected) ?? []))
  const tags = [...notices].map((notice) => `informational:${notice}`)
  return record.id.startsWith('MAL-') ? [...tags, 'malicious'] : tags
}

/** RustSec: `unmaintained`, `unsound` or `notice`. */
function noticeOf(affected: OsvAffected): string | undefined {
  const notice = own(affected.databaseSpecific, 'informational')
  return typeof notice === 'string' && /^[a-z-]{1,40}$/.test(notice) ? notice : undefined
}

/** Who keeps the record, by the prefix of its id. Source: OSV schema, "id, modified fields". */
const ORIGINS: Readonly<Record<string, string>> = {
  GHSA: 'ghsa',
  PYSEC: 'pypa',
  RUSTSEC: 'rustsec',
  GO: 'go',
  MAL: 'ossf-malicious-packages',
}

function* scoresOf(record: OsvRecord): Generator<ScoreRecord> {
  const prefix = /^[A-Z]+/.exec(record.id)?.[0] ?? ''
  const said = {
    kind: 'score' as const,
    vulnerability: record.id,
    origin: Object.hasOwn(ORIGINS, prefix) ? (ORIGINS[prefix] ?? 'osv') : 'osv',
  }
  const seen = new Set<string>()
  for (const severity of [...record.severity, ...record.affected.flatMap((affected) => affected.severity)]) {
    const system = systemOf(severity)
    if (system === undefined || seen.has(severity.score)) continue
    seen.add(severity.score)
    yield { ...said, system, vector: severity.score }
  }
  const words = own(record.databaseSpecific, 'severity')
  if (typeof words === 'string' && /^[A-Za-z]{1,20}$/.test(words)) yield { ...said, system: 'words', severity: words }
}

function systemOf({ type, score }: OsvSeverity): ScoreRecord['system'] | undefined {
  if (score.length > 300) return undefined
  if (score.startsWith('CVSS:4.0/')) return 'cvss4.0'
  if (score.startsWith('CVSS:3.1/')) return 'cvss3.1'
  if (score.startsWith('CVSS:3.0/')) return 'cvss3.0'
  return type === 'CVSS_V2' && score.startsWith('AV:') ? 'cvss2' : undefined
}

function* affectedClaims(record: OsvRecord, affected: OsvAffected): Generator<Claim | Rejection> {
  if (affected.package === undefined) return
  const notice = noticeOf(affected)
  // A notice is no vulnerability; but where a CVE was given for it, others count it as one, and so it must be found.
  if (notice !== undefined && !record.aliases.some((alias) => cveIdOf(alias) !== undefined)) return
  const place = placeOf(affected.package)
  if (!place.ok) {
    yield rejectionOf(place.error, affected.at)
    return
  }
  const { type, product, scheme } = place.value
  const { range: whole, problems } = rangeOf(affected, scheme)
  for (const problem of problems) yield rejectionOf(problem)
  const said = defined({
    kind: 'claim' as const,
    vulnerability: record.id,
    product,
    status: 'affected' as const,
    grade: notice === undefined ? undefined : `informational: ${notice}`,
    statedAt: instantOf(record.modified),
  })
  const custom = type === 'golang' ? goRanges(affected, whole, scheme) : undefined
  for (const problem of custom?.problems ?? []) yield rejectionOf(problem)
  for (const part of custom?.parts ?? []) yield { ...said, ...part }
  if (custom?.replace === true) return
  const { known, beyond } = atLastKnown(withoutCovered(whole), affected.lastKnown)
  if (known.intervals.length + known.versions.length > 0) yield { ...said, range: known }
  if (beyond !== undefined)
    yield { ...said, range: beyond, status: 'underInvestigation', note: 'no fix is named; newer versions were not looked at' }
}

type Place = { readonly type: EcosystemType; readonly product: ProductKey; readonly scheme: OpaqueScheme }

function placeOf({ ecosystem, name }: OsvPackage): Result<Place> {
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place
  const type = ecosystemTypes.find((known) => known === place.value.type)
  const scheme = rememberingScheme(place.value.scheme)?.scheme
  if (type === undefined || scheme === undefined)
    return fail('osv-ecosystem-foreign', `Cannot place "${ecosystem.slice(0, 80)}": its packages are not looked up here`)
  if (!/^\S{1,500}$/.test(name)) return fail('osv-package', `Cannot use "${name.slice(0, 80)}" as the name of a package`)
  return ok({ type, product: ecosystemKey(type, name), scheme })
}

/**
 * GitHub says `<= 1.2.3` where no fix is known and the OSV form leaves that range open, which would blame every version
 * to come. What GitHub said is affected; of what lies above nothing is said.
 */
function atLastKnown(range: Range, last: Bound | undefined): { readonly known: Range; readonly beyond?: Range } {
  const index = last === undefined ? -1 : range.intervals.findIndex(({ to }) => to === undefined)
  const open = range.intervals[index]
  const from = open?.from
  if (last === undefined || open === undefined) return { known: range }
  if (from !== undefined && contains({ ...range, intervals: [{ to: last }], versions: [] }, from.version) !== 'inside')
    return { known: range }
  const closed: Interval = { ...open, to: last }
  return {
    known: { ...range, intervals: range.intervals.with(index, closed) },
    beyond: { scheme: range.scheme, intervals: [{ from: { version: last.version, inclusive: !last.inclusive } }], versions: [] },
  }
}

/** Listed versions that an interval holds anyway say nothing more; PyPI and Maven records list hundreds. */
function withoutCovered(range: Range): Range {
  if (range.intervals.length === 0 || range.versions.length === 0) return range
  const intervals = { ...range, versions: [] }
  return { ...range, versions: range.versions.filter((version) => version !== '' && contains(intervals, version) !== 'inside') }
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
