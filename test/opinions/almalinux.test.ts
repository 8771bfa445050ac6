/**
 * Hygie's verdicts on a made-up AlmaLinux 9 machine against a plain reading of AlmaLinux's OSV records, with rpm's own order.
 * Each package has one of the versions that some advisory names as its fix, so that what came before is mended and the rest open.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { feed as almalinuxOsv } from '@hygie/feeds/almalinux-osv/feed'
import { READING_LIMITS } from '@hygie/feeds/reading/limits'
import { openRandom, zipMembers } from '@hygie/feeds/reading/zip'
import { readFeed } from '@hygie/feeds/read-feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { distribution, inventoryOf, rpms } from '../quality/inventories.ts'
import { assessed, withKnowledge } from '../quality/judge.ts'
import { ask, ORACLES } from './oracles.ts'

const mirror = fileURLToPath(new URL('../../../shared/mirror/', import.meta.url))
const records = join(mirror, 'almalinux/osv-database.zip')
const why = !existsSync(records) ? 'no mirror here' : existsSync('/usr/bin/rpm') ? false : 'rpm is not installed'
const RELEASE = 'AlmaLinux:9'

type Fact = { readonly name: string; readonly id: string; readonly fixed: string }

test('an AlmaLinux machine: what is open is what the records say', { skip: why }, async (context) => {
  const facts = await plainFacts()
  const byName = Map.groupBy(facts, ({ name }) => name)
  const machine = [...byName].map(([name, list], index) => ({ name, version: list[index % list.length]?.fixed ?? '' }))
  const pairs = machine.flatMap(({ name, version }) => (byName.get(name) ?? []).map(({ fixed }) => [version, fixed] as const))
  const rpm = ORACLES.find((oracle) => oracle.name === 'rpm')
  assert.ok(rpm !== undefined)
  const orders = ask(rpm, pairs)
  const isBelow = new Set(pairs.flatMap((pair, index) => (orders[index] === -1 ? [pair.join(' ')] : [])))
  const open = new Set<string>()
  const mended = new Set<string>()
  for (const { name, version } of machine)
    for (const { id, fixed } of byName.get(name) ?? []) (isBelow.has(`${version} ${fixed}`) ? open : mended).add(`${name} ${id}`)
  const theirs = open.difference(mended)

  const inventory = inventoryOf('machine', distribution('almalinux', '9.6'), rpms(machine))
  const ours = await withKnowledge(fed(), (knowledge) => {
    const findings = assessed(inventory, knowledge).findings.filter(({ vulnerability }) => vulnerability.startsWith('CVE-'))
    return new Set(findings.map((finding) => `${finding.package} ${finding.vulnerability}`))
  })
  context.diagnostic(`${theirs.size} open of ${machine.length} packages and ${facts.length} statements`)
  assert.deepEqual([...ours.difference(theirs)].toSorted(), [])
  assert.deepEqual([...theirs.difference(ours)].toSorted(), [])
  assert.ok(theirs.size > 0, 'nothing is open, so nothing was compared')
})

type Osv = {
  readonly related?: readonly string[]
  readonly affected?: readonly {
    readonly package: { readonly ecosystem: string; readonly name: string }
    readonly ranges: readonly { readonly events: readonly { readonly fixed?: string }[] }[]
  }[]
}

/** Builds of module streams left out: a name outside a stream has nothing to do with them. */
async function plainFacts(): Promise<readonly Fact[]> {
  const facts: Fact[] = []
  for await (const member of zipMembers(await openRandom(records), READING_LIMITS)) {
    if (member.kind !== 'member' || !member.name.endsWith('.json')) continue
    const chunks: Uint8Array[] = []
    for await (const chunk of member.bytes()) chunks.push(chunk)
    facts.push(...factsOf(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Osv)) // what the folder holds
  }
  return facts
}

function factsOf({ related = [], affected = [] }: Osv): readonly Fact[] {
  const ids = related.filter((id) => id.startsWith('CVE-'))
  return affected
    .filter(({ package: about }) => about.ecosystem === RELEASE)
    .flatMap(({ package: { name }, ranges }) =>
      ranges
        .flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? []))
        .filter((fixed) => !fixed.includes('.module_el'))
        .flatMap((fixed) => ids.map((id) => ({ name, id, fixed }))),
    )
}

async function* fed(): AsyncGenerator<SourcedRecord> {
  for await (const { item, file } of readFeed(almalinuxOsv, mirror).items)
    if (item.kind !== 'rejection' && item.kind !== 'stated') yield { source: almalinuxOsv.name, file, record: item }
}
