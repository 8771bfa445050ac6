/**
 * Reads Microsoft's monthly documents. Source: ICASI CVRF 1.1 as the Security Update Guide writes it (API v3.0); names are read
 * by their namespace, since some documents have prefixes and some have none.
 *
 * Vulnerabilities come as they stand in the file; their fixes come at its end, because the rows of a document correct each other.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { instantOf } from '../fields/instant.ts'
import { azureLinuxClaim, isAzureLinux } from '../microsoft/azure-linux.ts'
import { gradeOf, microsoftId } from '../microsoft/claims.ts'
import { childrenOf, textIn, xmlElements, type XmlElement } from '../microsoft/elements.ts'
import { fixRecords, type FixRow } from '../microsoft/fix-rows.ts'
import { guideRecords, type GuideEntry } from '../microsoft/guide.ts'
import { rejection } from '../reading/bytes.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

/** Rows of one document; the fullest month has 25,000. */
const ROWS_MAX = 1_000_000
/** The guide names 5,000 products. */
const NAMES_MAX = 200_000
const NAMESPACE = 'http://www.icasi.org/CVRF/schema/'
const WANTED: ReadonlySet<string> = new Set(['DocumentTracking', 'FullProductName', 'Vulnerability'])

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  const names = new Map<string, string>()
  const rows: FixRow[] = []
  for await (const element of xmlElements(file.bytes(), WANTED, (uri) => uri.startsWith(NAMESPACE))) {
    if (element.kind === 'rejection') yield element
    else if (element.name === 'FullProductName') {
      const id = element.attributes['ProductID']
      if (id !== undefined && element.text !== '' && names.size < NAMES_MAX) names.set(id, element.text.slice(0, 500))
    } else if (element.name === 'DocumentTracking') yield* statedIn(element)
    else if (rows.length > ROWS_MAX)
      yield rejection('msrc-many', `Cannot read on: more than ${ROWS_MAX} rows`, `line ${element.line}`)
    else yield* vulnerabilityItems(element, names, rows)
  }
  yield* fixRecords(rows)
}

/** The later of the two: a document of 2023 was current before it was initial. */
function* statedIn(tracking: XmlElement): Generator<StatedAt> {
  const days = ['InitialReleaseDate', 'CurrentReleaseDate'].flatMap((name) => instantOf(textIn(tracking, name)) ?? [])
  const at = days.toSorted().at(-1)
  if (at !== undefined) yield { kind: 'stated', at }
}

function* vulnerabilityItems(element: XmlElement, names: ReadonlyMap<string, string>, rows: FixRow[]): Generator<Item> {
  const at = `line ${element.line}`
  const id = microsoftId(textIn(element, 'CVE'))
  if (id === undefined) {
    yield rejection('msrc-id', `Cannot use "${(textIn(element, 'CVE') ?? '').slice(0, 60)}" as the id of a vulnerability`, at)
    return
  }
  const dates = partsOf(element, 'RevisionHistory', 'Revision').flatMap((revision) => instantOf(textIn(revision, 'Date')) ?? [])
  dates.sort()
  const grades = gradesOf(element)
  yield* guideRecords(entryOf(element, id, dates, [...grades.values()]))
  const said = { vulnerability: id, firstDay: dates[0]?.slice(0, 10), lastDay: dates.at(-1)?.slice(0, 10), at }
  const missing = new Set<string>()
  const found: FixRow[] = []
  const add = (product: string, fix: Partial<FixRow>): void => {
    const name = names.get(product)
    if (name === undefined) missing.add(product)
    else found.push({ ...said, product: name, grade: gradeOf(grades.get(product)), ...fix })
  }
  for (const remediation of partsOf(element, 'Remediations', 'Remediation')) {
    if (remediation.attributes['Type'] !== 'Vendor Fix') continue
    const fix = {
      fix: textIn(remediation, 'Description') ?? '',
      supersedes: textIn(remediation, 'Supercedence'),
      build: textIn(remediation, 'FixedBuild'),
      subType: textIn(remediation, 'SubType'),
    }
    for (const { text } of childrenOf(remediation, 'ProductID')) add(text, fix)
  }
  for (const status of partsOf(element, 'ProductStatuses', 'Status')) {
    if (status.attributes['Type'] !== 'Known Affected') continue
    for (const { text } of childrenOf(status, 'ProductID')) add(text, {})
  }
  if (missing.size > 0) {
    const [first = ''] = missing
    yield rejection('msrc-product', `Cannot place ${missing.size} rows of ${id}: no name of product "${first.slice(0, 40)}"`, at)
  }
  yield* sorted(found, rows)
}

/** Packages of Microsoft's Linux are claims at once; all else waits for the other rows. */
function* sorted(found: readonly FixRow[], rows: FixRow[]): Generator<Item> {
  const mended = new Set<string>()
  for (const row of found) {
    if (!isAzureLinux(row.product)) rows.push(row)
    else if (row.fix !== undefined || !mended.has(row.product)) {
      const claim = azureLinuxClaim(row)
      mended.add(row.product)
      if (claim !== undefined) yield claim
    }
  }
}

function entryOf(element: XmlElement, id: string, dates: readonly string[], grades: readonly string[]): GuideEntry {
  const notes = partsOf(element, 'Notes', 'Note')
  const threats = partsOf(element, 'Threats', 'Threat')
  return {
    id,
    title: textIn(element, 'Title'),
    description: notes.find(({ attributes }) => attributes['Type'] === 'Description')?.text,
    publishedAt: dates[0],
    modifiedAt: dates.at(-1),
    weaknesses: childrenOf(element, 'CWE').flatMap(({ attributes }) => attributes['ID'] ?? []),
    cna: notes.find(({ attributes }) => attributes['Type'] === 'CNA')?.text,
    threat:
      threats
        .find(({ attributes }) => attributes['Type'] === 'Exploit Status')
        ?.children.find(({ name }) => name === 'Description')?.text ?? '',
    scores: partsOf(element, 'CVSSScoreSets', 'ScoreSet').flatMap((set) => {
      const [vector, score] = [textIn(set, 'Vector'), Number(textIn(set, 'BaseScore') ?? Number.NaN)]
      return vector === undefined ? [] : [{ vector, score: score >= 0 && score <= 10 ? score : undefined }]
    }),
    grades,
  }
}

function gradesOf(element: XmlElement): ReadonlyMap<string, string> {
  const grades = new Map<string, string>()
  for (const threat of partsOf(element, 'Threats', 'Threat')) {
    const grade = textIn(threat, 'Description')
    if (threat.attributes['Type'] !== 'Severity' || grade === undefined) continue
    for (const { text } of childrenOf(threat, 'ProductID')) grades.set(text, grade)
  }
  return grades
}

function partsOf(element: XmlElement, group: string, name: string): readonly XmlElement[] {
  return childrenOf(element, group).flatMap((part) => childrenOf(part, name))
}
