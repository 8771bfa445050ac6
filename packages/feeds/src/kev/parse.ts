/**
 * Reads the catalogue as JSON or CSV. Source: CISA, known_exploited_vulnerabilities_schema.json; the fields of 2026
 * (`forensicTriage`) may be absent, as `cwes` is in older days.
 *
 * Every file is the whole catalogue of its day; the JSON states the day, and the newest day is the one that holds.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { ExploitationRecord, KnowledgeRecord, Rejection, VulnerabilityRecord } from '@hygie/core/knowledge/record'
import { defined, isObject } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf, instantOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { csvRows } from '../reading/csv.ts'
import { plainName } from '../reading/files.ts'
import { jsonEntries } from '../reading/json.ts'

/** The longest entry met has 3 kB. */
const ENTRY_BYTES_MAX = 65_536

type Fields = Readonly<Record<string, unknown>>
type Item = KnowledgeRecord | Rejection | StatedAt

export function parse(file: FeedFile): AsyncGenerator<Item> {
  return plainName(file.path).endsWith('.csv') ? parseCsv(file) : parseJson(file)
}

async function* parseJson(file: FeedFile): AsyncGenerator<Item> {
  const entries = jsonEntries(file.bytes(), {
    path: ['vulnerabilities'],
    depth: 1,
    entryBytesMax: ENTRY_BYTES_MAX,
    siblings: true,
  })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'vulnerabilities')
      yield* isObject(entry.value) ? recordsOf(entry.value, entry.path.join('/')) : notAnEntry(entry.path.join('/'))
    else if (entry.path[0] === 'dateReleased') {
      const at = instantOf(entry.value)
      if (at !== undefined) yield { kind: 'stated', at }
    }
  }
}

async function* parseCsv(file: FeedFile): AsyncGenerator<Item> {
  let names: readonly string[] | undefined
  for await (const row of csvRows(file.bytes())) {
    if (row.kind === 'rejection') yield row
    else if (names !== undefined) {
      const fields = new Map(names.map((name, index) => [name, row.cells[index]]))
      yield* recordsOf(Object.fromEntries(fields), `line ${row.line}`)
    } else if (row.cells.includes('cveID') && row.cells.includes('dateAdded')) names = row.cells
    else {
      yield rejection('kev-head', 'Cannot read the catalogue: its first row must name cveID and dateAdded', `line ${row.line}`)
      return
    }
  }
}

function notAnEntry(at: string): readonly Rejection[] {
  return [rejection('kev-entry', 'Cannot read an entry: must be an object', at)]
}

function recordsOf(fields: Fields, at: string): readonly (KnowledgeRecord | Rejection)[] {
  const vulnerability = cveIdOf(fields['cveID'])
  const addedAt = dayOf(fields['dateAdded'])
  if (vulnerability === undefined || addedAt === undefined)
    return [rejection('kev-entry', 'Cannot read an entry: it must have a CVE id and the day it was added', at)]
  const references = (textOf(fields['notes']) ?? '').match(/https?:\/\/[^\s;]+/g) ?? []
  const weaknesses = weaknessesOf(fields['cwes'])
  const told: VulnerabilityRecord = defined({
    kind: 'vulnerability' as const,
    id: vulnerability,
    title: textOf(fields['vulnerabilityName']),
    description: textOf(fields['shortDescription']),
    weaknesses: weaknesses.length > 0 ? weaknesses : undefined,
    references: references.length > 0 ? references : undefined,
  })
  const exploited: ExploitationRecord = defined({
    kind: 'exploitation' as const,
    vulnerability,
    level: 'known' as const,
    catalogue: 'cisa-kev',
    addedAt,
    dueAt: dayOf(fields['dueDate']),
    ransomware: textOf(fields['knownRansomwareCampaignUse']) === 'Known' ? true : undefined, // "Unknown" is not "no"
    forensicTriage: yesOrNo(fields['forensicTriage']),
    reference: references[0],
    note: textOf(fields['requiredAction']),
  })
  return [told, exploited]
}

/** A list in JSON, text with commas in CSV. */
function weaknessesOf(value: unknown): readonly string[] {
  const texts: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []
  return texts.map((text) => (typeof text === 'string' ? text.trim() : '')).filter((text) => /^CWE-[1-9]\d{0,5}$/.test(text))
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? undefined : text
}

function yesOrNo(value: unknown): boolean | undefined {
  if (value === 'Yes' || value === true) return true
  return value === 'No' || value === false ? false : undefined
}
