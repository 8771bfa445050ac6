/** A real Ubuntu 18.04 package list against the CVE tracker of one day, written as the tracker's own files. */
import { feed as ubuntuTracker } from '@hygie/feeds/ubuntu-tracker/feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import type { Family, Label, Loss } from '../family.ts'
import { debs, inventoryOf, osRelease, type Packaged } from '../inventories.ts'
import { answersOf, assessed, readAs, withKnowledge } from '../judge.ts'
import { anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'

const BIONIC = 'ID=ubuntu\nVERSION_ID="18.04"\nVERSION_CODENAME=bionic\n'

export const family: Family = {
  name: 'ubuntu-tracker',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    const knowledge = anyTable(place, 'knowledge.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    if (knowledge === undefined) return 'skipped: no knowledge.tsv'
    const installed = ownTable(place, 'inventory.tsv') ?? []
    const byInventory = groupBy(expected, (row) => field(row, 'inventory'))
    const answers = await withKnowledge(trackerFiles(knowledge), (reader) =>
      [...byInventory].flatMap(([name, rows]) => {
        // The list is of the one host of this folder; other hosts have what their labels name.
        const listed = byInventory.size === 1 ? installed : installed.filter((row) => field(row, 'inventory') === name)
        const inventory = inventoryOf(name, osRelease(BIONIC), debs([...listed, ...rows].map(packaged)))
        return answersOf(name, assessed(inventory, reader))
      }),
    )
    return { labels: expected.map(label), answers, closed: new Set(byInventory.keys()), causeOf }
  },
}

function packaged(row: Row): Packaged {
  return {
    name: field(row, 'package'),
    version: field(row, 'version'),
    architecture: field(row, 'arch') || 'amd64',
    source: { name: field(row, 'source'), version: field(row, 'source_version') },
  }
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: `tracker: ${field(row, 'tracker_status')}`,
  }
}

async function* trackerFiles(knowledge: readonly Row[]): AsyncGenerator<SourcedRecord> {
  for (const [id, rows] of groupBy(knowledge, (row) => field(row, 'vuln_id'))) {
    if (!id.startsWith('CVE-')) continue
    const states = rows.map((row) => {
      const [source, status, note] = [field(row, 'source'), field(row, 'status'), field(row, 'note')]
      return `bionic_${source}: ${status}${note === '' ? '' : ` (${note})`}\n`
    })
    yield* readAs(ubuntuTracker, `ubuntu/active/${id}`, `Candidate: ${id}\n${states.join('')}`)
  }
}

/** Ubuntu's word `ignored` with its reason decides more than the word. */
function causeOf({ why }: Loss): string | undefined {
  return /tracker: ignored \(.*was needs-triage/.test(why)
    ? 'label: "ignored" counts as affected, the reason in brackets says that it was never triaged'
    : undefined
}
