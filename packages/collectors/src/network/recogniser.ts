/**
 * How one kind of network system tells what it is, in the output of its own commands. All of it is data: anchored patterns
 * with named groups, tried on bounded text; what no pattern finds is not known.
 */
export type Recogniser = {
  /** `cisco-ios`; the platform's id. */
  readonly id: string
  /** As its maker writes it: `Cisco IOS`. */
  readonly name: string
  readonly vendor: string
  /** Vendor and product of the system's CPE name (part `o`), where NVD or the maker use one. */
  readonly cpe?: readonly [vendor: string, product: string]
  /** Endoflife.date's product, where it has one. */
  readonly lifecycle?: string
  /** Any of these shows that the text comes from such a system. Multi-line, anchored. */
  readonly shows: readonly RegExp[]
  /** The first that matches gives the group `version`. */
  readonly version: readonly RegExp[]
  readonly model?: readonly RegExp[]
  readonly hostname?: readonly RegExp[]
  readonly serial?: readonly RegExp[]
  /** File or name of the running image. */
  readonly image?: readonly RegExp[]
  /** Patch installed on top of the version. */
  readonly patch?: readonly RegExp[]
  /** The version as the maker's advisories write it, where the output differs. */
  readonly advised?: (version: string) => string
}

/** `name : value` with dots or blanks between, at the beginning of a line. */
export function field(name: string): RegExp {
  return new RegExp(`^[ \\t]*${name}[ .]*[:.=][ \\t]*(?<value>\\S(?:.{0,200}?\\S)?)[ \\t,]*\\r?$`, 'm')
}
