/** Makers of a vendor branch: five documents name several in one, and each of them sells the product under its own name. */
import { makersTogether } from './makers.table.ts'

/** The text itself stays first: an inventory may hold the advisory's words. */
export function makersOf(vendor: string): readonly string[] {
  return [vendor, ...(Object.hasOwn(makersTogether, vendor) ? (makersTogether[vendor] ?? []) : [])]
}
