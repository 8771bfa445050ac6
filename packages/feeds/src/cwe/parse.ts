/**
 * Reads weaknesses and categories with their parents. Source: CWE schema 7 (cwe-7), `Weakness`, `Category`,
 * `Related_Weakness` of nature ChildOf in the research view (1000), `Has_Member`.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { Rejection, WeaknessRecord } from '@hygie/core/knowledge/record'
import { dayOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { xmlEvents, type XmlEvent } from '../reading/xml.ts'

/** By the beginning, so that a new minor version of the schema is read too. */
const NAMESPACE = 'http://cwe.mitre.org/cwe-'
/** The view that holds every weakness once. */
const RESEARCH_VIEW = '1000'
/** The most parents met: 5. */
const PARENTS_MAX = 100

type Item = WeaknessRecord | Rejection | StatedAt
type Open = Extract<XmlEvent, { kind: 'open' }>

/**
 * Categories are given too, because old CVE name them; their status says so. Views are lists and stand in no CVE.
 * Parents of one weakness are sorted; a member of a category does not have it as its parent.
 */
export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  let current: { readonly record: Omit<WeaknessRecord, 'parents'>; readonly parents: Set<string> } | undefined
  let sawCatalogue = false
  for await (const event of xmlEvents(file.bytes())) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'text' || !event.uri.startsWith(NAMESPACE)) continue
    else if (event.kind === 'close') {
      if (current !== undefined && (event.name === 'Weakness' || event.name === 'Category')) {
        yield { ...current.record, parents: [...current.parents].toSorted() }
        current = undefined
      }
    } else if (event.name === 'Weakness_Catalog') {
      sawCatalogue = true
      const at = dayOf(event.attributes['Date'])
      if (at !== undefined) yield { kind: 'stated', at }
    } else if (!sawCatalogue) {
      yield rejection('cwe-root', 'Cannot read the catalogue: its root must be Weakness_Catalog', `line ${event.line}`)
      return
    } else if (event.name === 'Weakness' || event.name === 'Category') {
      const record = recordOf(event)
      if (record === undefined)
        yield rejection('cwe-entry', 'Cannot read an entry: it must have a number and a name', `line ${event.line}`)
      else current = { record, parents: new Set() }
    } else if (event.name === 'Related_Weakness' && current !== undefined && current.parents.size < PARENTS_MAX) {
      const parent = parentOf(event)
      if (parent !== undefined) current.parents.add(parent)
    }
  }
}

function recordOf({ name: element, attributes }: Open): Omit<WeaknessRecord, 'parents'> | undefined {
  const [id, name, status] = [attributes['ID'], attributes['Name'], attributes['Status']]
  if (id === undefined || !/^[1-9]\d{0,5}$/.test(id) || name === undefined || name === '') return undefined
  const grade = status ?? ''
  return { kind: 'weakness', id: `CWE-${id}`, name, status: element === 'Category' ? `Category, ${grade}` : grade }
}

function parentOf({ attributes }: Open): string | undefined {
  const id = attributes['CWE_ID']
  const isParent = attributes['Nature'] === 'ChildOf' && attributes['View_ID'] === RESEARCH_VIEW
  return isParent && id !== undefined && /^[1-9]\d{0,5}$/.test(id) ? `CWE-${id}` : undefined
}
