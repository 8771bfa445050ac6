/** Product key and versions that a CPE name speaks of. Source: NISTIR 7695; NISTIR 7696, table 6-2 (ANY, NA). */
import { cpeKey, type ProductKey } from '@hygie/core/product-key'
import { ANY, NA, hasWildcard, literalOf } from '@hygie/standards/cpe/component'
import { parseCpe, type Cpe } from '@hygie/standards/cpe/cpe'
import { everyVersion, type Range } from '@hygie/versions/range'
import { fail, ok, type Result } from '@hygie/versions/result'
import type { CpeTest } from './tree.ts'

/** Undefined where part, vendor or product is not exact: such a name is no product line. */
export function keyOfCpe(cpe: Cpe): ProductKey | undefined {
  const exact = [cpe.part, cpe.vendor, cpe.product].every((value) => value !== ANY && value !== NA && !hasWildcard(value))
  return exact ? cpeKey(cpe.part, cpe.vendor, cpe.product) : undefined
}

export function keyOfName(criteria: string): Result<ProductKey> {
  const cpe = parseCpe(criteria)
  if (!cpe.ok) return cpe
  const key = keyOfCpe(cpe.value)
  return key === undefined
    ? fail('cpe-vague', `Cannot make a product of "${criteria.slice(0, 200)}": part, vendor and product must be exact`)
    : ok(key)
}

/**
 * With bounds, what lies between them. Without, the version of the name: `*` is every version; `-` (NA) is listed as `-`,
 * which holds software that has no version and nothing else, as name matching says; an update belongs to the version
 * (`8.5` + `p1` = `8.5 p1`), where `*` is any update and `-` none.
 *
 * Errors  cpe-version-wild: `4.*` is no version and no range that the generic order can judge
 */
export function rangeOfTest(cpe: Cpe, test: CpeTest): Result<Range> {
  const from = boundOf(test.startIncluding, test.startExcluding)
  const to = boundOf(test.endIncluding, test.endExcluding)
  if (from !== undefined || to !== undefined)
    return ok({
      scheme: 'generic',
      intervals: [{ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }],
      versions: [],
    })
  if (cpe.version === ANY) return ok(everyVersion('generic'))
  if (cpe.version === NA) return ok({ scheme: 'generic', intervals: [], versions: [NA] })
  const version = literalOf(cpe.version)
  const update = cpe.update === ANY || cpe.update === NA ? '' : literalOf(cpe.update)
  if (version === undefined || update === undefined)
    return fail('cpe-version-wild', `Cannot read the version of "${test.criteria.slice(0, 200)}": it holds a wildcard`)
  return ok({ scheme: 'generic', intervals: [], versions: [update === '' ? version : `${version} ${update}`] })
}

function boundOf(
  including: string | undefined,
  excluding: string | undefined,
): { readonly version: string; readonly inclusive: boolean } | undefined {
  if (including !== undefined) return { version: including, inclusive: true }
  return excluding === undefined ? undefined : { version: excluding, inclusive: false }
}
