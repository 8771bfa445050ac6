/**
 * Pages of the list: an entry an advisory, with products, branches and the affected versions in three lists beside each other
 * (`PAN-OS 10.2`, `< 10.2.10-h17, < 10.2.13-h5, < 10.2.14`).
 */
import type { StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { productNameOf } from '@hygie/core/product-names/maker'
import { defined, isObject, own, textOf, textsOf, type JsonObject, type Problems } from '@hygie/standards/json/fields'
import type { Interval } from '@hygie/versions/range'
import { instantOf } from '../fields/instant.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { claimsOn, deviceOf } from './claims.ts'
import { listedRange } from './ranges.ts'

type Item = KnowledgeRecord | Rejection | StatedAt

/** A page has 100 entries. */
const ENTRIES_MAX = 10_000

export function* listRecords(value: unknown): Generator<Item> {
  if (!Array.isArray(value)) {
    yield rejection('paloalto-list', 'Cannot read a page of the list: must be a list')
    return
  }
  for (const [index, entry] of (value as readonly unknown[]).slice(0, ENTRIES_MAX).entries()) {
    const at = `$[${index}]`
    const problems: Problems = []
    const id = isObject(entry) ? own(entry, 'ID') : undefined
    if (!isObject(entry) || typeof id !== 'string' || !/^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4})$/.test(id))
      yield rejection('paloalto-id', 'Cannot read an entry: it must have the id of a CVE or PAN-SA', at)
    else yield* entryRecords(id, entry, at, problems)
    for (const problem of problems) yield rejectionOf(problem)
  }
}

function* entryRecords(id: string, entry: JsonObject, at: string, problems: Problems): Generator<Item> {
  const statedAt = instantOf(own(entry, 'updated')) ?? instantOf(own(entry, 'date'))
  const reference = `https://security.paloaltonetworks.com/${id}`
  yield defined({
    kind: 'vulnerability' as const,
    id,
    title: textOf(entry, 'title', at, problems),
    publishedAt: instantOf(own(entry, 'date')),
    modifiedAt: instantOf(own(entry, 'updated')),
    references: [reference],
  })
  const head = defined({ vulnerability: id, statedAt, reference })
  const affected = textsOf(entry, 'affected', at, problems)
  // One claim a product and platform over all its branches.
  const products = new Map<
    string,
    { readonly name: string; readonly platforms: readonly string[]; readonly intervals: Interval[] }
  >()
  const names = new Set<string>()
  for (const [index, version] of textsOf(entry, 'version', at, problems).entries()) {
    const { name = '', series } = /^(?<name>.{1,100}?)(?: (?<series>\d[\d.]{0,20}))?$/.exec(version)?.groups ?? {}
    if (productNameOf(name) === '') continue
    const listed = listedRange(series, affected[index] ?? '')
    if (!names.has(name)) yield deviceOf(name)
    names.add(name)
    if (listed === undefined) {
      yield rejection(
        'paloalto-range',
        `Cannot read "${(affected[index] ?? '').slice(0, 80)}" as versions`,
        `${at}.affected[${index}]`,
      )
      continue
    }
    // "None" is of one branch or platform: the documents say what is not affected.
    const place = `${name}\n${listed.platform ?? ''}`
    const platforms = listed.platform === undefined ? [] : [listed.platform]
    const known = products.get(place) ?? { name, platforms, intervals: [] }
    products.set(place, known)
    known.intervals.push(...listed.intervals)
  }
  for (const { name, platforms, intervals } of products.values())
    yield* claimsOn(name, head, { intervals, versions: [], isAffected: true, platforms })
  if (statedAt !== undefined) yield { kind: 'stated', at: statedAt }
}
