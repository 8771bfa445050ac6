/** Language packages against OSV records, written as OSV files and read by the ecosystems' feed. */
import { ecosystemFeed } from '@hygie/feeds/osv-ecosystem/ecosystem-feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import type { Family, Label } from '../family.ts'
import { inventoryOf, purls } from '../inventories.ts'
import { answersOf, assessed, readAs, withKnowledge } from '../judge.ts'
import { anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'

/** Updater of the knowledge table → ecosystem as OSV writes it, and the purl's type. */
const ECOSYSTEMS: Readonly<Record<string, readonly [ecosystem: string, type: string]>> = {
  'osv/maven': ['Maven', 'maven'],
  'osv/npm': ['npm', 'npm'],
  'osv/pypi': ['PyPI', 'pypi'],
  'osv/rubygems': ['RubyGems', 'gem'],
  'osv/go': ['Go', 'golang'],
  'osv/crates.io': ['crates.io', 'cargo'],
  'osv/nuget': ['NuGet', 'nuget'],
  'osv/packagist': ['Packagist', 'composer'],
}

export const family: Family = {
  name: 'clair-matchers',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    const knowledge = anyTable(place, 'knowledge.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    if (knowledge === undefined) return 'skipped: no knowledge.tsv'
    const installed = ownTable(place, 'inventory.tsv') ?? []
    const read = knowledge.filter((row) => ecosystemOf(row) !== undefined)
    const typeOf = new Map(read.map((row) => [field(row, 'package'), ecosystemOf(row)?.[1] ?? '']))
    const unread = [...new Set(knowledge.filter((row) => !read.includes(row)).map((row) => field(row, 'updater')))]
    const byInventory = groupBy(expected, (row) => field(row, 'inventory'))
    const answers = await withKnowledge(osvFiles(read, expected), (reader) =>
      [...byInventory].flatMap(([name, rows]) => {
        // The knowledge is one world per inventory in the data; packages are judged in the one they belong to.
        const listed = installed.filter((row) => field(row, 'inventory') === name)
        const urls = [...listed, ...rows].flatMap((row) => purlOf(row, typeOf))
        return answersOf(name, assessed(inventoryOf(name, undefined, purls([...new Set(urls)])), reader))
      }),
    )
    return {
      labels: expected.map(label),
      answers,
      closed: new Set(byInventory.keys()),
      notes: unread.map((updater) => `records of ${updater} are in no form that is read here`),
    }
  },
}

function ecosystemOf(row: Row): readonly [ecosystem: string, type: string] | undefined {
  return ECOSYSTEMS[field(row, 'updater')]
}

/** Packages that no record speaks of have no type in the table: nothing can be said of them, so nothing is lost. */
function purlOf(row: Row, typeOf: ReadonlyMap<string, string>): readonly string[] {
  const type = typeOf.get(field(row, 'package'))
  if (type === undefined) return []
  const name = field(row, 'package')
    .split(type === 'maven' ? ':' : '/')
    .map(encodeURIComponent)
    .join('/')
  return [`pkg:${type}/${name}@${encodeURIComponent(field(row, 'version'))}`]
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id'), field(row, 'record_name')],
    expected: field(row, 'expected') as Label['expected'],
    note: `${field(row, 'record_name')} ${field(row, 'fixed_version')}`,
  }
}

async function* osvFiles(knowledge: readonly Row[], expected: readonly Row[]): AsyncGenerator<SourcedRecord> {
  const nameOf = new Map(expected.map((row) => [field(row, 'record_name'), field(row, 'vuln_id')]))
  const feeds = new Map(
    Object.values(ECOSYSTEMS).map(([ecosystem]) => [
      ecosystem,
      ecosystemFeed({ name: `osv-${ecosystem}`, title: ecosystem, ecosystem, licence: '' }),
    ]),
  )
  for (const row of knowledge) {
    const [ecosystem = ''] = ecosystemOf(row) ?? []
    const id = field(row, 'record_name')
    const alias = nameOf.get(id)
    const record = {
      id,
      modified: '2024-08-21T00:00:00Z',
      ...(alias === undefined || alias === id ? {} : { aliases: [alias] }),
      affected: [
        {
          package: { ecosystem, name: field(row, 'package') },
          ranges: [{ type: 'ECOSYSTEM', events: eventsOf(field(row, 'fixed_version')) }],
        },
      ],
    }
    const feed = feeds.get(ecosystem)
    if (feed !== undefined) yield* readAs(feed, `osv/${ecosystem}/all.zip!${id}.json`, JSON.stringify(record))
  }
}

/** `fixed=6.3.0&introduced=6.0.0`, `lastAffected=1.9.13`; empty: every version. */
function eventsOf(text: string): readonly Readonly<Record<string, string>>[] {
  const said = new URLSearchParams(text)
  const end = said.get('fixed')
  const last = said.get('lastAffected')
  return [
    { introduced: said.get('introduced') ?? '0' },
    ...(end === null ? [] : [{ fixed: end }]),
    ...(last === null ? [] : [{ last_affected: last }]),
  ]
}
