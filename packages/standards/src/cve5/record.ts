/**
 * A CVE record, format 5.0–5.2. Source: CVEProject/cve-schema, CVE_Record_Format; CISA's ADP container for the
 * `ssvc` and `kev` metrics. What each container says stays with the container: its words are never merged here.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, isObject, kind, objectOf, objectsOf, requiredText, textOf, textsOf } from '../json/fields.ts'
import { readAffected, readApplicability } from './affected.ts'
import type { CveAffected, CveApplicability } from './affected.ts'
import { readMetrics } from './metrics.ts'
import type { CveMetrics } from './metrics.ts'

export type CveRecord = {
  readonly id: string
  readonly dataVersion: string
  /** Absent members are what the record does not say. */
  readonly state: 'published' | 'rejected'
  readonly assigner?: string
  readonly reservedAt?: string
  readonly publishedAt?: string
  readonly updatedAt?: string
  readonly rejectedAt?: string
  /** Why it was rejected, in English where there is English. */
  readonly rejectedReason?: string
  readonly replacedBy: readonly string[]
  /** The numbering authority's own container first, then the additional publishers'. */
  readonly containers: readonly CveContainer[]
}
export type CveContainer = {
  readonly role: 'cna' | 'adp'
  /** Short name: `CISA-ADP`, `redhat`. */
  readonly provider: string
  readonly updatedAt?: string
  readonly title?: string
  readonly description?: string
  readonly affected: readonly CveAffected[]
  readonly applicability: readonly CveApplicability[]
  readonly cwes: readonly string[]
  readonly references: readonly CveReference[]
  /** `disputed`, `unsupported-when-assigned`, `exclusively-hosted-service`. */
  readonly tags: readonly string[]
  readonly metrics: CveMetrics
  /** Advice in English: mitigations, then fixes, as the container words them. */
  readonly workarounds: readonly string[]
  readonly solutions: readonly string[]
}
export type CveReference = { readonly url: string; readonly name?: string; readonly tags: readonly string[] }
export type CveReading = { readonly record: CveRecord; readonly problems: readonly Failure[] }

/** One CNA and some publishers; the fullest record met has 3. */
const CONTAINERS_MAX = 64

/**
 * Errors  cve-record when it is no CVE 5 record, has no id or an unknown state; everything smaller is left out and noted
 * Cost    linear in the record
 */
export function parseCve(value: unknown): Result<CveReading> {
  if (!isObject(value)) return fail('cve-record', `Cannot read a CVE record: found ${kind(value)}, must be an object`, '$')
  const problems: Failure[] = []
  const meta = objectOf(value, 'cveMetadata', '$', problems)
  const containers = objectOf(value, 'containers', '$', problems)
  const dataVersion = textOf(value, 'dataVersion', '$', problems) ?? ''
  if (meta === undefined || containers === undefined || !/^5\.\d/.test(dataVersion))
    return fail(
      'cve-record',
      `Cannot read a CVE record: dataVersion is "${dataVersion.slice(0, 20)}", must be 5.x with cveMetadata and containers`,
      '$',
    )
  const id = textOf(meta.value, 'cveId', meta.at, problems)
  if (id === undefined || !/^CVE-\d{4}-\d{4,19}$/.test(id))
    return fail('cve-record', `Cannot read "${(id ?? '').slice(0, 40)}" as a CVE id`, '$.cveMetadata.cveId')
  const state = stateOf(textOf(meta.value, 'state', meta.at, problems))
  if (state === undefined)
    return fail('cve-record', 'Cannot read a CVE record: state must be PUBLISHED or REJECTED', '$.cveMetadata.state')
  const cna = objectOf(containers.value, 'cna', containers.at, problems)
  const publishers = objectsOf(containers.value, 'adp', containers.at, problems).slice(0, CONTAINERS_MAX)
  const record: CveRecord = defined({
    id,
    dataVersion,
    state,
    assigner: textOf(meta.value, 'assignerShortName', meta.at, problems),
    reservedAt: textOf(meta.value, 'dateReserved', meta.at, problems),
    publishedAt: textOf(meta.value, 'datePublished', meta.at, problems),
    updatedAt: textOf(meta.value, 'dateUpdated', meta.at, problems),
    rejectedAt: textOf(meta.value, 'dateRejected', meta.at, problems),
    rejectedReason: cna === undefined ? undefined : english(cna, 'rejectedReasons', problems)[0],
    replacedBy: cna === undefined ? [] : textsOf(cna.value, 'replacedBy', cna.at, problems),
    containers: [
      ...(cna === undefined ? [] : [containerOf('cna', cna, problems)]),
      ...publishers.map((entry) => containerOf('adp', entry, problems)),
    ],
  })
  return ok({ record, problems })
}

function stateOf(text: string | undefined): CveRecord['state'] | undefined {
  if (text === 'PUBLISHED') return 'published'
  return text === 'REJECTED' ? 'rejected' : undefined
}

function containerOf(role: 'cna' | 'adp', container: Located<JsonObject>, problems: Problems): CveContainer {
  const { value, at } = container
  const provider = objectOf(value, 'providerMetadata', at, problems) ?? { value: {}, at }
  return defined({
    role,
    provider:
      textOf(provider.value, 'shortName', provider.at, problems) ?? textOf(provider.value, 'orgId', provider.at, problems) ?? '',
    updatedAt: textOf(provider.value, 'dateUpdated', provider.at, problems),
    title: textOf(value, 'title', at, problems),
    description: english(container, 'descriptions', problems)[0],
    affected: readAffected(container, problems),
    applicability: readApplicability(container, problems),
    cwes: cwesOf(container, problems),
    references: referencesOf(container, problems),
    tags: textsOf(value, 'tags', at, problems),
    metrics: readMetrics(container, problems),
    workarounds: english(container, 'workarounds', problems),
    solutions: english(container, 'solutions', problems),
  })
}

/** Texts in English in the document's order; where there is none, all of them, since an unread warning helps nobody. */
function english(container: Located<JsonObject>, key: string, problems: Problems): readonly string[] {
  const all: string[] = []
  const inEnglish: string[] = []
  for (const entry of objectsOf(container.value, key, container.at, problems)) {
    const text = textOf(entry.value, 'value', entry.at, problems)
    if (text === undefined) continue
    all.push(text)
    if (/^en(?:[-_]|$)/i.test(textOf(entry.value, 'lang', entry.at, problems) ?? '')) inEnglish.push(text)
  }
  return inEnglish.length > 0 ? inEnglish : all
}

/** `cweId` where given; some write it into the words only: `CWE-79 Cross-site Scripting`. */
function cwesOf(container: Located<JsonObject>, problems: Problems): readonly string[] {
  const found = new Set<string>()
  for (const type of objectsOf(container.value, 'problemTypes', container.at, problems)) {
    for (const entry of objectsOf(type.value, 'descriptions', type.at, problems)) {
      const text =
        textOf(entry.value, 'cweId', entry.at, problems) ?? textOf(entry.value, 'description', entry.at, problems) ?? ''
      const id = /^CWE-[1-9]\d{0,5}(?!\d)/.exec(text)?.[0]
      if (id !== undefined) found.add(id)
    }
  }
  return [...found]
}

function referencesOf(container: Located<JsonObject>, problems: Problems): readonly CveReference[] {
  const found: CveReference[] = []
  for (const entry of objectsOf(container.value, 'references', container.at, problems)) {
    const url = requiredText(entry.value, 'url', entry.at, problems)
    if (url === undefined) continue
    found.push(
      defined({
        url,
        name: textOf(entry.value, 'name', entry.at, problems),
        tags: textsOf(entry.value, 'tags', entry.at, problems),
      }),
    )
  }
  return found
}
