/**
 * Makers and their products as keys. Lists of hospitals and advisories write one maker in many ways (`Phillips`,
 * `Philips Medical Systems`, `GE Healthcare`): the table of aliases folds them, the rest is spelling.
 */
import type { ProductKey } from '../product-key.ts'
import { makerAliases } from './makers.table.ts'

/** `device:philips:intellivue mx40`. */
export function deviceKey(maker: string, product: string): ProductKey {
  return `device:${makerOf(maker)}:${productNameOf(product)}` as ProductKey
}

const LEGAL_FORMS =
  /\b(?:a ?g|a ?b|b ?v|n ?v|s ?a ?s?|s ?p ?a|s ?r ?l|o ?y ?j?|gmbh(?: (?:und|and) co kg)?|kg|kgaa|co|co ltd|inc|incorporated|corp|corporation|company|ltd|limited|llc|lp|plc|pty|pvt)$/
/** One name for each maker, lower case, letters, digits and single blanks. Cost: linear in the name. */
export function makerOf(text: string): string {
  let name = words(text.replaceAll(/\([^()]*\)/g, ' ')) || words(text)
  for (let round = 0; round < 3; round += 1) name = name.replace(LEGAL_FORMS, '').trim() || name
  return ALIASES.get(name) ?? name
}

/** Letters, digits, dots and single blanks; what stands in brackets stays, as it often is the model. */
export function productNameOf(text: string): string {
  return words(text)
}

function words(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}|[®™©]/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.+]+/gu, ' ')
    .replaceAll(/\.(?=\s|$)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries(makerAliases).flatMap(([name, others]) => others.map((other): [string, string] => [other, name])),
)
