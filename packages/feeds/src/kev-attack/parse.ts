/** Reads mappings of the Mappings Explorer: a vulnerability, a technique, and how the two belong together. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { Rejection, TechniqueRecord } from '@hygie/core/knowledge/record'
import { isObject, own } from '@hygie/standards/json/fields'
import { cveIdOf } from '../fields/cve-id.ts'
import { dayOf } from '../fields/instant.ts'
import { rejection } from '../reading/bytes.ts'
import { jsonEntries } from '../reading/json.ts'

const ENTRY_BYTES_MAX = 262_144

type Item = TechniqueRecord | Rejection | StatedAt

export async function* parse(file: FeedFile): AsyncGenerator<Item> {
  const entries = jsonEntries(file.bytes(), {
    path: ['mapping_objects'],
    depth: 1,
    entryBytesMax: ENTRY_BYTES_MAX,
    siblings: true,
  })
  for await (const entry of entries) {
    if (entry.kind === 'rejection') yield entry
    else if (entry.path[0] === 'mapping_objects') yield* recordsOf(entry.value, entry.path.join('/'))
    else if (entry.path[0] === 'metadata') {
      const at = isObject(entry.value) ? americanDay(own(entry.value, 'last_update')) : undefined
      if (at !== undefined) yield { kind: 'stated', at }
    }
  }
}

/** `capability_id` is the CVE. `mapping_type` is `exploitation_technique`, `primary_impact` or `secondary_impact`. */
function recordsOf(value: unknown, at: string): readonly Item[] {
  if (!isObject(value)) return [rejection('attack-mapping', 'Cannot read a mapping: must be an object', at)]
  const vulnerability = cveIdOf(own(value, 'capability_id'))
  const [technique, name, mapping] = [
    own(value, 'attack_object_id'),
    own(value, 'attack_object_name'),
    own(value, 'mapping_type'),
  ]
  if (technique === null || technique === '') return [] // a CVE that they found no technique for ("non_mappable")
  if (
    vulnerability === undefined ||
    typeof technique !== 'string' ||
    !/^T\d{4}(?:\.\d{3})?$/.test(technique) ||
    typeof mapping !== 'string'
  )
    return [rejection('attack-mapping', 'Cannot read a mapping: it must name a CVE, a technique and its type', at)]
  return [{ kind: 'technique', vulnerability, technique, ...(typeof name === 'string' && name !== '' ? { name } : {}), mapping }]
}

/** `08/28/2025` */
function americanDay(value: unknown): string | undefined {
  const [, month, day, year] = typeof value === 'string' ? (/^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) ?? []) : []
  return year === undefined ? undefined : dayOf(`${year}-${month}-${day}`)
}
