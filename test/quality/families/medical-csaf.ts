/**
 * Declared medical devices against CISA's medical advisories: products and versions as the advisories name them, just outside of what
 * they name, and without a version. The column `basis` says by which rule a row was made.
 */
import { deviceKey } from '@hygie/core/product-names/maker'
import type { Software } from '@hygie/core/inventory/inventory'
import { readFeed } from '@hygie/feeds/read-feed'
import { feed } from '@hygie/feeds/cisa-csaf/feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Expectation, Family, Label, Loss } from '../family.ts'
import { inventoryOf } from '../inventories.ts'
import { answersOf, assessed, withKnowledge } from '../judge.ts'
import { field, ownTable, type Row } from '../tables.ts'

const mirror = fileURLToPath(new URL('../../../../shared/mirror/', import.meta.url))

export const family: Family = {
  name: 'medical-csaf',
  judge: async (place) => {
    const [assets, expected] = [ownTable(place, 'assets.tsv'), ownTable(place, 'expected.tsv')]
    if (assets === undefined || expected === undefined) return 'skipped: no assets.tsv or expected.tsv'
    if (!existsSync(`${mirror}csaf-cisa`)) return 'skipped: no CISA advisories to build knowledge from'
    const records = await Array.fromAsync(cisaRecords())
    const known = new Set(records.flatMap(({ record }) => (record.kind === 'advisory' ? [record.id] : [])))
    const advisories = new Map(expected.map((row) => [rowKey(label(row)), field(row, 'advisory')]))
    const absent = new Set([...advisories.values()].filter((id) => !known.has(id)))
    return withKnowledge(records, (knowledge) => ({
      labels: expected.map(label),
      answers: assets.flatMap((asset) => {
        const name = field(asset, 'inventory')
        return answersOf(name, assessed(inventoryOf(name, undefined, [device(asset)]), knowledge))
      }),
      closed: new Set<string>(),
      isKnown: (about) => known.has(advisories.get(rowKey(about)) ?? ''),
      causeOf,
      notes: [`${assets.length} devices; ${absent.size} advisories are not in the mirror: ${[...absent].toSorted().join(', ')}`],
    }))
  },
}

function rowKey({ inventory, ids }: Label): string {
  return `${inventory} ${ids[0] ?? ''}`
}

/** CISA's documents alone: what others say of the same products is not what the labels were made from. */
async function* cisaRecords(): AsyncGenerator<SourcedRecord> {
  for await (const { item, file } of readFeed(feed, mirror).items)
    if (item.kind !== 'rejection' && item.kind !== 'stated') yield { source: feed.name, file, record: item }
}

function device(asset: Row): Software {
  const [vendor, name, version] = [field(asset, 'vendor'), field(asset, 'product'), field(asset, 'version')]
  return {
    key: `device:${vendor}:${name}@${version}`,
    name,
    version,
    origin: 'device',
    vendor,
    products: [deviceKey(vendor, name)],
  }
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'product'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Expectation,
    note: `${field(row, 'advisory')}: ${field(row, 'basis')}`,
  }
}

function causeOf({ expected, answered, why, version }: Loss): string | undefined {
  if (expected === 'unknown' && answered === 'nothing' && why.includes('version after the one named'))
    return 'label: the advisory names one version and says nothing of any other; nothing is what we say too'
  if (expected === 'affected' && version.startsWith('< '))
    return 'label: the version is the very text of a bound that the advisory leaves out; no inventory holds it'
  return undefined
}
