/** Claims and scores as rows of ranks, given to each vulnerability that their id speaks of. */
import { intRows, type IntRows } from '../int-rows.ts'
import { ranking, type Interner, type Ranking } from '../interner.ts'
import { claimColumns, type Stage } from '../stage.ts'
import { compareRows, type Cell } from '../text.ts'
import type { View } from './vulnerabilities.ts'

export type FusedClaims = {
  readonly products: Ranking
  readonly statements: Ranking
  readonly ranges: Ranking
  readonly conditions: Ranking
  readonly rows: IntRows
}
export type FusedRatings = { readonly ratings: readonly (readonly Cell[])[]; readonly scores: IntRows }

type Expand = (id: number) => readonly number[]

/** `live` marks the staged claims that count. */
export function claimsOf(stage: Stage, live: Uint8Array, expand: Expand): FusedClaims {
  const { claims } = stage
  const rows = intRows(5)
  const used = {
    products: marks(stage.products),
    statements: marks(stage.statements),
    ranges: marks(stage.ranges),
    conditions: marks(stage.conditions),
  }
  for (let row = 0; row < claims.count(); row++) {
    if (live[row] !== 1) continue
    const product = claims.get(row, claimColumns.product)
    const statement = claims.get(row, claimColumns.statement)
    const range = claims.get(row, claimColumns.range)
    const condition = claims.get(row, claimColumns.condition)
    used.products[product] = 1
    used.statements[statement] = 1
    used.ranges[range] = 1
    used.conditions[condition] = 1
    for (const vulnerability of expand(claims.get(row, claimColumns.vulnerability)))
      rows.add(product, vulnerability, statement, range, condition)
  }
  const products = ranking(stage.products, used.products)
  const statements = ranking(stage.statements, used.statements)
  const ranges = ranking(stage.ranges, used.ranges)
  const conditions = ranking(stage.conditions, used.conditions)
  for (let row = 0; row < rows.count(); row++) {
    rows.set(row, 0, products.ranks[rows.get(row, 0)] ?? 0)
    rows.set(row, 2, statements.ranks[rows.get(row, 2)] ?? 0)
    rows.set(row, 3, ranges.ranks[rows.get(row, 3)] ?? 0)
    rows.set(row, 4, conditions.ranks[rows.get(row, 4)] ?? 0)
  }
  return { products, statements, ranges, conditions, rows }
}

export function ratingsOf(stage: Stage, view: View, expand: Expand, sourceRank: (name: string) => number): FusedRatings {
  const live = intRows(2)
  const used = marks(stage.ratings)
  for (let row = 0; row < stage.scores.count(); row++) {
    const id = stage.scores.get(row, 1)
    if (view.isDead(stage.scores.get(row, 0), id)) continue
    const rating = stage.scores.get(row, 2)
    used[rating] = 1
    for (const vulnerability of expand(id)) live.add(vulnerability, rating)
  }
  const ratings: { readonly number: number; readonly row: readonly Cell[] }[] = []
  for (let number = 1; number <= stage.ratings.count(); number++) {
    if (used[number] !== 1) continue
    const [source, ...rest] = JSON.parse(stage.ratings.text(number)) as readonly [string, ...Cell[]]
    ratings.push({ number, row: [sourceRank(source), ...rest] })
  }
  ratings.sort((a, b) => compareRows(a.row, b.row))
  const ranks = new Uint32Array(stage.ratings.count() + 1)
  ratings.forEach(({ number }, index) => {
    ranks[number] = index + 1
  })
  for (let row = 0; row < live.count(); row++) live.set(row, 1, ranks[live.get(row, 1)] ?? 0)
  return { ratings: ratings.map(({ row }) => row), scores: live }
}

function marks(texts: Interner): Uint8Array {
  return new Uint8Array(texts.count() + 1)
}
