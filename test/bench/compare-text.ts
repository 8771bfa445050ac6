/** Rounds over all pairs until a second is over. */
import type { Scheme } from '@hygie/versions/scheme'

export type Pair = readonly [left: string, right: string]

const LONG_ENOUGH_MS = 1000

export function compareText<Version>(scheme: Scheme<Version>, pairs: readonly Pair[]): number {
  let sum = round(scheme, pairs) // compiles
  let compared = 0
  const start = performance.now()
  while (performance.now() - start < LONG_ENOUGH_MS) {
    sum += round(scheme, pairs)
    compared += pairs.length
  }
  const seconds = (performance.now() - start) / 1000
  if (!Number.isFinite(sum)) throw new Error('the orders were lost')
  return Math.round(compared / seconds)
}

function round<Version>({ parse, compare }: Scheme<Version>, pairs: readonly Pair[]): number {
  let sum = 0
  for (const [left, right] of pairs) {
    const [first, second] = [parse(left), parse(right)]
    if (!first.ok || !second.ok) throw new Error(`"${left}" or "${right}" cannot be read`)
    sum += compare(first.value, second.value)
  }
  return sum
}
