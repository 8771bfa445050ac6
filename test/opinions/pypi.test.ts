/**
 * Ranges against lists: PyPA's records give the ranges of a vulnerability and, beside them, every release that was affected when
 * the record was written. Hygie reads the ranges; a plain reading takes the lists, and where a release came later or was left out of
 * the list as a preview, Python's own packaging says whether the range holds it.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { feed as pypa } from '@hygie/feeds/pypa-advisories/feed'
import { READING_LIMITS } from '@hygie/feeds/reading/limits'
import { openRandom, zipMembers } from '@hygie/feeds/reading/zip'
import { readFeed } from '@hygie/feeds/read-feed'
import type { SourcedRecord } from '@hygie/knowledge/sourced-record'
import { parse } from 'yaml'
import { ask, isThere, ORACLES } from './oracles.ts'
import { inventoryOf, purls } from '../quality/inventories.ts'
import { answersOf, assessed, withKnowledge } from '../quality/judge.ts'

const mirror = fileURLToPath(new URL('../../../shared/mirror/', import.meta.url))
const records = join(mirror, 'osv-sources/pypa-advisory-database.zip')
const skip = !existsSync(records)
  ? 'no mirror here'
  : ORACLES.some((oracle) => oracle.name === 'packaging' && isThere(oracle))
    ? false
    : 'packaging is not installed'
/** Releases taken of one package, spread over its list: some have a thousand. */
const RELEASES_MAX = 25

type Affected = {
  readonly package?: { readonly name: string }
  readonly versions?: readonly string[]
  readonly ranges?: readonly { readonly type: string; readonly events: readonly Event[] }[]
}
type RecordRead = {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly withdrawn?: string
  readonly affected?: readonly Affected[]
}
/** One vulnerability under its names, and what its records list of one package. */
type Listed = {
  readonly ids: readonly string[]
  readonly name: string
  readonly versions: ReadonlySet<string>
  readonly events: readonly Event[]
}
type Event = { readonly introduced?: string; readonly fixed?: string; readonly last_affected?: string }

test('Python packages: what a range holds is what the record lists', { skip }, async (context) => {
  const listed = (await readRecords()).flatMap(({ id, aliases = [], affected = [], withdrawn }) =>
    withdrawn === undefined
      ? affected.flatMap(({ package: about, versions = [], ranges = [] }): readonly Listed[] =>
          about === undefined || versions.length === 0
            ? []
            : [
                {
                  ids: [id, ...aliases],
                  name: plain(about.name),
                  versions: new Set(versions),
                  events: ranges.filter(({ type }) => type === 'ECOSYSTEM').flatMap(({ events }) => events),
                },
              ],
        )
      : [],
  )
  const byName = Map.groupBy(listed, ({ name }) => name)
  const releases = [...byName].flatMap(([name, list]) =>
    spread([...new Set(list.flatMap(({ versions }) => [...versions]))].toSorted()).map((version) => ({ name, version })),
  )
  const inventory = inventoryOf(
    'machine',
    undefined,
    purls(releases.map(({ name, version }) => `pkg:pypi/${name}@${encodeURIComponent(version)}`)),
  )
  const answers = await withKnowledge(fed(), (knowledge) => answersOf('machine', assessed(inventory, knowledge)))
  const reported = new Set(
    answers.flatMap(({ package: name, version, ids, status }) =>
      status === 'affected' ? ids.map((id) => `${plain(name)} ${version} ${id}`) : [],
    ),
  )
  const missed: string[] = []
  const extra: { readonly name: string; readonly version: string; readonly events: readonly Event[] }[] = []
  let compared = 0
  for (const { name, version } of releases)
    for (const { ids, versions, events } of byName.get(name) ?? []) {
      compared += 1
      const isReported = ids.some((id) => reported.has(`${name} ${version} ${id}`))
      const isListed =
        versions.has(version) ||
        (byName.get(name) ?? []).some((other) => other.ids.some((id) => ids.includes(id)) && other.versions.has(version))
      if (isListed && !isReported) missed.push(`${name} ${version} ${ids.join(' ')}`)
      if (!isListed && isReported) extra.push({ name, version, events })
    }
  const beyond = extra.filter(({ version, events }) => !isHeld(version, events))
  context.diagnostic(
    `${compared} answers on ${releases.length} releases of ${byName.size} packages; ${extra.length} in a range and not in its list`,
  )
  assert.deepEqual({ missed, beyond }, { missed: [], beyond: [] })
})

/** Whether the pairs of events, in the order of the record, hold the version. */
function isHeld(version: string, events: readonly Event[]): boolean {
  const packaging = ORACLES.find((oracle) => oracle.name === 'packaging')
  assert.ok(packaging !== undefined)
  const bounds = events.map(({ introduced, fixed, last_affected: last }) => introduced ?? fixed ?? last ?? '')
  const orders = ask(
    packaging,
    bounds.map((bound) => [version, bound]),
  )
  return events.some(({ introduced }, index) => {
    const end = events[index + 1]
    const isAfterStart = introduced !== undefined && orders[index] !== -1
    if (!isAfterStart || end === undefined || end.introduced !== undefined) return isAfterStart
    return end.fixed === undefined ? orders[index + 1] !== 1 : orders[index + 1] === -1
  })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

function spread(versions: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.ceil(versions.length / RELEASES_MAX))
  return versions.filter((_, index) => index % step === 0)
}

async function readRecords(): Promise<readonly RecordRead[]> {
  const found: RecordRead[] = []
  for await (const member of zipMembers(await openRandom(records), READING_LIMITS)) {
    if (member.kind !== 'member' || !/PYSEC-.*\.yaml$/.test(member.name)) continue
    const chunks: Uint8Array[] = []
    for await (const chunk of member.bytes()) chunks.push(chunk)
    found.push(parse(Buffer.concat(chunks).toString('utf8')) as RecordRead) // what the folder holds
  }
  return found
}

async function* fed(): AsyncGenerator<SourcedRecord> {
  for await (const { item, file } of readFeed(pypa, mirror).items)
    if (item.kind !== 'rejection' && item.kind !== 'stated') yield { source: pypa.name, file, record: item }
}
