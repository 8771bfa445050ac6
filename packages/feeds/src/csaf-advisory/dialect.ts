/** What tells one publisher of CSAF advisories from another. */
import type { ProductKey } from '@hygie/core/product-key'

export type CsafDialect = {
  readonly publisher: string
  /** Who scored, as in `ScoreRecord`. */
  readonly origin: string
  /** Ids of its advisories. */
  readonly ids: RegExp
  /** The page for people, where documents do not name it. */
  readonly pageOf?: (id: string) => string
  /** Where the document does not say it. */
  readonly language: string
  /** All its products are of industry or medicine. */
  readonly industrial?: true
  /** Makers of a vendor branch: `[vendor]` unless it names several, or the publisher's own department. */
  readonly makersOf?: (vendor: string) => readonly string[]
  /** Keys beside the maker's, for what a hospital's network knows by its CPE; more than one where CPE has several. */
  readonly keysOf?: (maker: string, product: string) => readonly ProductKey[]
  /**
   * A copy of what others say: names are for people. Then only a version text that can be read whole makes a claim, and what
   * names no version makes none.
   */
  readonly isCopy?: true
  /** Titles of its vulnerabilities are made of product and grade: the document's title says more. */
  readonly titleOfDocument?: true
  /** Products that the tree does not define, by their id. */
  readonly productOfId?: (id: string) => { readonly maker: string; readonly name: string; readonly version: string } | undefined
  /** Of a remedy in many lines, the one that concerns a version text, and the fixed versions that it names. */
  readonly remedyFor?: (details: string, versionText: string) => { readonly words: string; readonly fixedIn: readonly string[] }
  /** The publisher's own meaning of a version text, in words that everybody reads alike. */
  readonly versionMeant?: (text: string) => string
  /** Upper ends alone, one a branch (`<11.0.2`, `<10.2.5`): each counts in its own `X.Y` only, when a product has several. */
  readonly endsOfBranches?: true
  /** CPE names of siblings (the fixed version) name the product too. */
  readonly cpeOfSiblings?: true
}
