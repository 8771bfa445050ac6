/** An update of an RPM distribution: an advisory, and for each vulnerability in it a claim per package. */
import type { AdvisoryRecord, KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { rejection } from '../reading/bytes.ts'
import { openClaims, type RpmStatement } from './statements.ts'

export type Erratum = {
  readonly id: string
  readonly publisher: string
  readonly title: string
  readonly summary?: string
  readonly grade?: string
  readonly publishedAt?: string
  readonly revisedAt?: string
  /** An update for security without a CVE is a vulnerability under its own id; one that mends other things is none. */
  readonly isSecurity: boolean
  /** CVE ids, each once. */
  readonly vulnerabilities: readonly string[]
  readonly statements: readonly RpmStatement[]
  readonly reference?: string
}

/** The biggest met is 55 CVE in 3,000 packages; both numbers are the source's, and their product must stay bounded. */
const CLAIMS_MAX = 2_000_000

export function* erratumRecords(erratum: Erratum): Generator<KnowledgeRecord | Rejection> {
  const { id, vulnerabilities } = erratum
  yield advisoryOf(erratum)
  const own = vulnerabilities.length === 0 && erratum.isSecurity
  if (own && /\s/.test(id)) {
    yield rejection('erratum-id', `Cannot use "${id.slice(0, 80)}" as an id: it must be one word`)
    return
  }
  const claims = openClaims(erratum.statements)
  if (claims.length * vulnerabilities.length > CLAIMS_MAX) {
    yield rejection('erratum-large', `Cannot read "${id.slice(0, 80)}": it would be more than ${CLAIMS_MAX} claims`)
    return
  }
  for (const vulnerability of own ? [id] : vulnerabilities)
    for (const claim of claims)
      yield defined({
        ...claim,
        vulnerability,
        advisory: own ? undefined : id,
        grade: claim.grade ?? erratum.grade,
        statedAt: erratum.revisedAt ?? erratum.publishedAt,
        reference: erratum.reference,
      })
}

function advisoryOf(erratum: Erratum): AdvisoryRecord {
  const names = new Set(erratum.statements.filter(({ product }) => product.type === 'rpm').map(({ product }) => product.name))
  return defined({
    kind: 'advisory' as const,
    id: erratum.id,
    publisher: erratum.publisher,
    category: 'advisory' as const,
    title: erratum.title === '' ? erratum.id : erratum.title,
    summary: erratum.summary,
    publishedAt: erratum.publishedAt,
    revisedAt: erratum.revisedAt,
    language: 'en',
    vulnerabilities: erratum.vulnerabilities,
    products: [...names].map((name) => ({ vendor: erratum.publisher, name })),
    reference: erratum.reference,
  })
}

/** `Important: nginx:1.24 security update` */
export function gradeIn(title: string): string | undefined {
  return /^(Critical|Important|Moderate|Low):/i.exec(title)?.[1]
}

/** Streams named in a title, as channels: `nginx:1.24`; some name two (`virt:rhel and virt-devel:rhel`). */
export function modulesIn(title: string): readonly string[] {
  return [...new Set(title.slice(0, 2000).match(/(?<![\w:.+/-])[A-Za-z0-9][\w.+-]{0,80}:[\w.+-]{0,40}\w(?![\w:])/g) ?? [])]
}

/** A build for a module: `.module_el8.10.0+4143`, `.module+el8.3.0+74`. */
export function isModuleBuild(version: string): boolean {
  return /\.module[_+]/.test(version)
}
