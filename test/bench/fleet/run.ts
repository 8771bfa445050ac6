/**
 * One fleet in a process of its own, so that its peak of memory is its own: `run.ts OLDER NEWER KEYS ASSETS PACKAGES DISTINCT OUT`.
 * Writes times and sizes as JSON. Breaks when a sampled asset is judged otherwise than by itself.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { humanImpactTable, policyNamed } from '@hygie/cli/content'
import { assess } from '@hygie/core/assess'
import { fleetOf, type FleetAsset } from '@hygie/core/fleet/fleet'
import { judgeFleet, rejudgeFleet } from '@hygie/core/fleet/judge-fleet'
import { countsOf, openOn, type FleetRules, type JudgedFleet } from '@hygie/core/fleet/judged-fleet'
import type { KnowledgeReader } from '@hygie/core/knowledge/facts'
import { loadTrust } from '@hygie/knowledge/keys'
import { knowledgeChange } from '@hygie/knowledge/diff'
import { openKnowledge } from '@hygie/knowledge/open'
import { inventoryOf } from '../../quality/inventories.ts'
import { syntheticFleet, type FleetSize } from './synthetic-fleet.ts'

const SAMPLES = 24
/** A day's advisories: one product key in a hundred. */
const PRODUCTS_EVERY = 100

const content = fileURLToPath(new URL('../../../content/', import.meta.url))
const [older = '', newer = '', keys = '', assets = '0', packages = '0', distinct = '0', out = ''] = process.argv.slice(2)
const size: FleetSize = { assets: Number(assets), packages: Number(packages), distinctMax: Number(distinct) }

const trust = loadTrust(keys)
if (!trust.ok) throw new Error(trust.error.message)
const trusted = trust.value
const rules: FleetRules = {
  policy: policyNamed(content, 'bod-26-04'),
  humanImpact: humanImpactTable(content),
  catalogues: new Set(['cisa-kev', 'cisa-adp']),
  at: Date.UTC(2026, 10, 24),
}
const before = opened(older)
const after = opened(newer)
const change = knowledgeChange(older, newer, trusted)
if (!change.ok) throw new Error(change.error.message)

const read = timedly(() => fleetOf(syntheticFleet(older, before, size)))
const fleet = read.value
const judged = timedly(() => judgeFleet(fleet, before, rules))
const facts = timedly(() => rejudgeFleet(judged.value, after, change.value))
const products = judged.value.keys.names.filter((_, index) => index % PRODUCTS_EVERY === 0)
const claims = timedly(() => rejudgeFleet(facts.value, after, { products, vulnerabilities: [] }))
expectAsAssessed(judged.value, before)
expectAsAssessed(claims.value, after)

const findings = judged.value.counts.reduce((sum, count) => sum + count, 0)
writeFileSync(
  out,
  JSON.stringify({
    readSeconds: read.seconds,
    judgeSeconds: judged.seconds,
    judgeCpuSeconds: judged.cpuSeconds,
    rejudgeFactsSeconds: facts.seconds,
    rejudgeProductsSeconds: claims.seconds,
    distinct: fleet.subjects.length,
    installations: fleet.subjectsOf.items.length,
    conditional: judged.value.setsOnAssets.size,
    sets: judged.value.sets.length,
    vulnerabilities: judged.value.vulnerabilities.length,
    findings,
    changedVulnerabilities: change.value.vulnerabilities.length,
    changedProducts: products.length,
    sampled: SAMPLES,
  }),
)

function opened(path: string): KnowledgeReader {
  const knowledge = openKnowledge(path, trusted)
  if (!knowledge.ok) throw new Error(knowledge.error.message)
  return knowledge.value
}

function timedly<Value>(work: () => Value): { readonly value: Value; readonly seconds: number; readonly cpuSeconds: number } {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const value = work()
  const { user, system } = process.cpuUsage(cpu)
  return { value, seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 }
}

function expectAsAssessed(state: JudgedFleet, knowledge: KnowledgeReader): void {
  const { policy, ...around } = rules
  const every = Math.max(1, Math.floor(size.assets / SAMPLES))
  let index = -1
  for (const { inventory, context } of syntheticFleet(older, before, size) as Iterable<FleetAsset>) {
    index += 1
    if (index % every !== 0) continue
    const whole = { ...inventoryOf(inventory.name, inventory.platform, []), software: inventory.software }
    const alone = assess(whole, knowledge, policy, { ...around, context }).findings
    assert.deepEqual(
      openOn(state, index)
        .map(({ software, vulnerability, status }) => `${software} ${vulnerability} ${status}`)
        .toSorted(),
      alone.map(({ software, vulnerability, verdict }) => `${software} ${vulnerability} ${verdict.status}`).toSorted(),
      inventory.name,
    )
    const soon = alone.filter(({ decision }) => decision.urgency === 'soon').length
    assert.equal(countsOf(state, index).soon, soon, inventory.name)
  }
}
