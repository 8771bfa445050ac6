/** A real Ubuntu 14.04 host against advisories on binary packages, as a scanner's own tests judge it. */
import { distributionKey } from '@hygie/core/product-key'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { contains } from '@hygie/versions/contains'
import type { Range } from '@hygie/versions/range'
import type { Family, Label, Loss } from '../family.ts'
import { debs, inventoryOf, osRelease } from '../inventories.ts'
import { answersOf, assessed, said, withKnowledge } from '../judge.ts'
import { anyTable, field, groupBy, ownTable, type Row } from '../tables.ts'

const TRUSTY = 'ID=ubuntu\nVERSION_ID="14.04"\n'

export const family: Family = {
  name: 'notus-ubuntu',
  judge: async (place) => {
    const expected = ownTable(place, 'expected.tsv')
    const knowledge = anyTable(place, 'knowledge.tsv')
    if (expected === undefined) return 'skipped: no expected.tsv'
    if (knowledge === undefined) return 'skipped: no knowledge.tsv'
    const installed = ownTable(place, 'inventory.tsv') ?? []
    const byInventory = groupBy(expected, (row) => field(row, 'inventory'))
    const answers = await withKnowledge(claims(knowledge), (reader) =>
      [...byInventory].flatMap(([name, rows]) => {
        const listed = byInventory.size === 1 ? installed : installed.filter((row) => field(row, 'inventory') === name)
        const packages = [...listed, ...rows].map((row) => ({ name: field(row, 'package'), version: field(row, 'version') }))
        return answersOf(name, assessed(inventoryOf(name, osRelease(TRUSTY), debs(packages)), reader))
      }),
    )
    return { labels: expected.map(label), answers, closed: new Set(byInventory.keys()), causeOf: causeIn(knowledge, expected) }
  },
}

function label(row: Row): Label {
  return {
    inventory: field(row, 'inventory'),
    package: field(row, 'package'),
    version: field(row, 'version'),
    ids: [field(row, 'vuln_id')],
    expected: field(row, 'expected') as Label['expected'],
    note: field(row, 'fixed_version'),
  }
}

function* claims(knowledge: readonly Row[]): Generator<SourcedRecord> {
  for (const row of knowledge) {
    const specifier = field(row, 'specifier')
    if (specifier !== '>=') throw new Error(`no rule for the specifier "${specifier}"`)
    const version = field(row, 'fixed_version')
    yield said('notus', {
      kind: 'claim',
      vulnerability: field(row, 'advisory_oid'),
      product: distributionKey({ type: 'deb-binary', distribution: 'ubuntu', release: '14.04', name: field(row, 'package') }),
      range: { scheme: 'deb', intervals: [{ to: { version, inclusive: false } }], versions: [] },
      status: 'affected',
    })
  }
}

/**
 * A proof by transitivity: what is below a fix that the labels accept is below each later fix too. The product file goes on
 * after the day of the result list.
 */
function causeIn(knowledge: readonly Row[], expected: readonly Row[]): (loss: Loss) => string | undefined {
  const fixOf = new Map(
    knowledge.map((row) => [`${field(row, 'advisory_oid')} ${field(row, 'package')}`, field(row, 'fixed_version')]),
  )
  const labelled = groupBy(expected, (row) => field(row, 'package'))
  return ({ kind, id, package: name }) => {
    const fix = fixOf.get(`${id} ${name}`)
    if (kind !== 'false' || fix === undefined) return undefined
    const from: Range = { scheme: 'deb', intervals: [{ to: { version: fix, inclusive: true } }], versions: [] }
    const earlier = (labelled.get(name) ?? [])
      .map((row) => field(row, 'fixed_version').replace(/^>=/, ''))
      .find((known) => contains(from, known) === 'inside')
    return earlier === undefined ? undefined : `label: it accepts that the version is below ${earlier}, which is below ${fix}`
  }
}
