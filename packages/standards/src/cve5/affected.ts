/** The products of a CVE container and its CPE applicability. Source: CVE record format, `product`, `cpeApplicability`. */
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, flagOf, note, objectsOf, requiredText, textOf, textsOf } from '../json/fields.ts'

export type CveStatus = 'affected' | 'unaffected' | 'unknown'
/**
 * Named by vendor and product, or by collection and package. `defaultStatus` holds for every version that no entry
 * names; with `affected` the entries may well be the versions that are *not*.
 */
export type CveAffected = {
  readonly at: string
  readonly vendor?: string
  readonly product?: string
  readonly collectionUrl?: string
  readonly packageName?: string
  readonly cpes: readonly string[]
  readonly platforms: readonly string[]
  readonly modules: readonly string[]
  readonly defaultStatus: CveStatus
  readonly versions: readonly CveVersion[]
}
/** A single version, or from `version` up to `lessThan` or `lessThanOrEqual`, with turns of the status inside. */
export type CveVersion = {
  readonly at: string
  readonly version: string
  readonly status: CveStatus
  /** Free text in practice: semver, custom, git, rpm, maven, even version numbers. */
  readonly type?: string
  readonly lessThan?: string
  readonly lessThanOrEqual?: string
  readonly changes: readonly { readonly at: string; readonly status: CveStatus }[]
}

/** One configuration: its nodes joined by `operator`. `negate` is kept as given and never met in real records. */
export type CveApplicability = { readonly operator: 'AND' | 'OR'; readonly negate: boolean; readonly nodes: readonly CveNode[] }
export type CveNode = { readonly operator: 'AND' | 'OR'; readonly negate: boolean; readonly matches: readonly CveCpeMatch[] }
/** `vulnerable: false` names the platform, never a finding. */
export type CveCpeMatch = {
  readonly vulnerable: boolean
  readonly criteria: string
  readonly startIncluding?: string
  readonly startExcluding?: string
  readonly endIncluding?: string
  readonly endExcluding?: string
}

/** Errors: an entry without a name or a version without a status is left out and noted. */
export function readAffected(container: Located<JsonObject>, problems: Problems): readonly CveAffected[] {
  return objectsOf(container.value, 'affected', container.at, problems).map(({ value, at }) =>
    defined({
      at,
      vendor: textOf(value, 'vendor', at, problems),
      product: textOf(value, 'product', at, problems),
      collectionUrl: textOf(value, 'collectionURL', at, problems),
      packageName: textOf(value, 'packageName', at, problems),
      cpes: textsOf(value, 'cpes', at, problems),
      platforms: textsOf(value, 'platforms', at, problems),
      modules: textsOf(value, 'modules', at, problems),
      defaultStatus: statusOf(value, 'defaultStatus', at, problems) ?? 'unknown', // the schema's default
      versions: versionsOf({ value, at }, problems),
    }),
  )
}

export function readApplicability(container: Located<JsonObject>, problems: Problems): readonly CveApplicability[] {
  return objectsOf(container.value, 'cpeApplicability', container.at, problems).map((entry) => ({
    ...joined(entry, problems),
    nodes: objectsOf(entry.value, 'nodes', entry.at, problems).map((node) => ({
      ...joined(node, problems),
      matches: matchesOf(node, problems),
    })),
  }))
}

function joined(
  { value, at }: Located<JsonObject>,
  problems: Problems,
): { readonly operator: 'AND' | 'OR'; readonly negate: boolean } {
  return { operator: textOf(value, 'operator', at, problems) === 'AND' ? 'AND' : 'OR', negate: flagOf(value, 'negate') ?? false }
}

function matchesOf(node: Located<JsonObject>, problems: Problems): readonly CveCpeMatch[] {
  const found: CveCpeMatch[] = []
  for (const { value, at } of objectsOf(node.value, 'cpeMatch', node.at, problems)) {
    const criteria = requiredText(value, 'criteria', at, problems)
    const vulnerable = flagOf(value, 'vulnerable')
    if (vulnerable === undefined)
      note(problems, 'json-absent', 'Cannot find "vulnerable": it is absent or no boolean', `${at}.vulnerable`)
    if (criteria === undefined || vulnerable === undefined) continue
    found.push(
      defined({
        vulnerable,
        criteria,
        startIncluding: textOf(value, 'versionStartIncluding', at, problems),
        startExcluding: textOf(value, 'versionStartExcluding', at, problems),
        endIncluding: textOf(value, 'versionEndIncluding', at, problems),
        endExcluding: textOf(value, 'versionEndExcluding', at, problems),
      }),
    )
  }
  return found
}

function versionsOf(product: Located<JsonObject>, problems: Problems): readonly CveVersion[] {
  const found: CveVersion[] = []
  for (const { value, at } of objectsOf(product.value, 'versions', product.at, problems)) {
    const version = requiredText(value, 'version', at, problems)
    const status = statusOf(value, 'status', at, problems)
    if (version === undefined || status === undefined) continue
    const changes: { readonly at: string; readonly status: CveStatus }[] = []
    for (const change of objectsOf(value, 'changes', at, problems)) {
      const from = requiredText(change.value, 'at', change.at, problems)
      const turned = statusOf(change.value, 'status', change.at, problems)
      if (from !== undefined && turned !== undefined) changes.push({ at: from, status: turned })
    }
    found.push(
      defined({
        at,
        version,
        status,
        type: textOf(value, 'versionType', at, problems),
        lessThan: textOf(value, 'lessThan', at, problems),
        lessThanOrEqual: textOf(value, 'lessThanOrEqual', at, problems),
        changes,
      }),
    )
  }
  return found
}

function statusOf(object: JsonObject, key: string, at: string, problems: Problems): CveStatus | undefined {
  const text = textOf(object, key, at, problems)
  if (text === undefined || text === 'affected' || text === 'unaffected' || text === 'unknown') return text
  note(
    problems,
    'cve-status',
    `Cannot read the status "${text.slice(0, 40)}": must be affected, unaffected or unknown`,
    `${at}.${key}`,
  )
  return undefined
}
