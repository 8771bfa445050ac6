/**
 * The products of a document: maker, name, version text and the keys under which claims on them are found.
 *
 * Source  CSAF 2.0 3.1.2 (branches), 3.1.3 (helpers), 3.2.2.4 (relationships)
 */
import { ecosystemProduct } from '@hygie/core/matching/product-lookups'
import { ecosystemKey, type ProductKey } from '@hygie/core/product-key'
import { deviceKey, makerOf, productNameOf } from '@hygie/core/product-names/maker'
import type { CsafDocument } from '@hygie/standards/csaf/document'
import { branchName, resolveProduct, type CsafProduct } from '@hygie/standards/csaf/product-tree'
import { readVersionText, type VersionText } from '@hygie/standards/csaf/version-text'
import { parseCpe } from '@hygie/standards/cpe/cpe'
import { keyOfCpe } from '../cpe-claims/name.ts'
import type { CsafDialect } from './dialect.ts'
import { repaired } from './mojibake.ts'

export type NamedProduct = {
  readonly maker: string
  readonly name: string
  /** The maker's first, then CPE and package keys. */
  readonly keys: readonly ProductKey[]
  /** Absent: the document names no version. */
  readonly version?: VersionText
  readonly models: readonly string[]
}

/** Names are for people and for keys; real ones have 160 characters at most. */
const NAME_CHARS_MAX = 300
/** Makers give up to 60 article numbers to one product. */
const MODELS_MAX = 200

/** Shape: one entry a product id, in document order. Cost: linear in the tree. */
export function productsOf(document: CsafDocument, dialect: CsafDialect): ReadonlyMap<string, readonly NamedProduct[]> {
  const siblings = dialect.cpeOfSiblings === true ? cpesOfBranches(document) : undefined
  const named = new Map<string, readonly NamedProduct[]>()
  for (const id of document.tree.products.keys()) {
    const resolved = resolveProduct(document.tree.products, id)
    if (resolved === undefined) continue
    const { component, platforms } = resolved
    const carrier = platforms.at(-1)
    named.set(id, carrier === undefined ? plainly(component, dialect, siblings) : carried(component, carrier, dialect))
  }
  return named
}

/** Branches of one maker's product share one object, so that a parent is a key. */
function cpesOfBranches(document: CsafDocument): ReadonlyMap<unknown, string> {
  const found = new Map<unknown, string>()
  for (const { branch, cpe } of document.tree.products.values())
    if (branch?.parent !== undefined && cpe !== undefined && !found.has(branch.parent)) found.set(branch.parent, cpe)
  return found
}

function plainly(
  product: CsafProduct,
  dialect: CsafDialect,
  siblings: ReadonlyMap<unknown, string> | undefined,
): readonly NamedProduct[] {
  const name = productName(product)
  const vendor = repaired(branchName(product, 'vendor') ?? dialect.publisher).slice(0, NAME_CHARS_MAX)
  if (productNameOf(name) === '') return []
  const cpe = product.cpe ?? siblings?.get(product.branch?.parent)
  const text = versionBranch(product)
  const makers = (dialect.makersOf?.(vendor) ?? [vendor]).filter((maker) => makerOf(maker) !== '')
  return makers.map((maker) =>
    namedProduct(dialect, {
      maker,
      name,
      ...(text === undefined ? {} : { text }),
      ...(cpe === undefined ? {} : { cpe }),
      purls: product.purls,
      models: [...product.modelNumbers, ...product.skus],
    }),
  )
}

type Parts = {
  readonly maker: string
  readonly name: string
  readonly text?: string
  readonly cpe?: string
  readonly purls?: readonly string[]
  readonly models?: readonly string[]
}

export function namedProduct(dialect: CsafDialect, { maker, name, text, cpe, purls = [], models = [] }: Parts): NamedProduct {
  const version =
    text === undefined ? undefined : readVersionText(dialect.versionMeant?.(text) ?? text, [name, `${maker} ${name}`])
  const keys = new Set<ProductKey>([deviceKey(maker, name), ...(dialect.keysOf?.(maker, name) ?? [])])
  const parsed = cpe === undefined ? undefined : parseCpe(cpe)
  const named = parsed?.ok === true ? keyOfCpe(parsed.value) : undefined
  if (named !== undefined) keys.add(named)
  for (const purl of purls) {
    const product = ecosystemProduct(purl)
    if (product !== undefined) keys.add(ecosystemKey(product.type, product.name))
  }
  return {
    maker,
    name,
    keys: [...keys],
    ...(version === undefined ? {} : { version }),
    models: [...new Set(models)].slice(0, MODELS_MAX),
  }
}

function productName(product: CsafProduct): string {
  const name =
    branchName(product, 'product_name') ??
    branchName(product, 'product') ?? // Fortinet's own word
    branchName(product, 'product_family') ??
    (product.branch === undefined ? product.name : '')
  return repaired(name).trim().slice(0, NAME_CHARS_MAX)
}

/** From the product upwards: the nearest wins (`12.2B` → `12.2(4)B`). */
const VERSION_BRANCHES = new Set(['product_version', 'product_version_range', 'service_pack', 'patch_level'])

function versionBranch(product: CsafProduct): string | undefined {
  for (let branch = product.branch; branch !== undefined; branch = branch.parent)
    if (VERSION_BRANCHES.has(branch.category)) return branch.name
  return undefined
}

/**
 * A component in or on a product. Firmware of a device is that device's version. The version of anything else (a library inside) is
 * not: of the device it is only known that it carries it, in words.
 */
function carried(component: CsafProduct, carrier: CsafProduct, dialect: CsafDialect): readonly NamedProduct[] {
  const text = versionBranch(component) ?? ''
  const isFirmware = /\b(?:firmware|software)\b/i.test(productName(component)) || productName(component) === productName(carrier)
  return plainly(carrier, dialect, undefined).map(({ maker, name, models }) =>
    namedProduct(dialect, {
      maker,
      name,
      models: [...models, ...component.modelNumbers],
      text: isFirmware && text !== '' ? text : `with ${`${productName(component)} ${text}`.trim()}`,
    }),
  )
}
