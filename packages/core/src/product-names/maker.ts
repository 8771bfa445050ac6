/**
 * Makers and their products as keys. Lists of hospitals and advisories write one maker in many ways (`Phillips`,
 * `Philips Medical Systems`, `GE Healthcare`): the table of aliases folds them, the rest is spelling.
 */
import type { ProductKey } from '../product-key.ts'
import { makerAliases } from './makers.table.ts'

/**
 * `device:philips:intellivue mx40`. A product's name may begin with its maker's, in any spelling: `Philips IntelliVue MX40` is the
 * same product. Cost: linear in the names.
 */
export function deviceKey(maker: string, product: string): ProductKey {
  const name = makerOf(maker)
  return `device:${name}:${withoutMaker(productNameOf(product), [words(maker), ...(SPELLINGS.get(name) ?? [name])])}` as ProductKey
}

function withoutMaker(product: string, spellings: readonly string[]): string {
  const longest = spellings.filter((spelling) => product.startsWith(`${spelling} `)).toSorted((a, b) => b.length - a.length)[0]
  return longest === undefined || longest === '' ? product : product.slice(longest.length + 1)
}

const LEGAL_FORMS =
  /\b(?:a ?g|a ?b|b ?v|n ?v|s ?a ?s?|s ?p ?a|s ?r ?l|o ?y ?j?|gmbh(?: (?:und|and) co kg)?|kg|kgaa|co|co ltd|inc|incorporated|corp|corporation|company|ltd|limited|llc|lp|plc|pty|pvt)$/
/** One name for each maker, lower case, letters, digits and single blanks. Cost: linear in the name. */
export function makerOf(text: string): string {
  const spelled = text.replaceAll(/(?<!\p{L})(\p{L})\.(?=\p{L}(?!\p{L}))/gu, '$1 ') // N.V., S.p.A.
  let name = words(spelled.replaceAll(/\([^()]*\)/g, ' ')) || words(spelled)
  for (let round = 0; round < 3; round += 1) name = name.replace(LEGAL_FORMS, '').trim() || name
  return ALIASES.get(name) ?? name
}

/** Letters, digits, dots and single blanks; what stands in brackets stays, as it often is the model. */
export function productNameOf(text: string): string {
  return words(text)
}

function words(text: string): string {
  return text
    .replaceAll(/[®™©]/g, '') // before their letters (TM) are taken apart
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.+]+/gu, ' ')
    .replaceAll(/\.(?=\s|$)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries(makerAliases).flatMap(([name, others]) => others.map((other): [string, string] => [other, name])),
)
/** Each maker's own name and all its spellings. */
const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(makerAliases).map(([name, others]) => [name, [name, ...others]]),
)
