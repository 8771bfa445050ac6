/** OSV records of RPM distributions: one file is one update. Source: OSV schema 1.7. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection, ScoreRecord } from '@hygie/core/knowledge/record'
import { defined, isObject, own } from '@hygie/standards/json/fields'
import { rangeOf } from '@hygie/standards/osv/ranges'
import type { OsvAffected, OsvRecord } from '@hygie/standards/osv/record'
import type { Range } from '@hygie/versions/range'
import type { Failure, Result } from '@hygie/versions/result'
import { ok } from '@hygie/versions/result'
import { rpm } from '@hygie/versions/rpm'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { below } from '../fixed-range.ts'
import { readOsv } from '../osv-claims.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { erratumRecords, gradeIn, isModuleBuild, modulesIn } from './erratum.ts'
import type { RpmStatement } from './statements.ts'

export type RpmLine = {
  readonly distribution: string
  readonly release: string
  readonly channel?: string
  readonly note?: string
}
export type RpmOsvDialect = {
  readonly publisher: string
  readonly origin: string
  /** Other ids reject the record. */
  readonly ids: RegExp
  readonly isSecurity: (id: string) => boolean
  /** `AlmaLinux:9`; one product may stand beside several releases. */
  readonly lines: (ecosystem: string, record: OsvRecord) => Result<readonly RpmLine[]>
  /** Whether packages are named as they are installed, or as their source. */
  readonly names: 'rpm' | 'srpm'
  /** True where builds for modules are told by their version and the title names the stream. */
  readonly hasModules: boolean
}

export async function* osvErratum(
  file: FeedFile,
  dialect: RpmOsvDialect,
): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const { record, problems } = await readOsv(file.bytes())
  for (const problem of problems) yield rejectionOf(problem)
  if (record === undefined) return
  yield* dialect.ids.test(record.id)
    ? recordsOf(record, dialect)
    : [rejection('erratum-id', `Cannot use "${record.id.slice(0, 80)}" as the id of an update`)]
  const modifiedAt = instantOf(record.modified)
  if (modifiedAt !== undefined) yield { kind: 'stated', at: modifiedAt }
}

function* recordsOf(record: OsvRecord, dialect: RpmOsvDialect): Generator<KnowledgeRecord | Rejection> {
  const { id, withdrawn } = record
  if (withdrawn !== undefined) {
    yield { kind: 'vulnerability', id, withdrawnAt: withdrawn }
    return
  }
  const problems: Failure[] = []
  const statements = statementsOf(record, dialect, problems)
  for (const problem of problems) yield rejectionOf(problem)
  const named = [...record.upstream, ...record.aliases, ...record.related].flatMap((text) => cveIdOf(text) ?? [])
  const vulnerabilities = [...new Set(named)]
  const title = record.summary ?? ''
  const reference = record.references.find(({ type, url }) => type === 'ADVISORY' && !url.includes('access.redhat.com'))
  yield* erratumRecords(
    defined({
      id,
      publisher: dialect.publisher,
      title,
      summary: record.details,
      grade: gradeIn(title),
      publishedAt: instantOf(record.published),
      revisedAt: instantOf(record.modified),
      isSecurity: dialect.isSecurity(id),
      vulnerabilities,
      statements,
      reference: reference?.url,
    }),
  )
  const [only] = vulnerabilities
  if (only !== undefined && vulnerabilities.length === 1) yield* scoresOf(record, only, dialect.origin)
}

/** Of an update over several vulnerabilities one score belongs to none of them. */
function* scoresOf(record: OsvRecord, vulnerability: string, origin: string): Generator<ScoreRecord> {
  for (const { score } of record.severity) {
    const version = /^CVSS:(3\.0|3\.1|4\.0)\//.exec(score)?.[1]
    if (version !== undefined && score.length <= 300)
      yield { kind: 'score', vulnerability, origin, system: `cvss${version}` as ScoreRecord['system'], vector: score } // one of three
  }
}

function statementsOf(record: OsvRecord, dialect: RpmOsvDialect, problems: Failure[]): readonly RpmStatement[] {
  const streams = dialect.hasModules ? modulesIn(record.summary ?? '') : []
  const statements: RpmStatement[] = []
  for (const affected of record.affected) {
    const lines = affected.package === undefined ? ok([]) : dialect.lines(affected.package.ecosystem, record)
    if (!lines.ok) problems.push({ ...lines.error, at: affected.at })
    else
      for (const { type, name, range } of packagesOf(affected, dialect, problems)) {
        const channels = dialect.hasModules && isModule(range) ? streams : [undefined]
        if (channels.length === 0)
          problems.push({
            code: 'module-unnamed',
            message: 'Cannot place a module build: the title names no stream',
            at: affected.at,
          })
        for (const { note, ...place } of lines.value)
          // Which of two streams a package belongs to is not said: no two that are updated together share a name.
          for (const channel of channels)
            statements.push({
              product: { type, ...place, name, ...(channel === undefined ? {} : { channel }) },
              status: 'affected',
              range,
              ...(note === undefined ? {} : { note }),
            })
      }
  }
  return statements
}

type NamedRange = { readonly type: 'rpm' | 'srpm'; readonly name: string; readonly range: Range }

function packagesOf(affected: OsvAffected, { names }: RpmOsvDialect, problems: Failure[]): readonly NamedRange[] {
  const { range, problems: unread } = rangeOf(affected, rpm)
  problems.push(...unread)
  const packages: NamedRange[] = []
  const name = affected.package?.name ?? ''
  if (!isPackageName(name))
    problems.push({ code: 'rpm-name', message: `Cannot use "${name.slice(0, 80)}" as the name of a package`, at: affected.at })
  else if (range.intervals.length + range.versions.length > 0) packages.push({ type: names, name, range })
  // SUSE names what is installed beside the source: [{ "libImlib2-1": "1.4.5-5.1" }]
  const lists = own(affected.ecosystemSpecific, 'binaries')
  for (const list of Array.isArray(lists) ? lists : [])
    for (const [binary, version] of Object.entries(isObject(list) ? list : {}))
      if (isPackageName(binary) && typeof version === 'string' && rpm.parse(version).ok)
        packages.push({ type: 'rpm', name: binary, range: below('rpm', version) })
  return packages
}

function isPackageName(text: string): boolean {
  return /^[^\s:]{1,300}$/.test(text)
}

function isModule(range: Range): boolean {
  return [...range.versions, ...range.intervals.flatMap(({ from, to }) => [from?.version ?? '', to?.version ?? ''])].some(
    isModuleBuild,
  )
}
