/**
 * CSAF documents of RPM distributions: updates (csaf_security_advisory) and statements per CVE (csaf_vex).
 * Source: CSAF 2.0, 3.2.3 and 4.5; publishers' habits are the dialect.
 */
import type { ClaimStatus } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, KnowledgeRecord, Rejection, ScoreRecord, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { parseCsaf, type CsafDocument } from '@hygie/standards/csaf/document'
import type { CsafProduct } from '@hygie/standards/csaf/product-tree'
import { statementsOf, type CsafStatement } from '@hygie/standards/csaf/vex'
import type { CsafNote, CsafVulnerability } from '@hygie/standards/csaf/vulnerability'
import { defined } from '@hygie/standards/json/fields'
import { everyVersion, type Range } from '@hygie/versions/range'
import { unreachable } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { below } from '../fixed-range.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { csafPackage, type CsafPackage } from './csaf-products.ts'
import type { RpmLine } from './osv.ts'
import { exactly, isDebugPackage, openClaims, packageType, type RpmStatement } from './statements.ts'

export type RpmCsafDialect = {
  readonly publisher: string
  readonly origin: string
  /** Ids of updates; documents about one CVE are named by it. */
  readonly advisories: RegExp
  /** Lines that a platform's packages belong to; empty for what is no distribution. */
  readonly lines: (platform: CsafProduct) => readonly RpmLine[]
  /** Distributions whose packages are looked up; of others only what is affected is kept. */
  readonly isOwn: (distribution: string) => boolean
  /** SUSE says "recommended" where the standard says "fixed". */
  readonly recommendedIsFixed: boolean
}

/** A kernel's VEX document with 60,000 products has 40 MB. */
const DOCUMENT_BYTES_MAX = 256 * MIB
/** The same document gives some 100,000 statements; one product in several lines gives each its own. */
const STATEMENTS_MAX = 3_000_000

export async function* csafRecords(
  file: FeedFile,
  dialect: RpmCsafDialect,
): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const json = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  const reading = json.ok ? parseCsaf(json.value) : json
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { document, problems } = reading.value
  // SUSE defines each platform twice, alike; nothing is lost by it.
  for (const problem of problems) if (problem.code !== 'csaf-product-twice') yield rejectionOf(problem)
  const { id } = document.tracking
  if (dialect.advisories.test(id)) yield advisoryOf(document, dialect)
  else if (cveIdOf(id) === undefined) {
    yield rejection('csaf-id', `Cannot use "${id.slice(0, 80)}" as the id of an update or a vulnerability`)
    return
  }
  for (const vulnerability of document.vulnerabilities) yield* vulnerabilityRecords(document, vulnerability, dialect)
  const at = instantOf(document.tracking.revisedAt)
  if (at !== undefined) yield { kind: 'stated', at }
}

function* vulnerabilityRecords(
  document: CsafDocument,
  vulnerability: CsafVulnerability,
  dialect: RpmCsafDialect,
): Generator<KnowledgeRecord | Rejection> {
  const cve = cveIdOf(vulnerability.cve)
  if (cve === undefined) {
    yield rejection('csaf-cve', 'Cannot place a vulnerability: it has no CVE id', vulnerability.at)
    return
  }
  const advisory = dialect.advisories.test(document.tracking.id) ? document.tracking.id : undefined
  if (advisory === undefined) yield vulnerabilityOf(document, vulnerability, cve)
  yield* scoresOf(document, vulnerability, cve, dialect)
  const statements: RpmStatement[] = []
  for (const statement of standingsOf(vulnerability, dialect)) {
    if (statements.length > STATEMENTS_MAX) {
      yield rejection('csaf-many', `Cannot read on: more than ${STATEMENTS_MAX} statements`, vulnerability.at)
      return
    }
    const found = csafPackage(document.tree.products, statement.product)
    if (found !== undefined && !isDebugPackage(found.name)) statements.push(...statementsFor(statement, found, advisory, dialect))
  }
  const statedAt = instantOf(document.tracking.revisedAt)
  const reference = document.references.find(({ category }) => category === 'self')?.url
  for (const claim of openClaims(statements))
    yield defined({
      ...claim,
      vulnerability: cve,
      grade: claim.status === 'notAffected' ? undefined : (claim.grade ?? document.severity),
      statedAt,
      reference,
    })
}

/** The standard's own statements, and "recommended" where it is one. */
function standingsOf(vulnerability: CsafVulnerability, dialect: RpmCsafDialect): readonly CsafStatement[] {
  const recommended = dialect.recommendedIsFixed ? (vulnerability.status.get('recommended') ?? []) : []
  if (recommended.length === 0) return statementsOf(vulnerability)
  const fixed = [...(vulnerability.status.get('fixed') ?? []), ...recommended]
  return statementsOf({ ...vulnerability, status: new Map([...vulnerability.status, ['fixed', fixed]]) })
}

function* statementsFor(
  statement: CsafStatement,
  found: CsafPackage,
  advisory: string | undefined,
  dialect: RpmCsafDialect,
): Generator<RpmStatement> {
  const meant = meaningOf(statement, found.version)
  if (meant === undefined) return
  const isFault = meant.status !== 'notAffected' && meant.status !== 'underInvestigation'
  const grade = statement.impacts.find((impact) => impact.length <= 20)
  for (const { note, ...line } of dialect.lines(found.platform)) {
    if (!isFault && !dialect.isOwn(line.distribution)) continue
    // A stream on a line with a channel is neither: `aus-8.4+ruby:2.7` has other builds than `ruby:2.7`.
    const channel = [line.channel, found.module].filter((part) => part !== undefined).join('+')
    const notes = [meant.note, isFault ? note : undefined].filter((text) => text !== undefined)
    yield defined({
      product: { ...line, type: packageType(found.architecture), name: found.name, ...(channel === '' ? {} : { channel }) },
      architecture: found.architecture,
      status: meant.status,
      range: meant.range,
      advisory: advisory ?? (statement.standing === 'fixed' ? advisoryNamed(statement) : undefined),
      grade: isFault ? grade : undefined,
      note: notes.length === 0 ? undefined : notes.join('; '),
    })
  }
}

type Meaning = { readonly status: ClaimStatus; readonly range: Range; readonly note?: string }

const EVERY_RPM = everyVersion('rpm')

/** A version that is fixed says that all below it are affected; other statements hold for the version they name. */
function meaningOf(statement: CsafStatement, version: string | undefined): Meaning | undefined {
  const range = version === undefined ? EVERY_RPM : exactly(version)
  switch (statement.standing) {
    case 'fixed':
      return version === undefined ? undefined : { status: 'affected', range: below('rpm', version) }
    case 'notAffected': {
      const [why] = statement.justifications
      return {
        status: 'notAffected',
        range,
        ...(why === undefined || version !== undefined ? {} : { note: why.replaceAll('_', ' ') }),
      }
    }
    case 'underInvestigation':
      return { status: 'underInvestigation', range }
    case 'affected':
      return { range, ...faultOf(statement) }
    default:
      return unreachable(statement.standing)
  }
}

/** Red Hat's words: `Will not fix`, `Out of support scope`, `Affected`, `Fix deferred`. */
function faultOf({ remediations }: CsafStatement): Omit<Meaning, 'range'> {
  const refused = remediations.find(({ category }) => category === 'no_fix_planned')
  if (refused !== undefined) return { status: /out of support/i.test(refused.details) ? 'endOfLife' : 'willNotFix' }
  const pending = remediations.find(({ category }) => category === 'none_available')?.details
  return pending === undefined || pending === 'Affected' || pending.length > 80
    ? { status: 'affected' }
    : { status: 'affected', note: pending }
}

/** `https://access.redhat.com/errata/RHSA-2024:0119` */
function advisoryNamed({ remediations }: CsafStatement): string | undefined {
  for (const { category, url = '' } of remediations) {
    const id = category === 'vendor_fix' ? /\/errata\/(RH[A-Z]A-\d{4}:\d{1,6})$/.exec(url.slice(0, 200))?.[1] : undefined
    if (id !== undefined) return id
  }
  return undefined
}

function vulnerabilityOf(document: CsafDocument, vulnerability: CsafVulnerability, cve: string): VulnerabilityRecord {
  const described = noteOf(vulnerability.notes, ['description', 'general']) ?? noteOf(document.notes, ['description'])
  const links = [...vulnerability.references, ...document.references].map(({ url }) => url)
  return defined({
    kind: 'vulnerability' as const,
    id: cve,
    title: vulnerability.title === cve ? undefined : vulnerability.title,
    description: described,
    publishedAt: instantOf(vulnerability.releasedAt ?? document.tracking.releasedAt),
    modifiedAt: instantOf(document.tracking.revisedAt),
    weaknesses: vulnerability.cwes.length > 0 ? vulnerability.cwes.filter((id) => /^CWE-[1-9]\d{0,5}$/.test(id)) : undefined,
    references: links.length > 0 ? links : undefined,
  })
}

function noteOf(notes: readonly CsafNote[], categories: readonly string[]): string | undefined {
  for (const category of categories) {
    const found = notes.find((note) => note.category === category)
    if (found !== undefined) return found.text
  }
  return undefined
}

function* scoresOf(
  document: CsafDocument,
  vulnerability: CsafVulnerability,
  cve: string,
  { origin }: RpmCsafDialect,
): Generator<ScoreRecord> {
  const said = { kind: 'score' as const, vulnerability: cve, origin }
  const seen = new Set<string>()
  for (const { version, vector = '', baseScore } of vulnerability.scores) {
    const system = SYSTEMS.get(version)
    if (system === undefined || vector === '' || vector.length > 300 || seen.has(vector)) continue
    seen.add(vector)
    yield defined({ ...said, system, vector, score: baseScore })
  }
  const impacts = new Set(vulnerability.threats.filter(({ category }) => category === 'impact').map(({ details }) => details))
  const [only] = impacts
  const severity =
    cveIdOf(document.tracking.id) === undefined ? (impacts.size === 1 ? only : undefined) : (document.severity ?? only)
  if (severity !== undefined && severity !== '' && severity.length <= 20) yield { ...said, system: 'words', severity }
}

const SYSTEMS: ReadonlyMap<string, ScoreRecord['system']> = new Map([
  ['2.0', 'cvss2'],
  ['3.0', 'cvss3.0'],
  ['3.1', 'cvss3.1'],
  ['4.0', 'cvss4.0'],
])

function advisoryOf(document: CsafDocument, { publisher }: RpmCsafDialect): AdvisoryRecord {
  const { tracking, title, notes, references } = document
  const cves = document.vulnerabilities.flatMap(({ cve }) => cveIdOf(cve) ?? [])
  const platforms = new Set<string>()
  for (const product of document.tree.products.values())
    if (product.branch?.category === 'product_name') platforms.add(product.name)
  return defined({
    kind: 'advisory' as const,
    id: tracking.id,
    publisher,
    category: 'advisory' as const,
    title: title === '' ? tracking.id : title,
    summary: noteOf(notes, ['summary', 'description']),
    publishedAt: instantOf(tracking.releasedAt),
    revisedAt: instantOf(tracking.revisedAt),
    language: 'en',
    vulnerabilities: [...new Set(cves)],
    products: [...platforms].map((name) => ({ vendor: publisher, name })),
    reference: references.find(({ category }) => category === 'self')?.url,
  })
}
