/** The vulnerabilities of a CycloneDX document, which make it a VEX. Source: CycloneDX 1.4–1.7, `vulnerabilities`. */
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, listOf, numberOf, objectOf, objectsOf, textOf, textsOf } from '../json/fields.ts'

export const cdxStates = [
  'resolved',
  'resolved_with_pedigree',
  'exploitable',
  'in_triage',
  'false_positive',
  'not_affected',
] as const
export type CdxState = (typeof cdxStates)[number]

export type CdxVulnerability = {
  readonly at: string
  readonly ref?: string
  readonly id?: string
  readonly source?: CdxSource
  /** The same vulnerability elsewhere. */
  readonly references: readonly { readonly id: string; readonly source?: CdxSource }[]
  readonly ratings: readonly CdxRating[]
  readonly cwes: readonly number[]
  readonly description?: string
  readonly detail?: string
  readonly recommendation?: string
  readonly workaround?: string
  readonly publishedAt?: string
  readonly updatedAt?: string
  readonly rejectedAt?: string
  readonly analysis?: CdxAnalysis
  readonly affects: readonly CdxAffects[]
}
export type CdxSource = { readonly name?: string; readonly url?: string }
/** `method` is CVSSv2, CVSSv3, CVSSv31, CVSSv4, OWASP, SSVC, other. */
export type CdxRating = {
  readonly source?: CdxSource
  readonly score?: number
  readonly severity?: string
  readonly method?: string
  readonly vector?: string
}
/** A state the standard does not know is left out, because guessing it would settle a finding. */
export type CdxAnalysis = {
  readonly state?: CdxState
  readonly justification?: string
  readonly responses: readonly string[]
  readonly detail?: string
}
/** `ref` is a bom-ref, or a BOM-Link `urn:cdx:serial/version#ref` into another document. */
export type CdxAffects = { readonly ref: string; readonly versions: readonly CdxAffectedVersion[] }
/** `range` is `vers:` text. */
export type CdxAffectedVersion = {
  readonly version?: string
  readonly range?: string
  readonly status: 'affected' | 'unaffected' | 'unknown'
}

export function readVulnerabilities(root: Located<JsonObject>, problems: Problems): readonly CdxVulnerability[] {
  return objectsOf(root.value, 'vulnerabilities', root.at, problems).map(({ value, at }) =>
    defined({
      at,
      ref: textOf(value, 'bom-ref', at, problems),
      id: textOf(value, 'id', at, problems),
      source: sourceOf({ value, at }, problems),
      references: referencesOf({ value, at }, problems),
      ratings: objectsOf(value, 'ratings', at, problems).map((entry) => ratingOf(entry, problems)),
      cwes: listOf(value, 'cwes', at, problems).filter(
        (cwe): cwe is number => typeof cwe === 'number' && Number.isSafeInteger(cwe),
      ),
      description: textOf(value, 'description', at, problems),
      detail: textOf(value, 'detail', at, problems),
      recommendation: textOf(value, 'recommendation', at, problems),
      workaround: textOf(value, 'workaround', at, problems),
      publishedAt: textOf(value, 'published', at, problems),
      updatedAt: textOf(value, 'updated', at, problems),
      rejectedAt: textOf(value, 'rejected', at, problems),
      analysis: analysisOf({ value, at }, problems),
      affects: affectsOf({ value, at }, problems),
    }),
  )
}

function sourceOf(holder: Located<JsonObject>, problems: Problems): CdxSource | undefined {
  const source = objectOf(holder.value, 'source', holder.at, problems)
  if (source === undefined) return undefined
  return defined({
    name: textOf(source.value, 'name', source.at, problems),
    url: textOf(source.value, 'url', source.at, problems),
  })
}

function referencesOf(holder: Located<JsonObject>, problems: Problems): CdxVulnerability['references'] {
  const found: { readonly id: string; readonly source?: CdxSource }[] = []
  for (const entry of objectsOf(holder.value, 'references', holder.at, problems)) {
    const id = textOf(entry.value, 'id', entry.at, problems)
    if (id !== undefined) found.push(defined({ id, source: sourceOf(entry, problems) }))
  }
  return found
}

function ratingOf(entry: Located<JsonObject>, problems: Problems): CdxRating {
  return defined({
    source: sourceOf(entry, problems),
    score: numberOf(entry.value, 'score', entry.at, problems),
    severity: textOf(entry.value, 'severity', entry.at, problems),
    method: textOf(entry.value, 'method', entry.at, problems),
    vector: textOf(entry.value, 'vector', entry.at, problems),
  })
}

function analysisOf(holder: Located<JsonObject>, problems: Problems): CdxAnalysis | undefined {
  const analysis = objectOf(holder.value, 'analysis', holder.at, problems)
  if (analysis === undefined) return undefined
  const state = textOf(analysis.value, 'state', analysis.at, problems)
  return defined({
    state: cdxStates.find((known) => known === state),
    justification: textOf(analysis.value, 'justification', analysis.at, problems),
    responses: textsOf(analysis.value, 'response', analysis.at, problems),
    detail: textOf(analysis.value, 'detail', analysis.at, problems),
  })
}

function affectsOf(holder: Located<JsonObject>, problems: Problems): readonly CdxAffects[] {
  const found: CdxAffects[] = []
  for (const entry of objectsOf(holder.value, 'affects', holder.at, problems)) {
    const ref = textOf(entry.value, 'ref', entry.at, problems)
    if (ref === undefined) continue
    const versions = objectsOf(entry.value, 'versions', entry.at, problems).map(({ value, at }) =>
      defined({
        version: textOf(value, 'version', at, problems),
        range: textOf(value, 'range', at, problems),
        status: statusOf(textOf(value, 'status', at, problems)),
      }),
    )
    found.push({ ref, versions })
  }
  return found
}

/** The schema's default is affected; a word it does not know is unknown. */
function statusOf(text: string | undefined): CdxAffectedVersion['status'] {
  if (text === undefined || text === 'affected') return 'affected'
  return text === 'unaffected' ? 'unaffected' : 'unknown'
}
