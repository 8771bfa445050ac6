/**
 * CSAF advisories of makers and authorities: the advisory, its products as devices, and for each vulnerability its score and what is
 * said of each product. Source: CSAF 2.0, 3.2; publishers' habits are the dialect.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type {
  AdvisoryRecord,
  DeviceRecord,
  KnowledgeRecord,
  Rejection,
  ScoreRecord,
  VulnerabilityRecord,
} from '@hygie/core/knowledge/record'
import { parseCsaf, type CsafDocument } from '@hygie/standards/csaf/document'
import type { CsafVulnerability } from '@hygie/standards/csaf/vulnerability'
import { defined } from '@hygie/standards/json/fields'
import type { Result } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { claimsOf, shortened } from './claims.ts'
import type { CsafDialect } from './dialect.ts'
import { repaired } from './mojibake.ts'
import { productsOf, type NamedProduct } from './products.ts'

/** Cisco's for all releases of IOS has 1.3 MB, Siemens' for all of a family 5 MB. */
const DOCUMENT_BYTES_MAX = 64 * MIB
/** For people to find it by. */
const ADVISORY_PRODUCTS_MAX = 200

export async function* csafAdvisoryRecords(
  file: FeedFile,
  dialect: CsafDialect,
): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  yield* documentRecords(await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX), dialect)
}

/** The same of a document that is parsed already. */
export function* documentRecords(json: Result<unknown>, dialect: CsafDialect): Generator<KnowledgeRecord | Rejection | StatedAt> {
  const reading = json.ok ? parseCsaf(json.value) : json
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { document, problems } = reading.value
  const { id } = document.tracking
  if (!dialect.ids.test(id)) {
    yield rejection('csaf-id', `Cannot use "${id.slice(0, 80)}" as the id of an advisory of ${dialect.publisher}`)
    return
  }
  for (const problem of problems) if (!isHabit(problem.code, dialect)) yield rejectionOf(problem)
  const products = productsOf(document, dialect)
  // A document about one CVE is named by it and is no advisory beside it.
  if (cveIdOf(id) === undefined) yield advisoryOf(document, products, dialect)
  yield* devicesOf(products)
  const told = new Set<string>()
  for (const vulnerability of document.vulnerabilities)
    yield* vulnerabilityRecords(document, vulnerability, { products, told }, dialect)
  const at = instantOf(document.tracking.revisedAt)
  if (at !== undefined) yield { kind: 'stated', at }
}

/** What a dialect knows how to read all the same. */
function isHabit(code: string, { endsOfBranches, productOfId }: CsafDialect): boolean {
  return (
    (code === 'csaf-product-twice' && endsOfBranches === true) || (code === 'csaf-product-undefined' && productOfId !== undefined)
  )
}

function* vulnerabilityRecords(
  document: CsafDocument,
  vulnerability: CsafVulnerability,
  { products, told }: { readonly products: ReadonlyMap<string, readonly NamedProduct[]>; readonly told: Set<string> },
  dialect: CsafDialect,
): Generator<KnowledgeRecord | Rejection> {
  // What has no CVE goes by the id of its advisory.
  const id = cveIdOf(vulnerability.cve) ?? document.tracking.id
  // Fortinet repeats a vulnerability for each product.
  if (!told.has(id)) yield vulnerabilityOf(document, vulnerability, id, dialect)
  told.add(id)
  yield* scoresOf(vulnerability, id, dialect)
  const head = defined({
    vulnerability: id,
    advisory: id === document.tracking.id ? undefined : document.tracking.id,
    statedAt: instantOf(document.tracking.revisedAt),
    reference: pageOf(document, dialect),
  })
  yield* claimsOf(vulnerability, products, dialect, head)
}

function vulnerabilityOf(
  document: CsafDocument,
  vulnerability: CsafVulnerability,
  id: string,
  dialect: CsafDialect,
): VulnerabilityRecord {
  const described = vulnerability.notes.find(({ category }) => category === 'description' || category === 'summary')
  const weaknesses = vulnerability.cwes.filter((cwe) => /^CWE-[1-9]\d{0,5}$/.test(cwe))
  const title = dialect.titleOfDocument === true ? document.title : (vulnerability.title ?? '')
  return defined({
    kind: 'vulnerability' as const,
    id,
    title: title === '' || cveIdOf(title) !== undefined ? undefined : repaired(title),
    description: described === undefined ? undefined : repaired(described.text.trim()),
    publishedAt: instantOf(vulnerability.releasedAt),
    weaknesses: weaknesses.length === 0 ? undefined : weaknesses,
    references:
      id === document.tracking.id && pageOf(document, dialect) !== undefined ? [pageOf(document, dialect) ?? ''] : undefined,
  })
}

const SYSTEMS: ReadonlyMap<string, ScoreRecord['system']> = new Map([
  ['2.0', 'cvss2'],
  ['3.0', 'cvss3.0'],
  ['3.1', 'cvss3.1'],
  ['4.0', 'cvss4.0'],
])

function* scoresOf({ scores }: CsafVulnerability, vulnerability: string, { origin }: CsafDialect): Generator<ScoreRecord> {
  const seen = new Set<string>()
  for (const { version, vector = '', baseScore } of scores) {
    const system = SYSTEMS.get(version)
    if (system === undefined || vector === '' || vector.length > 300 || seen.has(vector)) continue
    seen.add(vector)
    yield defined({ kind: 'score' as const, vulnerability, origin, system, vector, score: baseScore })
  }
}

function* devicesOf(products: ReadonlyMap<string, readonly NamedProduct[]>): Generator<DeviceRecord> {
  const devices = new Map<string, { readonly product: NamedProduct; readonly models: Set<string> }>()
  for (const product of [...products.values()].flat()) {
    const key = product.keys[0] ?? ''
    const known = devices.get(key) ?? { product, models: new Set() }
    devices.set(key, known)
    for (const model of product.models) known.models.add(model)
  }
  for (const { product, models } of devices.values()) {
    const [key] = product.keys
    if (key === undefined) continue
    const { maker, name } = product
    yield { kind: 'device', product: key, maker, name, ...(models.size === 0 ? {} : { models: [...models] }) }
  }
}

function advisoryOf(
  document: CsafDocument,
  products: ReadonlyMap<string, readonly NamedProduct[]>,
  dialect: CsafDialect,
): AdvisoryRecord {
  const { publisher, industrial, language } = dialect
  const { tracking, title, notes } = document
  const named = new Map<string, AdvisoryRecord['products'][number]>()
  for (const { maker, name } of [...products.values()].flat())
    if (named.size < ADVISORY_PRODUCTS_MAX)
      named.set(`${maker}\n${name}`, { vendor: maker, name, ...(industrial === true ? { industrial } : {}) })
  const summary = notes.find(({ category }) => category === 'summary') ?? notes.find(({ category }) => category === 'description')
  return defined({
    kind: 'advisory' as const,
    id: tracking.id,
    publisher,
    category: 'advisory' as const,
    title: title === '' ? tracking.id : repaired(title),
    summary: summary === undefined || summary.text.trim() === '' ? undefined : shortened(repaired(summary.text)),
    publishedAt: instantOf(tracking.releasedAt),
    revisedAt: instantOf(tracking.revisedAt),
    language: document.language?.slice(0, 2).toLowerCase() ?? language,
    vulnerabilities: [...new Set(document.vulnerabilities.flatMap(({ cve }) => cveIdOf(cve) ?? []))],
    products: [...named.values()],
    reference: pageOf(document, dialect),
  })
}

/** The page for people, where the document names one beside its own file. */
function pageOf({ references, tracking }: CsafDocument, dialect: CsafDialect): string | undefined {
  const own = references.filter(({ category, url }) => category === 'self' && /^https?:\/\//.test(url) && url.length < 2000)
  return (own.find(({ url }) => !/\.(?:json|xml|txt)$/i.test(url)) ?? own[0])?.url ?? dialect.pageOf?.(tracking.id)
}
