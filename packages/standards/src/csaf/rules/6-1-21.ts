/**
 * Missing item in revision history. Source: CSAF 2.0 6.1.21: sorted ascending by date, the items omit no version number
 * (in semantic versioning: no major one), and the first is 0 or 1. Items of one date are sorted by their number, as
 * 6.1.14 and its valid examples have it.
 */

/** `date` is RFC 3339, `number` an integer or a semantic version; text as the document gives it. */
export type Revision = { readonly date: string; readonly number: string }

/** The first version after which one is missing, or the first one when it is above 1; undefined when the rule holds. Numbers that are none are another rule's. */
export function missingRevision(history: readonly Revision[]): string | undefined {
  const items: { readonly at: number; readonly number: readonly bigint[]; readonly text: string }[] = []
  for (const { date, number } of history) {
    const at = Date.parse(date)
    const parts = /^(\d{1,18})(?:\.(\d{1,18})\.(\d{1,18}))?(?=$|[-+])/.exec(number)
    if (Number.isNaN(at) || parts === null) return undefined
    items.push({ at, number: parts.slice(1).map((part) => BigInt(part ?? 0)), text: number })
  }
  items.sort((left, right) => left.at - right.at || compare(left.number, right.number))
  let previous: bigint | undefined
  for (const { number, text } of items) {
    const [major = 0n] = number
    if (major > (previous ?? 0n) + 1n) return text
    previous = major
  }
  return undefined
}

function compare(left: readonly bigint[], right: readonly bigint[]): number {
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? 0n
    if (part !== other) return part < other ? -1 : 1
  }
  return 0
}
