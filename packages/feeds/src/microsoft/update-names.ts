/** Numbers of updates (KB articles) in Microsoft's lists: `5040430`, `KB5040430`, `MS17-005[4010250]`, `MS16-124, 3192391`. */

/** The shortest are of 1999 (`Q147222`), the longest have eight digits. */
const BARE = /^\s*(?:KB)?(\d{5,8})\s*$/i
const LIST_CHARS_MAX = 10_000

/** The number when the whole text is one; `Release Notes`, `Click to Run` and names of packages are none. */
export function updateNumber(text: unknown): string | undefined {
  return typeof text === 'string' && text.length <= 40 ? BARE.exec(text)?.[1] : undefined
}

/** Every number in a list, each once. Bulletin names (`MS16-124`) and the like hold no five digits in a row. Cost: linear. */
export function updateNumbers(text: unknown): readonly string[] {
  if (typeof text !== 'string') return []
  return [
    ...new Set(Array.from(text.slice(0, LIST_CHARS_MAX).matchAll(/(?<![\d.])\d{5,8}(?![\d.]\d|\d)/g), ([number]) => number)),
  ]
}
