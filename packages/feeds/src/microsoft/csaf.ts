/**
 * Microsoft's CSAF documents, one a vulnerability: advisories and VEX. Source: CSAF 2.0, 3.2.2, 3.2.3.9; Microsoft's habits: a
 * product's affected versions are a branch `<10.0.17763.6054`, of ids local to the document; the update stands in the address of
 * the remedy; packages of Azure Linux are components of their system.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import { parseCsaf, type CsafDocument } from '@hygie/standards/csaf/document'
import type { CsafBranch, CsafProduct } from '@hygie/standards/csaf/product-tree'
import { statementsOf, type CsafStatement } from '@hygie/standards/csaf/vex'
import type { CsafVulnerability } from '@hygie/standards/csaf/vulnerability'
import { everyVersion } from '@hygie/versions/range'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { azureLinuxClaim, isAzureLinux } from './azure-linux.ts'
import { gradeOf, microsoftId } from './claims.ts'
import { fixRecords, type FixRow } from './fix-rows.ts'
import { guideRecords } from './guide.ts'
import { updateNumbers } from './update-names.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

/** A vulnerability of the kernel in all of Microsoft's Linux has 200 kB. */
const DOCUMENT_BYTES_MAX = 32 * MIB
const EVERY_BUILD = everyVersion('windows')

export async function* microsoftCsaf(file: FeedFile): AsyncGenerator<Item> {
  const json = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  const reading = json.ok ? parseCsaf(json.value) : json
  if (!reading.ok) {
    yield rejectionOf(reading.error)
    return
  }
  const { document, problems } = reading.value
  for (const problem of problems) yield rejectionOf(problem)
  for (const vulnerability of document.vulnerabilities) yield* vulnerabilityItems(document, vulnerability)
  const at = instantOf(document.tracking.revisedAt)
  if (at !== undefined) yield { kind: 'stated', at }
}

function* vulnerabilityItems(document: CsafDocument, vulnerability: CsafVulnerability): Generator<Item> {
  const id = microsoftId(vulnerability.cve)
  if (id === undefined) {
    yield rejection('csaf-cve', 'Cannot place a vulnerability: it has no CVE id', vulnerability.at)
    return
  }
  const { tracking, severity } = document
  yield* guideRecords({
    id,
    title: vulnerability.title,
    description: vulnerability.notes.find(({ category }) => category === 'description')?.text,
    publishedAt: instantOf(tracking.releasedAt),
    modifiedAt: instantOf(tracking.revisedAt),
    weaknesses: vulnerability.cwes,
    cna: vulnerability.notes.find(({ title }) => title === 'Assigning CNA')?.text,
    threat: vulnerability.threats.find(({ category }) => category === 'exploit_status')?.details ?? '',
    scores: vulnerability.scores.flatMap(({ vector = '', baseScore }) => (vector === '' ? [] : [{ vector, score: baseScore }])),
    grades: severity === undefined ? [] : [severity],
  })
  const said = {
    vulnerability: id,
    grade: gradeOf(severity),
    firstDay: instantOf(tracking.releasedAt)?.slice(0, 10),
    lastDay: instantOf(tracking.revisedAt)?.slice(0, 10),
    at: vulnerability.at,
  }
  const rows: FixRow[] = []
  for (const statement of statementsOf(vulnerability)) {
    const named = nameOf(document.tree.products, statement.product)
    if (named === undefined) continue
    const { product, below } = named
    if (statement.standing === 'notAffected') {
      const linux = isAzureLinux(product) ? azureLinuxClaim({ ...said, product }) : undefined
      const status = { status: 'notAffected' as const }
      if (linux !== undefined) yield { ...linux, ...status }
      else
        for (const key of below === undefined ? microsoftKeys(product) : [])
          yield {
            kind: 'claim',
            vulnerability: id,
            product: key,
            range: EVERY_BUILD,
            ...status,
            ...(said.lastDay !== undefined && { statedAt: said.lastDay }),
          }
    } else if (statement.standing === 'affected') {
      const row: FixRow = { ...said, product, ...fixOf(statement, below) }
      const linux = isAzureLinux(product) ? azureLinuxClaim(row) : undefined
      if (linux !== undefined) yield linux
      else rows.push(row)
    }
  }
  yield* fixRecords(rows)
}

/** `<1.3.195.45` of a product, and a component with its system (`azl3 openssh 9.8p1-4 on Azure Linux 3.0`). */
function nameOf(
  products: ReadonlyMap<string, CsafProduct>,
  id: string,
): { readonly product: string; readonly below: string | undefined } | undefined {
  const product = products.get(id)
  const component = product?.relation === undefined ? product : products.get(product.relation.component)
  const platform = product?.relation === undefined ? undefined : products.get(product.relation.platform)
  const branch = component?.branch
  if (component === undefined || branch === undefined || component.relation !== undefined) return undefined
  const below =
    branch.category === 'product_version_range' && branch.name.startsWith('<') ? branch.name.slice(1).trim() : undefined
  if (platform !== undefined) {
    const version = below === undefined ? undefined : below.slice(below.lastIndexOf(' ') + 1)
    return { product: `${branch.name.replace(/^</, '')} on ${platform.name}`.slice(0, 500), below: version }
  }
  const name = productName(branch) ?? component.name
  if (!/[a-z0-9]/i.test(name)) return undefined
  return { product: name.slice(0, 500), below }
}

function productName(branch: CsafBranch): string | undefined {
  for (let step: CsafBranch | undefined = branch; step !== undefined; step = step.parent)
    if (step.category === 'product_name') return step.name
  return undefined
}

/** Details are `10.0.17763.6054:Security Update:https://support.microsoft.com/help/5040430`. */
function fixOf({ remediations }: CsafStatement, below: string | undefined): Partial<FixRow> {
  const remedy = remediations.find(({ category }) => category === 'vendor_fix')
  const [update] = remedy?.url === undefined ? [] : updateNumbers(remedy.url.slice(0, 300).replaceAll(/\bKB/gi, ' '))
  if (remedy === undefined && below === undefined) return {}
  return { fix: update ?? 'Security Update', build: below, subType: remedy?.details.split(':', 2)[1]?.slice(0, 60) }
}
