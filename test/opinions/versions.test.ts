/** Our orders against the programs that define them, on pairs of versions that real advisories name. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { schemes } from '@hygie/versions/all.generated'
import type { Order, SchemeName } from '@hygie/versions/scheme'
import { ask, isThere, ORACLES } from './oracles.ts'
import { pairsOf, type Pair } from './pairs.ts'
import { PLACES, realVersions } from './real-versions.ts'

const mirror = fileURLToPath(new URL('../../../shared/mirror/', import.meta.url))
const PAIRS = Number(process.env['OPINIONS_PAIRS'] ?? '3000')
const SEED = Number(process.env['OPINIONS_SEED'] ?? '20261124')
/** Share of pairs that both sides must read for the comparison to mean something. */
const READ_MIN = 0.5

for (const oracle of ORACLES) {
  const { name, scheme, outdated } = oracle
  const why = !existsSync(mirror) ? 'no mirror here' : isThere(oracle) ? false : `${name} is not installed`
  test(`${scheme} orders real versions as ${name} does`, { skip: why }, async (context) => {
    const all = await realVersions(mirror, placesOf(scheme))
    const versions = outdated === undefined ? all : all.filter((version) => !outdated.pattern.test(version))
    if (outdated !== undefined) context.diagnostic(`${all.length - versions.length} versions left out: ${outdated.why}`)
    const pairs = pairsOf(versions, PAIRS, SEED)
    const theirs = ask(oracle, pairs)
    const ours = pairs.map((pair) => orderOf(scheme, pair))
    const both = pairs.flatMap(([left, right], index) => {
      const [our, their] = [ours[index], theirs[index]]
      return our === undefined || their === undefined ? [] : [{ pair: `${left} ${right}`, our, their }]
    })
    const oursOnly = pairs.filter((_, index) => ours[index] !== undefined && theirs[index] === undefined)
    const theirsOnly = pairs.filter((_, index) => ours[index] === undefined && theirs[index] !== undefined)
    context.diagnostic(`${both.length} of ${pairs.length} pairs out of ${versions.length} versions read by both`)
    if (oursOnly.length > 0) context.diagnostic(`read by Hygie alone: ${told(oursOnly)}`)
    if (theirsOnly.length > 0) context.diagnostic(`read by ${name} alone: ${told(theirsOnly)}`)
    assert.deepEqual(
      both.filter(({ our, their }) => our !== their),
      [],
    )
    assert.ok(both.length >= READ_MIN * pairs.length, `only ${both.length} of ${pairs.length} pairs are read by both`)
  })
}

function told(pairs: readonly Pair[]): string {
  const some = pairs.slice(0, 3).map((pair) => pair.join(' and '))
  return `${pairs.length} (${some.join(', ')}${pairs.length > 3 ? ' …' : ''})`
}

function placesOf(scheme: SchemeName): (typeof PLACES)[keyof typeof PLACES] {
  return scheme === 'alpm' ? PLACES.rpm : PLACES[scheme as keyof typeof PLACES] // every oracle but this has places of its own
}

/** Undefined for what the scheme does not know, or orders by a fallback. */
function orderOf(name: SchemeName, [left, right]: Pair): Order | undefined {
  const scheme = schemes[name]
  const [first, second] = [scheme.parse(left), scheme.parse(right)]
  if (!first.ok || !second.ok) return undefined
  if (scheme.isDoubtful?.(first.value) === true || scheme.isDoubtful?.(second.value) === true) return undefined
  return scheme.compare(first.value, second.value)
}
