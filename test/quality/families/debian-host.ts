/** A Debian 11 host of 2,000 packages from its dpkg status, against Debian's advisory list written as Debian writes it. */
import { collectTargets } from '@hygie/collectors/collect-targets'
import type { Inventory } from '@hygie/core/inventory/inventory'
import { feed as debianLists } from '@hygie/feeds/debian-lists/feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import type { Family, Judged, Label, Place } from '../family.ts'
import { COLLECTED_AT } from '../inventories.ts'
import { answersOf, assessed, readAs, withKnowledge } from '../judge.ts'
import { anyPath, anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'

export const family: Family = {
  name: 'debian-host',
  judge: async (place) => {
    const inventory = await debianHost(place)
    return typeof inventory === 'string' ? inventory : judgeDebianHost(place, inventory)
  },
}

/** Through the command's own target `dpkg:FILE` with its os-release beside it. */
async function debianHost(place: Place): Promise<Inventory | string> {
  const status = anyPath(place, 'dpkg-status')
  const osReleaseFile = anyPath(place, 'os-release')
  if (status === undefined || osReleaseFile === undefined) return 'skipped: no dpkg status or os-release'
  for await (const result of collectTargets([`dpkg:${status}`], { collectedAt: COLLECTED_AT, osReleaseFile })) {
    if (result.kind === 'failure') throw new Error(result.error.message)
    return result.inventory
  }
  throw new Error('the target gave nothing')
}

export async function judgeDebianHost(place: Place, inventory: Inventory): Promise<Judged | string> {
  const expected = ownTable(place, 'expected.tsv')
  const knowledge = anyTable(place, 'knowledge.tsv')
  if (expected === undefined) return 'skipped: no expected.tsv'
  if (knowledge === undefined) return 'skipped: no knowledge.tsv'
  const names = [...new Set(expected.map((row) => field(row, 'inventory')))]
  const [name = 'debian11-host'] = names
  const labels = expected.map((row): Label => ({
    inventory: name,
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: `fixed in ${field(row, 'fixed_version')}`,
  }))
  const answers = await withKnowledge(advisories(knowledge), (reader) => answersOf(name, assessed(inventory, reader)))
  return { labels, answers, closed: new Set([name]) }
}

/** The list gives no dates; the day it was taken stands for all. */
export function advisories(knowledge: readonly Row[]): AsyncIterable<SourcedRecord> {
  const entries = [
    ...groupBy(knowledge, (row) => `${field(row, 'advisory')} ${field(row, 'source')} ${field(row, 'fixed_version')}`),
  ]
  const text = entries
    .map(([key, rows]) => {
      const [advisory = '', source = '', fixed = ''] = key.split(' ')
      const ids = rows.map((row) => field(row, 'vuln_id')).join(' ')
      return `[02 Apr 2023] ${advisory} ${source} - security update\n\t{${ids}}\n\t[bullseye] - ${source} ${fixed}\n`
    })
    .join('')
  return readAs(debianLists, 'debian/security-tracker/data/DSA/list', text)
}
