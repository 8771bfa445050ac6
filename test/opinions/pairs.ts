/** Pairs out of a list, the same for the same seed. */

export type Pair = readonly [left: string, right: string]

/**
 * Half of them at random; half near each other in the sorted list, which begin alike and so try the later rules of an order.
 */
export function pairsOf(versions: readonly string[], count: number, seed: number): readonly Pair[] {
  const random = randomNumbers(seed)
  const at = (index: number): string => versions[index % versions.length] ?? ''
  return Array.from({ length: versions.length === 0 ? 0 : count }, (_, turn): Pair => {
    const first = Math.floor(random() * versions.length)
    const second = turn % 2 === 0 ? Math.floor(random() * versions.length) : first + 1 + Math.floor(random() * 8)
    return random() < 0.5 ? [at(first), at(second)] : [at(second), at(first)]
  })
}

/** Numbers from 0 to 1. Source: mulberry32, Tommy Ettinger, public domain. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
