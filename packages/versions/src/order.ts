import { rememberingScheme, unknownScheme } from './parsed.ts'
import { ok } from './result.ts'
import type { Result } from './result.ts'
import type { Order, SchemeName } from './scheme.ts'

/**
 * Order of two versions given as text.
 *
 * Errors  scheme-unknown; what the scheme's parse says of a text that it cannot read (nothing is guessed)
 * Cost    two look-ups when both texts were seen before, else two parses
 */
export function compareText(scheme: SchemeName, left: string, right: string): Result<Order> {
  const known = rememberingScheme(scheme)
  if (known === undefined) return unknownScheme(scheme)
  const parsedLeft = known.parse(left)
  if (!parsedLeft.ok) return parsedLeft
  const parsedRight = known.parse(right)
  if (!parsedRight.ok) return parsedRight
  return ok(known.scheme.compare(parsedLeft.value, parsedRight.value))
}

/** The text by which versions of the scheme sort, if the scheme has an exact one; undefined if not or if unreadable. */
export function sortKeyOf(scheme: SchemeName, version: string): string | undefined {
  const known = rememberingScheme(scheme)
  const parsed = known?.parse(version)
  return parsed?.ok === true ? known?.scheme.sortKey?.(parsed.value) : undefined
}
