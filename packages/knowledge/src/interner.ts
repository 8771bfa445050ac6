/** Gives each distinct text a number from 1 in order of arrival, and later its rank in sorted order. */
import { sortTexts } from './text.ts'

export type Interner = {
  readonly add: (text: string) => number
  readonly find: (text: string) => number | undefined
  readonly text: (number: number) => string
  readonly count: () => number
}

export function interner(): Interner {
  const numbers = new Map<string, number>()
  const texts: string[] = ['']
  // Neighbouring records repeat themselves: half of all look-ups end here.
  let lastText = ''
  let lastNumber = 0
  return {
    add: (text) => {
      if (text === lastText && lastNumber !== 0) return lastNumber
      lastText = text
      lastNumber = numberOf(text)
      return lastNumber
    },
    find: (text) => numbers.get(text),
    text: (number) => texts[number] ?? '',
    count: () => texts.length - 1,
  }

  function numberOf(text: string): number {
    const known = numbers.get(text)
    if (known !== undefined) return known
    const number = texts.length
    numbers.set(text, number)
    texts.push(text)
    return number
  }
}

/** Sorted texts of the numbers marked in `used`, and number → rank from 1 (0 for the others). */
export type Ranking = { readonly texts: readonly string[]; readonly ranks: Uint32Array }

export function ranking(texts: Interner, used: Uint8Array): Ranking {
  const kept: string[] = []
  for (let number = 1; number <= texts.count(); number++) if (used[number] === 1) kept.push(texts.text(number))
  sortTexts(kept)
  const ranks = new Uint32Array(texts.count() + 1)
  kept.forEach((text, index) => {
    ranks[texts.find(text) ?? 0] = index + 1
  })
  return { texts: kept, ranks }
}
