/** Linux agents with a statement each; Windows and macOS come with the next issue. */
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import { lookupsOf } from '@hygie/core/matching/software-lookups'
import type { Family, Label } from '../family.ts'
import { debs, distribution, inventoryOf, purls, rpms } from '../inventories.ts'
import { answersOf, assessed } from '../judge.ts'
import { knownClaims } from '../known-claims.ts'
import { mirrorKnowledge } from '../mirror-knowledge.ts'
import { field, groupBy, ownTable, anyTable, type Row } from '../tables.ts'

const SYSTEMS: readonly (readonly [os: RegExp, id: string])[] = [
  [/^Debian (?<version>\w+)/, 'debian'],
  [/^Redhat (?<version>[\d.]+)/, 'rhel'],
  [/^Centos (?<version>\d+)/, 'centos'],
  [/^Ubuntu (?<version>\d+\.\d+)/, 'ubuntu'],
  [/^Arch Linux/, 'arch'],
  [/^SLES (?<version>[\w-]+)/, 'sles'],
  [/^Amazon Linux (?<version>\d+)/, 'amzn'],
]

export const family: Family = {
  name: 'wazuh-efficacy',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    const knowledge = await mirrorKnowledge(place)
    if (typeof knowledge === 'string') return knowledge
    const installed = anyTable(place, 'inventory.tsv') ?? []
    const known = knownClaims(knowledge.path)
    const linux = expected.filter((row) => platformOf(row) !== undefined)
    const keys = new Map<string, ReadonlySet<string>>()
    const answers = [...groupBy(linux, (row) => field(row, 'inventory'))].flatMap(([name, rows]) => {
      const platform = platformOf(rows[0] as Row) // groups are made with their first row
      const software = rows.flatMap((row) => softwareOf(row, installed, platform))
      keys.set(name, new Set(software.flatMap((item) => lookupsOf(item, platform as Platform).map(({ key }) => key))))
      return answersOf(name, assessed(inventoryOf(name, platform, software), knowledge))
    })
    return {
      labels: linux.map(label),
      answers,
      closed: new Set(),
      isKnown: ({ inventory, ids }) => known.productsOf(ids).some((key) => keys.get(inventory)?.has(key) === true),
      notes: [`${expected.length - linux.length} rows of Windows and macOS: next issue`],
    }
  },
}

function platformOf(row: Row): Platform | undefined {
  for (const [os, id] of SYSTEMS) {
    const match = os.exec(field(row, 'os'))
    if (match !== null) return distribution(id, (match.groups?.['version'] ?? '').toLowerCase().replace('-sp', '.'))
  }
  return undefined
}

function softwareOf(row: Row, installed: readonly Row[], platform: Platform | undefined): readonly Software[] {
  const [name, version] = [field(row, 'package'), field(row, 'version')]
  const item = installed.find((known) => field(known, 'inventory') === field(row, 'inventory') && field(known, 'name') === name)
  const source = item === undefined ? '' : field(item, 'source')
  if (platform?.id === 'debian' || platform?.id === 'ubuntu')
    return debs([{ name, version, ...(source !== '' && { source: { name: source, version: sourceVersion(version) } }) }])
  if (platform?.id === 'arch') return purls([`pkg:alpm/arch/${name}@${version}`])
  // The SLES row carries its architecture in the version.
  return rpms([{ name, version: version.replace(/\.(?:x86_64|noarch)$/, '') }])
}

/** The table has the source's name without its version; `2:2.6.2+samba4.17.9+dfsg-0` is built from samba 2:4.17.9+dfsg-0. */
function sourceVersion(version: string): string {
  return version.replace(/^(?<epoch>\d+:)?[\d.]+\+samba/, '$<epoch>')
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: field(row, 'basis'),
  }
}
