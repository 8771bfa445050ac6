/**
 * CVRF documents as CSAF documents. Source: ICASI CVRF 1.1, OASIS CSAF CVRF 1.2; the correspondence is that of CSAF 2.0, appendix
 * and clause 9.1.5 (CVRF CSAF converter). Elements are taken by local name: publishers differ in their namespaces.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { defined, type JsonObject } from '@hygie/standards/json/fields'
import { parseXmlBytes, type XmlElement } from '@hygie/standards/xml/tree'
import { fail, ok, type Result } from '@hygie/versions/result'
import { readAll } from '../reading/bytes.ts'
import { MIB } from '../reading/limits.ts'
import type { CsafDialect } from './dialect.ts'
import { documentRecords } from './records.ts'

/** Cisco's for all releases of IOS has 2 MB. */
const DOCUMENT_BYTES_MAX = 32 * MIB
/** As the CSAF reader bounds branches. */
const DEPTH_MAX = 32

export async function* cvrfRecords(file: FeedFile, dialect: CsafDialect): AsyncGenerator<KnowledgeRecord | Rejection | StatedAt> {
  const bytes = await readAll(file.bytes(), DOCUMENT_BYTES_MAX)
  const xml = bytes.ok ? parseXmlBytes(bytes.value) : bytes
  yield* documentRecords(xml.ok ? csafOf(xml.value) : xml, dialect)
}

/** Errors: cvrf-document when the root is another. */
function csafOf(root: XmlElement): Result<JsonObject> {
  if (root.local !== 'cvrfdoc')
    return fail('cvrf-document', `Cannot read a CVRF document: its root is "${root.local.slice(0, 40)}"`)
  const tracking = first(root, 'DocumentTracking')
  const tree = first(root, 'ProductTree')
  return ok({
    document: {
      csaf_version: '2.0',
      category: textIn(root, 'DocumentType'),
      title: textIn(root, 'DocumentTitle'),
      publisher: { category: 'vendor', name: '', namespace: '' },
      tracking: {
        id: textIn(first(tracking, 'Identification'), 'ID'),
        status: textIn(tracking, 'Status').toLowerCase(),
        version: textIn(tracking, 'Version'),
        initial_release_date: textIn(tracking, 'InitialReleaseDate'),
        current_release_date: textIn(tracking, 'CurrentReleaseDate'),
      },
      notes: notesOf(first(root, 'DocumentNotes')),
      references: referencesOf(first(root, 'DocumentReferences')),
    },
    product_tree: {
      branches: branchesOf(tree, 1),
      full_product_names: children(tree, 'FullProductName').map(productOf),
    },
    vulnerabilities: children(root, 'Vulnerability').map(vulnerabilityOf),
  })
}

function branchesOf(holder: XmlElement | undefined, depth: number): readonly JsonObject[] {
  if (depth > DEPTH_MAX) return []
  return children(holder, 'Branch').map((branch) => {
    const [product] = children(branch, 'FullProductName')
    return defined({
      category: wordOf(branch.attributes.get('Type')),
      name: branch.attributes.get('Name') ?? '',
      product: product === undefined ? undefined : productOf(product),
      branches: branchesOf(branch, depth + 1),
    })
  })
}

function productOf(element: XmlElement): JsonObject {
  return defined({
    product_id: element.attributes.get('ProductID') ?? '',
    name: element.text.trim(),
    product_identification_helper: element.attributes.has('CPE') ? { cpe: element.attributes.get('CPE') ?? '' } : undefined,
  })
}

function vulnerabilityOf(vulnerability: XmlElement): JsonObject {
  const statuses = new Map<string, string[]>()
  for (const status of children(first(vulnerability, 'ProductStatuses'), 'Status')) {
    const name = wordOf(status.attributes.get('Type'))
    statuses.set(name, [...(statuses.get(name) ?? []), ...idsIn(status)])
  }
  return defined({
    cve: textIn(vulnerability, 'CVE'),
    title: textIn(vulnerability, 'Title'),
    cwe: first(vulnerability, 'CWE') === undefined ? undefined : { id: first(vulnerability, 'CWE')?.attributes.get('ID') ?? '' },
    notes: notesOf(first(vulnerability, 'Notes')),
    references: referencesOf(first(vulnerability, 'References')),
    product_status: Object.fromEntries(statuses),
    scores: (first(vulnerability, 'CVSSScoreSets')?.children ?? []).flatMap(scoreOf),
    remediations: children(first(vulnerability, 'Remediations'), 'Remediation').map((remediation) =>
      defined({
        category: REMEDIES.get(wordOf(remediation.attributes.get('Type'))) ?? 'mitigation',
        details: textIn(remediation, 'Description'),
        product_ids: idsIn(remediation),
        url: textIn(remediation, 'URL') || undefined,
      }),
    ),
  })
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['vendor_fix', 'vendor_fix'],
  ['workaround', 'workaround'],
  ['mitigation', 'mitigation'],
  ['none_available', 'none_available'],
  ['will_not_fix', 'no_fix_planned'],
])

/** `ScoreSetV2` and `ScoreSetV3`; version 3 tells its own (`CVSS:3.1/…`). */
function scoreOf(set: XmlElement): readonly JsonObject[] {
  const isOld = set.local !== 'ScoreSetV3'
  const vector = textIn(set, isOld ? 'Vector' : 'VectorV3') || textIn(set, 'VectorV2')
  const base = Number(textIn(set, isOld ? 'BaseScore' : 'BaseScoreV3') || textIn(set, 'BaseScoreV2'))
  const version = isOld ? '2.0' : (/^CVSS:(3\.[01])\//.exec(vector)?.[1] ?? '3.0')
  const cvss = defined({ version, vectorString: vector, baseScore: base > 0 && base <= 10 ? base : undefined })
  return vector === '' ? [] : [{ products: [], [isOld ? 'cvss_v2' : 'cvss_v3']: cvss }]
}

/** Fortinet writes "None" where there is no text. */
function notesOf(holder: XmlElement | undefined): readonly JsonObject[] {
  return children(holder, 'Note').flatMap((note) => {
    const text = note.text.trim()
    const category = wordOf(note.attributes.get('Type'))
    return text === '' || text === 'None' ? [] : [{ category, title: note.attributes.get('Title') ?? '', text }]
  })
}

function referencesOf(holder: XmlElement | undefined): readonly JsonObject[] {
  return children(holder, 'Reference').map((reference) => ({
    category: wordOf(reference.attributes.get('Type') ?? holder?.attributes.get('Type')) || 'external',
    summary: textIn(reference, 'Description'),
    url: textIn(reference, 'URL'),
  }))
}

function idsIn(holder: XmlElement): readonly string[] {
  return children(holder, 'ProductID').map(({ text }) => text.trim())
}

/** `Known Affected` is `known_affected`. */
function wordOf(text = ''): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, '_')
}

function children(element: XmlElement | undefined, local: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.local === local) ?? []
}

function first(element: XmlElement | undefined, local: string): XmlElement | undefined {
  return element?.children.find((child) => child.local === local)
}

function textIn(element: XmlElement | undefined, local: string): string {
  return first(element, local)?.text.trim() ?? ''
}
