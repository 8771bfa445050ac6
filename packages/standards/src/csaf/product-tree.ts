/** The product tree of a CSAF document. Source: CSAF 2.0 3.1.1–3.1.3, 3.2.2; 2.1 for `purls`. */
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, note, objectOf, objectsOf, requiredText, textOf, textsOf } from '../json/fields.ts'
import { BRANCH_DEPTH_MAX, BRANCHES_MAX, RELATION_STEPS_MAX } from './limits.ts'

/** One step of the path from vendor to version; `category` as given: vendor, product_name, product_version_range … */
export type CsafBranch = { readonly category: string; readonly name: string; readonly parent?: CsafBranch }

export type CsafProduct = {
  readonly id: string
  /** For people; never parse it where a branch or a helper says the same. */
  readonly name: string
  /** Last branch, with its parents; absent for flat names and for relationships. */
  readonly branch?: CsafBranch
  readonly cpe?: string
  readonly purls: readonly string[]
  readonly modelNumbers: readonly string[]
  readonly serialNumbers: readonly string[]
  readonly skus: readonly string[]
  /** `namespace uri`, as Red Hat writes module streams. */
  readonly genericUris: readonly CsafGenericUri[]
  readonly relation?: CsafRelation
}
export type CsafGenericUri = { readonly namespace: string; readonly uri: string }
/** `component` is product_reference, `platform` is relates_to_product_reference; both product ids. */
export type CsafRelation = { readonly category: string; readonly component: string; readonly platform: string }

export type CsafProductTree = {
  readonly products: ReadonlyMap<string, CsafProduct>
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/**
 * Shape   products in document order: branches, flat names, relationships; of an id defined twice the first counts
 * Errors  csaf-deep, csaf-many refuse the tree; smaller things are left out and noted
 * Cost    linear; branches are shared, not copied
 */
export function readProductTree(tree: Located<JsonObject> | undefined, problems: Problems): Result<CsafProductTree> {
  const products = new Map<string, CsafProduct>()
  const groups = new Map<string, readonly string[]>()
  if (tree === undefined) return ok({ products, groups })
  const add = (product: CsafProduct | undefined, at: string): void => {
    if (product === undefined) return
    if (products.has(product.id))
      note(problems, 'csaf-product-twice', `Cannot use the product id "${product.id}" twice: the first definition counts`, at)
    else products.set(product.id, product)
  }
  const branches = readBranches(tree, problems, add)
  if (!branches.ok) return branches
  for (const entry of objectsOf(tree.value, 'full_product_names', tree.at, problems))
    add(productOf(entry, {}, problems), entry.at)
  for (const entry of objectsOf(tree.value, 'relationships', tree.at, problems)) add(relationOf(entry, problems), entry.at)
  for (const entry of objectsOf(tree.value, 'product_groups', tree.at, problems)) {
    const id = requiredText(entry.value, 'group_id', entry.at, problems)
    if (id === undefined) continue
    if (groups.has(id))
      note(problems, 'csaf-group-twice', `Cannot use the group id "${id}" twice: the first definition counts`, entry.at)
    else groups.set(id, textsOf(entry.value, 'product_ids', entry.at, problems))
  }
  return ok({ products, groups })
}

/** The name of the nearest branch of a category, from the product upwards: `branchName(product, 'vendor')`. */
export function branchName(product: CsafProduct, category: string): string | undefined {
  for (let branch = product.branch; branch !== undefined; branch = branch.parent)
    if (branch.category === category) return branch.name
  return undefined
}

/**
 * What a product id is made of: the innermost component and the platforms around it, nearest first.
 * A product without a relation is its own component. A cycle or an undefined id ends the walk: undefined.
 */
export function resolveProduct(
  products: ReadonlyMap<string, CsafProduct>,
  id: string,
): { readonly component: CsafProduct; readonly platforms: readonly CsafProduct[] } | undefined {
  const platforms: CsafProduct[] = []
  let product = products.get(id)
  for (let step = 0; product !== undefined && step < RELATION_STEPS_MAX; step += 1) {
    if (product.relation === undefined) return { component: product, platforms }
    const platform = products.get(product.relation.platform)
    if (platform === undefined) return undefined
    platforms.push(platform)
    product = products.get(product.relation.component)
  }
  return undefined
}

type Pending = { readonly entry: Located<JsonObject>; readonly parent: CsafBranch | undefined; readonly depth: number }

/** Without recursion: the document decides the depth, not our stack. */
function readBranches(
  tree: Located<JsonObject>,
  problems: Problems,
  add: (product: CsafProduct | undefined, at: string) => void,
): Result<undefined> {
  const pending: Pending[] = []
  let count = 0
  const push = (holder: Located<JsonObject>, parent: CsafBranch | undefined, depth: number): void => {
    // Reversed, so that the last pushed and first taken is the first of the document.
    for (const entry of objectsOf(holder.value, 'branches', holder.at, problems).toReversed())
      pending.push({ entry, parent, depth })
  }
  push(tree, undefined, 1)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { entry, parent, depth } = next
    count += 1
    if (depth > BRANCH_DEPTH_MAX)
      return fail('csaf-deep', `Cannot read the product tree: branches deeper than ${BRANCH_DEPTH_MAX}`, entry.at.slice(0, 200))
    if (count > BRANCHES_MAX)
      return fail('csaf-many', `Cannot read the product tree: more than ${BRANCHES_MAX} branches`, '$.product_tree')
    const branch: CsafBranch = defined({
      category: textOf(entry.value, 'category', entry.at, problems) ?? '',
      name: textOf(entry.value, 'name', entry.at, problems) ?? '',
      parent,
    })
    const product = objectOf(entry.value, 'product', entry.at, problems)
    if (product !== undefined) add(productOf(product, { branch }, problems), product.at)
    push(entry, branch, depth + 1)
  }
  return ok(undefined)
}

function productOf(
  { value, at }: Located<JsonObject>,
  place: { readonly branch?: CsafBranch; readonly relation?: CsafRelation },
  problems: Problems,
): CsafProduct | undefined {
  const id = requiredText(value, 'product_id', at, problems)
  if (id === undefined) return undefined
  const helper = objectOf(value, 'product_identification_helper', at, problems) ?? { value: {}, at }
  const purl = textOf(helper.value, 'purl', helper.at, problems)
  return defined({
    id,
    name: textOf(value, 'name', at, problems) ?? id,
    ...place,
    cpe: textOf(helper.value, 'cpe', helper.at, problems),
    purls: purl === undefined ? textsOf(helper.value, 'purls', helper.at, problems) : [purl],
    modelNumbers: textsOf(helper.value, 'model_numbers', helper.at, problems),
    serialNumbers: textsOf(helper.value, 'serial_numbers', helper.at, problems),
    skus: textsOf(helper.value, 'skus', helper.at, problems),
    genericUris: genericUrisOf(helper, problems),
  })
}

function genericUrisOf(helper: Located<JsonObject>, problems: Problems): readonly CsafGenericUri[] {
  const found: CsafGenericUri[] = []
  for (const entry of objectsOf(helper.value, 'x_generic_uris', helper.at, problems)) {
    const namespace = requiredText(entry.value, 'namespace', entry.at, problems)
    const uri = requiredText(entry.value, 'uri', entry.at, problems)
    if (namespace !== undefined && uri !== undefined) found.push({ namespace, uri })
  }
  return found
}

function relationOf({ value, at }: Located<JsonObject>, problems: Problems): CsafProduct | undefined {
  const component = requiredText(value, 'product_reference', at, problems)
  const platform = requiredText(value, 'relates_to_product_reference', at, problems)
  const product = objectOf(value, 'full_product_name', at, problems)
  if (component === undefined || platform === undefined || product === undefined) return undefined
  const category = textOf(value, 'category', at, problems) ?? ''
  return productOf(product, { relation: { category, component, platform } }, problems)
}
