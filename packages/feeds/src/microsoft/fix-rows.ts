/**
 * The rows of one document of the Security Update Guide as records. A row says: this update, with this build, mends this
 * vulnerability on this product. Rows are judged together, because a slip in one is seen by the others.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { Rejection, UpdateRecord } from '@hygie/core/knowledge/record'
import { microsoftKeys } from '@hygie/core/product-names/microsoft-components'
import type { ProductKey } from '@hygie/core/product-key'
import { rejection } from '../reading/bytes.ts'
import { affectedClaim, unclearClaim, type AffectedRow } from './claims.ts'
import { fixedBuildOf, isFourPart } from './fixed-build.ts'
import { hasOwnVersions, sqlLaneOf } from './fixed-end.ts'
import { laneOf } from './lane.ts'
import { buildOfProduct } from './product-build.ts'
import { updateNumber, updateNumbers } from './update-names.ts'
import { createUpdateTable, type UpdateTable } from './update-table.ts'

export type FixRow = {
  readonly vulnerability: string
  readonly product: string
  /** What stands for the update: its number, or words (`Click to Run`); absent: the product is affected and no fix is named. */
  readonly fix?: string | undefined
  readonly supersedes?: string | undefined
  readonly build?: string | undefined
  readonly subType?: string | undefined
  readonly grade?: string | undefined
  /** Days on which the vulnerability was published and last revised. */
  readonly firstDay?: string | undefined
  readonly lastDay?: string | undefined
  readonly at: string
}

type KeyedRow = {
  readonly row: FixRow
  readonly key: ProductKey
  readonly update: string | undefined
  readonly build: string | undefined
}

export function* fixRecords(rows: readonly FixRow[]): Generator<Claim | UpdateRecord | Rejection> {
  const keyed = rows.flatMap(keyedRows)
  const siblings = siblingsOf(keyed)
  const updates = createUpdateTable()
  const told = new Set<string>()
  const mended = new Set<string>()
  const open: KeyedRow[] = []
  for (const item of keyed) {
    const right = corrected(item, siblings)
    if (right === undefined) {
      mended.add(`${item.row.vulnerability} ${item.key}`) // it has a fix, of which this document knows nothing true
      yield misplaced(item)
      continue
    }
    keep(updates, right)
    const claim = claimOf(right)
    if (claim === undefined) {
      open.push(right)
      continue
    }
    mended.add(`${claim.vulnerability} ${claim.product}`)
    const text = `${claim.vulnerability} ${claim.product} ${right.update} ${JSON.stringify(claim.range.intervals)}`
    if (!told.has(text)) yield claim
    told.add(text)
  }
  for (const { row, key } of open) {
    const text = `${row.vulnerability} ${key}`
    if (mended.has(text)) continue
    mended.add(text)
    const words = wordsOf(row)
    yield words === undefined ? affectedClaim(affectedRow(row, key)) : unclearClaim(affectedRow(row, key), words)
  }
  yield* updates.records()
}

function keyedRows(row: FixRow): readonly KeyedRow[] {
  if (!/[a-z0-9]/i.test(row.product)) return []
  const [update, told] = [updateNumber(row.fix), fixedBuildOf(row.build)]
  return microsoftKeys(row.product).map((key) => {
    // A build of Windows has four numbers; others are left-overs of Internet Explorer (`1.001`).
    const build = told === undefined || isFourPart(told) || buildOfProduct(key, told).kind === 'none' ? told : undefined
    // Microsoft once exchanged the products of the two lanes of SQL Server; number and build agree with each other.
    const lane = build === undefined ? 'right' : sqlLaneOf(key, build)
    return { row, key: lane === 'right' ? key : lane.other, update, build }
  })
}

type Siblings = {
  /** `update product` → the product's own builds that some row names for it. */
  readonly builds: ReadonlyMap<string, ReadonlySet<string>>
  /** Update → products that it, or one that replaces it, leads to a build of their own. */
  readonly homes: ReadonlyMap<string, ReadonlySet<ProductKey>>
}

function siblingsOf(rows: readonly KeyedRow[]): Siblings {
  const builds = new Map<string, Set<string>>()
  const homes = new Map<string, Set<ProductKey>>()
  for (const { row, key, update, build } of rows) {
    if (build === undefined || update === undefined) continue
    const own = buildOfProduct(key, build)
    if (own.kind !== 'own') continue
    into(builds, `${update} ${key}`, own.build)
    for (const kin of [update, ...updateNumbers(row.supersedes)]) into(homes, kin, key)
  }
  return { builds, homes }
}

function into<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = map.get(key)
  if (set === undefined) map.set(key, new Set([value]))
  else set.add(value)
}

/** With the build that the product has after it, if that can be told; undefined when update and build are of another Windows. */
function corrected(item: KeyedRow, { builds, homes }: Siblings): KeyedRow | undefined {
  if (item.build === undefined) return item
  const own = buildOfProduct(item.key, item.build)
  if (own.kind === 'none') return item
  if (own.kind === 'own') return { ...item, build: own.build }
  const [sibling, ...others] = builds.get(`${item.update} ${item.key}`) ?? []
  if (sibling !== undefined && others.length === 0) return { ...item, build: sibling }
  // An update of Exchange is one for all releases; each has a build of its own.
  if (item.key.startsWith('msrc:microsoft exchange server ')) return { ...item, build: undefined }
  if (item.update === undefined) return undefined
  const home = homes.get(item.update)
  // Where no other Windows has this update, the build alone is mistaken (22000.819 for 22621.819 all through a month).
  return home === undefined || home.has(item.key) ? { ...item, build: undefined } : undefined
}

function misplaced({ row, build }: KeyedRow): Rejection {
  return rejection(
    'msrc-build',
    `Cannot use a fix of ${row.vulnerability}: ${build} is no build of "${row.product.slice(0, 100)}"`,
    row.at,
  )
}

function keep(updates: UpdateTable, { row, key, update, build }: KeyedRow): void {
  if (update === undefined) return
  const lane = laneOf(row.subType ?? '')
  updates.add({
    update,
    product: key,
    supersedes: updateNumbers(row.supersedes),
    lane,
    ...(build !== undefined && hasOwnVersions(key, build) && { build }),
    day: row.firstDay,
    isFirstDay: row.firstDay === row.lastDay,
  })
  // A part of Windows that comes with the cumulative update carries the build of Windows.
  const [, system] = /^msrc:.* on (windows .*)$/.exec(key) ?? []
  const own = system === undefined || build === undefined ? undefined : buildOfProduct(`msrc:${system}` as ProductKey, build)
  if (own?.kind === 'own') updates.add({ update, product: `msrc:${system}` as ProductKey, build: own.build, lane })
}

function claimOf({ row, key, update, build }: KeyedRow): Claim | undefined {
  const end = build !== undefined && hasOwnVersions(key, build) ? build : undefined
  return update === undefined && end === undefined ? undefined : affectedClaim({ ...affectedRow(row, key), update, build: end })
}

function affectedRow(row: FixRow, key: ProductKey): AffectedRow {
  const { vulnerability, grade, lastDay, build } = row
  const note =
    build === undefined || fixedBuildOf(build) !== undefined || updateNumber(row.fix) === undefined ? undefined : build.trim()
  return {
    vulnerability,
    product: key,
    grade,
    statedAt: lastDay,
    note: note === undefined || note === '' || /^1(?:\.0+)+$/.test(note) ? undefined : `fixed build: ${note.slice(0, 100)}`,
  }
}

/** What stands where update and build should: a fix exists. */
function wordsOf({ fix, build }: FixRow): string | undefined {
  const words = [fix, build].flatMap((text) => (text === undefined || text.trim() === '' ? [] : [text.trim().slice(0, 100)]))
  return words.length === 0 ? undefined : words.join(': ')
}
