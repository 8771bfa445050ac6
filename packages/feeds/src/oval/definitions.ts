/** The definitions of an OVAL document, one at a time. Source: OVAL 5.11, oval-definitions-schema; `advisory` is the vendors' own. */
import type { Rejection } from '@hygie/core/knowledge/record'
import { defined } from '@hygie/standards/json/fields'
import { instantOf } from '../fields/instant.ts'
import { rejection, type Bytes } from '../reading/bytes.ts'
import { xmlEvents } from '../reading/xml.ts'

export type OvalDefinition = {
  readonly kind: 'definition'
  readonly at: string
  readonly id: string
  /** `vulnerability`, `patch`, `inventory`, `compliance`, `miscellaneous`. */
  readonly class: string
  readonly title: string
  readonly platforms: readonly string[]
  readonly references: readonly OvalReference[]
  readonly description?: string
  readonly severity?: string
  readonly issuedAt?: string
  readonly updatedAt?: string
  readonly cves: readonly OvalCve[]
  readonly criteria?: OvalCriteria
}
export type OvalReference = { readonly source: string; readonly id: string; readonly url: string }
/** `<cve cvss3="7.5/CVSS:3.1/…" href="…">CVE-… at NVD</cve>` */
export type OvalCve = { readonly text: string; readonly attributes: Readonly<Record<string, string>> }
export type OvalCriteria = {
  readonly kind: 'criteria'
  readonly operator: string
  readonly negated: boolean
  readonly children: readonly (OvalCriteria | OvalCriterion)[]
}
/** `definition` where another definition is referred to instead of a test. */
export type OvalCriterion = {
  readonly kind: 'criterion'
  readonly test: string
  readonly comment: string
  readonly negated: boolean
  readonly definition: boolean
}

/** A kernel of SUSE has some ten thousand; a description 100 kB. */
const NODES_MAX = 500_000
const LIST_MAX = 100_000
const TEXT_CHARS_MAX = 200_000

type OpenCriteria = { operator: string; negated: boolean; children: (OvalCriteria | OvalCriterion)[] }
type Draft = {
  at: string
  id: string
  class: string
  texts: Map<string, string>
  dates: Map<string, string>
  platforms: string[]
  references: OvalReference[]
  cves: OvalCve[]
  open: OpenCriteria[]
  criteria?: OvalCriteria
  nodes: number
  cveAttributes?: Readonly<Record<string, string>>
}

/** Errors: those of `xmlEvents`; oval-large for a definition beyond its bounds. Cost: memory of one definition. */
export async function* definitionsOf(bytes: Bytes): AsyncGenerator<OvalDefinition | Rejection> {
  let draft: Draft | undefined
  let text = ''
  for await (const event of xmlEvents(bytes)) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text') {
      if (text.length < TEXT_CHARS_MAX) text += event.text
    } else if (event.kind === 'open') {
      text = ''
      if (event.name === 'definition') draft = draftOf(event.attributes, event.line)
      else if (draft !== undefined) open(draft, event.name, event.attributes)
    } else if (draft !== undefined) {
      if (event.name === 'definition') {
        yield definitionOf(draft)
        draft = undefined
      } else close(draft, event.name, text.trim())
    }
  }
}

function draftOf(attributes: Readonly<Record<string, string>>, line: number): Draft {
  return {
    at: `line ${line}`,
    id: (attributes['id'] ?? '').slice(0, 300),
    class: attributes['class'] ?? '',
    texts: new Map(),
    dates: new Map(),
    platforms: [],
    references: [],
    cves: [],
    open: [],
    nodes: 0,
  }
}

function open(draft: Draft, name: string, attributes: Readonly<Record<string, string>>): void {
  const negated = attributes['negate'] === 'true' || attributes['negate'] === '1'
  if (name === 'criteria') {
    draft.nodes += 1
    draft.open.push({ operator: attributes['operator'] ?? 'AND', negated, children: [] })
  } else if (name === 'criterion' || name === 'extend_definition') {
    draft.nodes += 1
    const test = attributes['test_ref'] ?? attributes['definition_ref'] ?? ''
    const comment = (attributes['comment'] ?? '').trim()
    if (draft.nodes <= NODES_MAX)
      draft.open.at(-1)?.children.push({ kind: 'criterion', test, comment, negated, definition: name === 'extend_definition' })
  } else if (name === 'reference' && draft.references.length < LIST_MAX)
    draft.references.push({
      source: attributes['source'] ?? '',
      id: (attributes['ref_id'] ?? '').trim(),
      url: attributes['ref_url'] ?? '',
    })
  else if (name === 'issued' || name === 'updated') {
    const at = instantOf(attributes['date'])
    if (at !== undefined) draft.dates.set(name, at)
  } else if (name === 'cve') draft.cveAttributes = attributes
}

function close(draft: Draft, name: string, text: string): void {
  if (name === 'criteria') {
    const done = draft.open.pop()
    if (done === undefined) return
    const criteria: OvalCriteria = { kind: 'criteria', ...done }
    const parent = draft.open.at(-1)
    if (parent === undefined) draft.criteria ??= criteria
    else parent.children.push(criteria)
  } else if (name === 'platform') {
    if (draft.platforms.length < LIST_MAX) draft.platforms.push(text)
  } else if (name === 'cve') {
    if (draft.cves.length < LIST_MAX) draft.cves.push({ text, attributes: draft.cveAttributes ?? {} })
  } else if (!draft.texts.has(name)) draft.texts.set(name, text)
}

function definitionOf(draft: Draft): OvalDefinition | Rejection {
  if (draft.nodes > NODES_MAX)
    return rejection('oval-large', `Cannot read "${draft.id}": more than ${NODES_MAX} criteria`, draft.at)
  const said = (name: string): string | undefined => (draft.texts.get(name) === '' ? undefined : draft.texts.get(name))
  return defined({
    kind: 'definition' as const,
    at: draft.at,
    id: draft.id,
    class: draft.class,
    title: (said('title') ?? '').replaceAll(/\s+/g, ' '),
    platforms: draft.platforms,
    references: draft.references,
    description: said('description'),
    severity: said('severity'),
    issuedAt: draft.dates.get('issued'),
    updatedAt: draft.dates.get('updated'),
    cves: draft.cves,
    criteria: draft.criteria,
  })
}
