/** KB numbers in what Windows lists: `KB893803v2`, `KB2378111_WM9`, `Q329170`, `KB929399 - Update`. */

/** Shown by XP and 2003 without any update behind it. */
const PLACEHOLDER = '147222'

/** Numbers without `KB`, distinct, sorted. Cost: linear. */
export function updateNumbers(texts: Iterable<string>): readonly string[] {
  const found = new Set<string>()
  for (const text of texts)
    for (const [, digits = ''] of text.slice(0, 2_000).matchAll(/(?:^|[^A-Za-z0-9])(?:KB|Q)(\d{5,8})(?!\d)/gi))
      if (digits !== PLACEHOLDER) found.add(digits)
  return [...found].toSorted()
}
