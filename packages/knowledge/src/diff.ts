/** What two knowledge files say differently, as a stream: vulnerabilities, claims, scores, exploitation, lifecycles. */
import type { DatabaseSync } from 'node:sqlite'
import type { SourcedClaim, SourcedLifecycle, VulnerabilityFacts } from '@hygie/core/knowledge/facts'
import { ok, type Result } from '@hygie/versions/result'
import { createClaimParts, type ClaimParts, type ClaimRow } from './claim-parts.ts'
import { createFacts } from './facts.ts'
import type { Row } from './fuse.ts'
import type { Trust } from './keys.ts'
import { lifecycleOf } from './lifecycle-rows.ts'
import { rankMaps, readTable, translator, type RankMaps } from './merge.ts'
import { checkFile, openPages } from './open.ts'
import { rowsOfDatabase } from './rows.ts'
import { tableOf, type TableName } from './tables.ts'
import { compareRows, compareText, type Cell } from './text.ts'

type Change<Kind extends string, Value> = {
  readonly kind: Kind
  readonly before?: Value
  readonly after?: Value
}
export type VulnerabilityState = { readonly aliases: readonly string[]; readonly withdrawn?: string }
/** Neither `before` nor `after` is both absent: only `after` was added, only `before` removed, both changed. */
export type Difference =
  | (Change<'vulnerability', VulnerabilityState> & { readonly id: string })
  | (Change<'claim', SourcedClaim> & { readonly source: string; readonly product: string; readonly id: string })
  | (Change<'score', VulnerabilityFacts['scores']> & { readonly id: string })
  | (Change<'exploitation', VulnerabilityFacts['exploitation']> & { readonly id: string })
  | (Change<'lifecycle', SourcedLifecycle> & { readonly product: string; readonly cycle: string })

export type Diff = { readonly differences: Iterable<Difference>; readonly close: () => void }

/** Both files stay open until `close`. Order: by kind as in `Difference`, then by id or product. */
export function diffKnowledge(olderPath: string, newerPath: string, trust: Trust): Result<Diff> {
  const both = openBoth(olderPath, newerPath, trust)
  return both.ok ? ok({ differences: differences(both.value.older, both.value.newer), close: both.value.close }) : both
}

/** What verdicts and urgencies rest on: that which has to be judged again. */
export type KnowledgeChange = {
  /** Product keys with claims or numbered updates that came, went or changed, sorted. */
  readonly products: readonly string[]
  /** Vulnerabilities whose withdrawal, exploitation, scores or SSVC changed, sorted. */
  readonly vulnerabilities: readonly string[]
}

/**
 * For whoever has judged with the older file. EPSS, titles, aliases and lifecycles are left out: they move no verdict and no
 * urgency. Cost: one pass over both files, seconds for a whole mirror; memory: the keys that changed.
 */
export function knowledgeChange(olderPath: string, newerPath: string, trust: Trust): Result<KnowledgeChange> {
  const both = openBoth(olderPath, newerPath, trust)
  if (!both.ok) return both
  const { older, newer, close } = both.value
  try {
    const maps = rankMaps(older, newer)
    const before = sideOf(older)
    const after = sideOf(newer)
    const changed = (table: TableName, keyOf: KeyOf): readonly string[] =>
      Array.from(changedGroups(table, before, after, maps, keyOf), ({ key }) => key)
    const byVulnerability: KeyOf = (side, [vulnerability]) => side.vulnerability(vulnerability)
    const said = (['withdrawal', 'exploitation', 'score', 'ssvc'] as const).flatMap((table) => changed(table, byVulnerability))
    const products = [
      ...changed('claim', (side, [product]) => side.product(product)),
      ...changed('supersedence', (_, [product]) => String(product)),
    ]
    return ok({
      products: [...new Set(products)].toSorted(compareText),
      vulnerabilities: [...new Set(said)].toSorted(compareText),
    })
  } finally {
    close()
  }
}

type Both = { readonly older: DatabaseSync; readonly newer: DatabaseSync; readonly close: () => void }

function openBoth(olderPath: string, newerPath: string, trust: Trust): Result<Both> {
  for (const path of [olderPath, newerPath]) {
    const checked = checkFile(path, trust, 'full')
    if (!checked.ok) return checked
  }
  const older = openPages(olderPath)
  if (!older.ok) return older
  const newer = openPages(newerPath)
  if (!newer.ok) {
    older.value.close()
    return newer
  }
  return ok({
    older: older.value,
    newer: newer.value,
    close: () => {
      older.value.close()
      newer.value.close()
    },
  })
}

type Side = {
  readonly database: DatabaseSync
  readonly facts: (id: string) => VulnerabilityFacts | undefined
  readonly claimParts: ClaimParts
  readonly sourceName: (rank: Cell | undefined) => string
  readonly vulnerability: (rank: Cell | undefined) => string
  readonly product: (rank: Cell | undefined) => string
}

function* differences(older: DatabaseSync, newer: DatabaseSync): Generator<Difference> {
  const maps = rankMaps(older, newer)
  const before = sideOf(older)
  const after = sideOf(newer)
  const changed = (table: TableName, keyOf: KeyOf): Iterable<ChangedGroup> => changedGroups(table, before, after, maps, keyOf)
  const byVulnerability: KeyOf = (side, [vulnerability]) => side.vulnerability(vulnerability)

  const groups = [
    ...changed('vulnerability', (_, [name]) => String(name)),
    ...changed('withdrawal', byVulnerability),
    ...changed('alias', byVulnerability),
  ]
  for (const id of [...new Set(groups.map(({ key }) => key))].toSorted(compareText))
    yield { kind: 'vulnerability', id, ...sides(stateOf(before.facts(id), id), stateOf(after.facts(id), id)) }
  for (const group of changed('claim', (side, [product]) => side.product(product))) yield* claimDifferences(group, before, after)
  for (const { key } of changed('score', byVulnerability))
    yield { kind: 'score', id: key, ...sides(some(before.facts(key)?.scores), some(after.facts(key)?.scores)) }
  for (const { key } of changed('exploitation', byVulnerability))
    yield { kind: 'exploitation', id: key, ...sides(some(before.facts(key)?.exploitation), some(after.facts(key)?.exploitation)) }
  for (const group of changed('lifecycle', (_, [product, cycle, packageName]) => JSON.stringify([product, cycle, packageName])))
    yield* lifecycleDifferences(group, before, after)
}

function sideOf(database: DatabaseSync): Side {
  const rowsOf = rowsOfDatabase(database)
  const names = (sql: string): ((rank: Cell | undefined) => string) => {
    const list = rowsOf(sql)().map(([name]) => String(name))
    return (rank) => list[Number(rank) - 1] ?? ''
  }
  const sourceName = names('select name from source order by id')
  const facts = createFacts(rowsOf, sourceName)
  return {
    database,
    facts: (id) => facts([id]).get(id),
    claimParts: createClaimParts(rowsOf, sourceName),
    sourceName,
    vulnerability: names('select name from vulnerability order by id'),
    product: names('select key from product order by id'),
  }
}

type KeyOf = (side: Side, row: Row) => string
type ChangedGroup = { readonly key: string; readonly older: readonly Row[]; readonly newer: readonly Row[] }

/** Groups of neighbours under one key, in one pass over both files; those whose rows are the same in both are left out. */
function* changedGroups(name: TableName, before: Side, after: Side, maps: RankMaps, keyOf: KeyOf): Generator<ChangedGroup> {
  const table = tableOf(name)
  const translate = translator(table, maps)
  const left = groupsOf(readTable(before.database, table), (row) => keyOf(before, row))
  const right = groupsOf(readTable(after.database, table), (row) => keyOf(after, row))
  let a = left.next()
  let b = right.next()
  while (a.done !== true || b.done !== true) {
    const order =
      a.done === true
        ? 1
        : b.done === true
          ? -1
          : name === 'lifecycle'
            ? compareKeys(a.value, b.value)
            : compareText(a.value.key, b.value.key)
    const older = order <= 0 && a.done !== true ? a.value : undefined
    const newer = order >= 0 && b.done !== true ? b.value : undefined
    const isSame =
      older?.rows.length === newer?.rows.length &&
      older?.rows.every((row, index) => {
        const now = translate(row)
        return now !== undefined && compareRows(now, newer?.rows[index] ?? []) === 0
      }) === true
    if (!isSame) yield { key: older?.key ?? newer?.key ?? '', older: older?.rows ?? [], newer: newer?.rows ?? [] }
    if (older !== undefined) a = left.next()
    if (newer !== undefined) b = right.next()
  }
}

type Group = { readonly key: string; readonly rows: readonly Row[] }

function* groupsOf(rows: Iterable<Row>, keyOf: (row: Row) => string): Generator<Group, undefined> {
  let key = ''
  let group: Row[] = []
  for (const row of rows) {
    const next = keyOf(row)
    if (group.length > 0 && next !== key) {
      yield { key, rows: group }
      group = []
    }
    key = next
    group.push(row)
  }
  if (group.length > 0) yield { key, rows: group }
}

/** Keys of several cells are ordered as the cells are, not as their text. */
function compareKeys(left: Group, right: Group): number {
  return compareRows(left.rows[0]?.slice(0, 3) ?? [], right.rows[0]?.slice(0, 3) ?? [])
}

function* claimDifferences({ key, older, newer }: ChangedGroup, before: Side, after: Side): Generator<Difference> {
  const pairs = new Map<string, { readonly before: SourcedClaim[]; readonly after: SourcedClaim[] }>()
  for (const [side, rows, place] of [
    [before, older, 'before'],
    [after, newer, 'after'],
  ] as const)
    for (const row of loaded(side, rows)) {
      const claim = side.claimParts.claimOf(row, key)
      const name = `${claim.vulnerability} ${claim.source}`
      const pair = pairs.get(name) ?? { before: [], after: [] }
      pairs.set(name, pair)
      pair[place].push(claim)
    }
  for (const name of [...pairs.keys()].toSorted(compareText)) {
    const pair = pairs.get(name)
    if (pair !== undefined) yield* pairedClaims(key, pair.before, pair.after)
  }
}

function loaded({ claimParts }: Side, rows: readonly Row[]): readonly ClaimRow[] {
  const claims = rows as unknown as readonly ClaimRow[] // rows of `claim`, whose columns these are
  claimParts.load(claims)
  return claims
}

/** Claims of one source on one product and vulnerability: those said word for word in both are no difference. */
function* pairedClaims(
  product: string,
  olderClaims: readonly SourcedClaim[],
  newerClaims: readonly SourcedClaim[],
): Generator<Difference> {
  const inNewer = new Set(newerClaims.map((claim) => JSON.stringify(claim)))
  const inOlder = new Set(olderClaims.map((claim) => JSON.stringify(claim)))
  const gone = olderClaims.filter((claim) => !inNewer.has(JSON.stringify(claim)))
  const come = newerClaims.filter((claim) => !inOlder.has(JSON.stringify(claim)))
  for (let index = 0; index < Math.max(gone.length, come.length); index++) {
    const { source, vulnerability: id } = come[index] ?? gone[index] ?? { source: '', vulnerability: '' }
    yield { kind: 'claim', source, product, id, ...sides(gone[index], come[index]) }
  }
}

function* lifecycleDifferences({ older, newer }: ChangedGroup, before: Side, after: Side): Generator<Difference> {
  const was = older.map((row) => lifecycleOf(row, before.sourceName))
  const is = newer.map((row) => lifecycleOf(row, after.sourceName))
  for (const source of [...new Set([...was, ...is].map((lifecycle) => lifecycle.source))].toSorted(compareText)) {
    const previous = was.find((lifecycle) => lifecycle.source === source)
    const next = is.find((lifecycle) => lifecycle.source === source)
    if (JSON.stringify(previous) === JSON.stringify(next)) continue
    const { product, cycle } = next ?? previous ?? { product: '', cycle: '' }
    yield { kind: 'lifecycle', product, cycle, ...sides(previous, next) }
  }
}

function stateOf(facts: VulnerabilityFacts | undefined, id: string): VulnerabilityState | undefined {
  if (facts === undefined || facts.id !== id) return undefined
  return { aliases: facts.aliases, ...(facts.withdrawn === undefined ? {} : { withdrawn: facts.withdrawn.source }) }
}

function some<Item>(list: readonly Item[] | undefined): readonly Item[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}

function sides<Value>(before: Value | undefined, after: Value | undefined): { readonly before?: Value; readonly after?: Value } {
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }
}
