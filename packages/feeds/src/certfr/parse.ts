/**
 * Reads advisories and alerts. Source: cert.ssi.gouv.fr/openapi.json and the documents; the list of alerts is that of
 * tarraschk/CERTFR-ALE.json.
 *
 * Ranges are French prose («versions antérieures à …») and are never matched: an advisory is linked by its CVE.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { AdvisoryRecord, ExploitationRecord, KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import {
  defined,
  isObject,
  listOf,
  objectOf,
  objectsOf,
  own,
  textOf,
  type JsonObject,
  type Located,
  type Problems,
} from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { plainName } from '../reading/files.ts'
import { jsonDocument, jsonEntries } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'
import { plainSummary } from './summary.ts'

/** The longest document names 1,924 CVE and has 300 kB. */
const DOCUMENT_BYTES_MAX = 8 * MIB
const ENTRY_BYTES_MAX = 262_144
/** For people to find it by; a document of all Microsoft products lists some 150. */
const PRODUCTS_MAX = 200

type Item = KnowledgeRecord | Rejection | StatedAt

export function parse(file: FeedFile): AsyncGenerator<Item> {
  return plainName(file.path).startsWith('derived-') ? parseList(file) : parseDocument(file)
}

async function* parseDocument(file: FeedFile): AsyncGenerator<Item> {
  const document = await jsonDocument(file.bytes(), DOCUMENT_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const problems: Problems = []
  const record = isObject(document.value) ? advisoryOf(document.value, problems) : undefined
  if (record === undefined) yield rejection('certfr-document', 'Cannot read a document: it must have its reference and a title')
  else {
    yield record
    yield* exploitationOf(record)
    const at = record.revisedAt ?? record.publishedAt
    if (at !== undefined) yield { kind: 'stated', at }
  }
  for (const problem of problems) yield rejectionOf(problem)
}

function advisoryOf(document: JsonObject, problems: Problems): AdvisoryRecord | undefined {
  const id = textOf(document, 'reference', '$', problems)
  const title = textOf(document, 'title', '$', problems)
  const category = /^(?:CERTA|CERTFR)-\d{4}-(AVI|ALE)-\d{3,4}$/.exec(id ?? '')?.[1] === 'ALE' ? 'alert' : 'advisory'
  if (id === undefined || title === undefined || !/^(?:CERTA|CERTFR)-\d{4}-(?:AVI|ALE)-\d{3,4}$/.test(id)) return undefined
  const days = objectsOf(document, 'revisions', '$', problems)
    .flatMap((revision) => dayOf(own(revision.value, 'revision_date')) ?? [])
    .toSorted()
  const [publishedAt, revisedAt] = [days[0], days.length > 1 ? days.at(-1) : undefined]
  const folder = category === 'alert' ? 'alerte' : 'avis'
  return defined({
    kind: 'advisory' as const,
    id,
    publisher: 'CERT-FR',
    category,
    title,
    summary: plainSummary(textOf(document, 'summary', '$', problems) ?? ''),
    publishedAt,
    revisedAt,
    closedAt: dayOf(own(document, 'closed_at')),
    language: 'fr',
    vulnerabilities: vulnerabilitiesOf(document, problems),
    products: productsOf(document, problems),
    reference: `https://www.cert.ssi.gouv.fr/${folder}/${id}/`,
  })
}

function vulnerabilitiesOf(document: JsonObject, problems: Problems): readonly string[] {
  const found = new Set<string>()
  for (const entry of objectsOf(document, 'cves', '$', problems)) {
    const name = own(entry.value, 'name')
    const id = cveIdOf(name)
    if (id !== undefined) found.add(id)
    else
      problems.push({
        code: 'certfr-cve',
        message: `Cannot read ${JSON.stringify(name)?.slice(0, 60)} as a CVE id`,
        at: entry.at,
      })
  }
  return [...found]
}

/** `N/A` as a product names none: then the line of the table says what is meant. */
function productsOf(document: JsonObject, problems: Problems): AdvisoryRecord['products'] {
  const products = new Map<string, AdvisoryRecord['products'][number]>()
  for (const system of objectsOf(document, 'affected_systems', '$', problems)) {
    const product = objectOf(system.value, 'product', system.at, problems)
    const maker = product === undefined ? undefined : objectOf(product.value, 'vendor', product.at, problems)
    const vendor = maker === undefined ? undefined : known(maker, 'name', problems)
    const name =
      (product === undefined ? undefined : known(product, 'name', problems)) ??
      known(system, 'description', problems)?.slice(0, 200) ??
      vendor
    if (name === undefined || products.size >= PRODUCTS_MAX) continue
    const industrial = maker !== undefined && own(maker.value, 'scada') === true ? true : undefined
    products.set(JSON.stringify([vendor, name]), defined({ vendor, name, industrial }))
  }
  return [...products.values()]
}

function known({ value, at }: Located<JsonObject>, key: string, problems: Problems): string | undefined {
  const text = textOf(value, key, at, problems)?.trim()
  return text === undefined || text === '' || text.toUpperCase() === 'N/A' ? undefined : text
}

/** CERT-FR raises an alert when attacks are seen or at hand. Closing says that nothing more will be written, so it ends here. */
function exploitationOf({
  category,
  closedAt,
  id,
  publishedAt,
  reference,
  vulnerabilities,
}: AdvisoryRecord): readonly ExploitationRecord[] {
  if (category !== 'alert' || closedAt !== undefined) return []
  return vulnerabilities.map((vulnerability) =>
    defined({
      kind: 'exploitation' as const,
      vulnerability,
      level: 'known' as const,
      catalogue: 'certfr-alert',
      addedAt: publishedAt,
      reference,
      note: id,
    }),
  )
}

/** A list of others' making: which alert named which CVE. It does not say whether the alert is closed, hence a catalogue of its own. */
async function* parseList(file: FeedFile): AsyncGenerator<Item> {
  for await (const entry of jsonEntries(file.bytes(), { depth: 1, entryBytesMax: ENTRY_BYTES_MAX })) {
    if (entry.kind === 'rejection') {
      yield entry
      continue
    }
    const alert = isObject(entry.value) ? own(entry.value, 'alert') : undefined
    if (!isObject(entry.value) || typeof alert !== 'string' || !/^(?:CERTA|CERTFR)-\d{4}-ALE-\d{3,4}$/.test(alert)) {
      yield rejection('certfr-list', 'Cannot read an entry of the list: it must name its alert', entry.path.join('/'))
      continue
    }
    for (const vulnerability of new Set(listOf(entry.value, 'cves', '$', []).flatMap((name) => cveIdOf(name) ?? [])))
      yield {
        kind: 'exploitation',
        vulnerability,
        level: 'known',
        catalogue: 'certfr-alert-list',
        reference: `https://www.cert.ssi.gouv.fr/alerte/${alert}/`,
        note: `${alert}, open or closed`,
      }
  }
}
