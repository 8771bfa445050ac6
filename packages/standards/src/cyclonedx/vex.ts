/** Writes a CycloneDX 1.6 VEX document from plain values. Source: CycloneDX 1.6 JSON schema, ECMA-424 first edition. */
import type { JsonObject } from '../json/fields.ts'
import { defined } from '../json/fields.ts'
import type { CdxRating, CdxSource, CdxState } from './vulnerabilities.ts'

/** Time and serial number are arguments, so that the same input gives the same bytes. */
export type CdxVexInput = {
  /** `urn:uuid:…`; absent: the document has none. */
  readonly serialNumber?: string
  /** RFC 3339 with zone. */
  readonly timestamp: string
  readonly tool: { readonly name: string; readonly version: string; readonly vendor?: string }
  /** The machine or image that was judged. */
  readonly subject?: CdxVexComponent
  readonly components: readonly CdxVexComponent[]
  readonly findings: readonly CdxVexFinding[]
}
/** `ref` is unique in the document; findings name it. */
export type CdxVexComponent = {
  readonly ref: string
  readonly type: 'application' | 'library' | 'operating-system' | 'container' | 'device' | 'firmware'
  readonly name: string
  readonly version?: string
  readonly purl?: string
  readonly cpe?: string
}
export type CdxJustification =
  | 'code_not_present'
  | 'code_not_reachable'
  | 'requires_configuration'
  | 'requires_dependency'
  | 'requires_environment'
  | 'protected_by_compiler'
  | 'protected_at_runtime'
  | 'protected_at_perimeter'
  | 'protected_by_mitigating_control'
export type CdxResponse = 'can_not_fix' | 'will_not_fix' | 'update' | 'rollback' | 'workaround_available'
export type CdxSeverity = 'critical' | 'high' | 'medium' | 'low' | 'info' | 'none' | 'unknown'
export type CdxMethod = 'CVSSv2' | 'CVSSv3' | 'CVSSv31' | 'CVSSv4' | 'OWASP' | 'SSVC' | 'other'
export type CdxVexRating = Omit<CdxRating, 'severity' | 'method'> & {
  readonly severity?: CdxSeverity
  readonly method?: CdxMethod
}
export type CdxVexFinding = {
  readonly id: string
  readonly source?: CdxSource
  /** Aliases: the same vulnerability under the id of another source, which must be named. */
  readonly references?: readonly { readonly id: string; readonly source: CdxSource }[]
  readonly ratings?: readonly CdxVexRating[]
  readonly cwes?: readonly number[]
  readonly description?: string
  readonly recommendation?: string
  readonly advisories?: readonly { readonly url: string; readonly title?: string }[]
  readonly published?: string
  readonly updated?: string
  readonly analysis: {
    readonly state: CdxState
    readonly justification?: CdxJustification
    readonly responses?: readonly CdxResponse[]
    readonly detail?: string
  }
  readonly affects: readonly CdxVexAffects[]
}
export type CdxVexAffects = {
  readonly ref: string
  readonly versions?: readonly ({ readonly status: 'affected' | 'unaffected' | 'unknown' } & (
    | { readonly version: string }
    | { readonly range: string }
  ))[]
}

/**
 * Shape   a document that the 1.6 schema accepts when every `ref` is unique; members in a fixed order, lists in the
 *         order given
 */
export function writeCycloneDxVex(input: CdxVexInput): JsonObject {
  return defined({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: input.serialNumber,
    version: 1,
    metadata: defined({
      timestamp: input.timestamp,
      tools: {
        components: [
          defined({ type: 'application', group: input.tool.vendor, name: input.tool.name, version: input.tool.version }),
        ],
      },
      component: input.subject === undefined ? undefined : componentOf(input.subject),
    }),
    components: input.components.map(componentOf),
    vulnerabilities: input.findings.map(findingOf),
  })
}

function componentOf({ ref, type, name, version, purl, cpe }: CdxVexComponent): JsonObject {
  return defined({ 'bom-ref': ref, type, name, version, cpe, purl })
}

function findingOf(finding: CdxVexFinding): JsonObject {
  return defined({
    id: finding.id,
    source: finding.source,
    references: some(finding.references),
    ratings: some(finding.ratings),
    cwes: some(finding.cwes),
    description: finding.description,
    recommendation: finding.recommendation,
    advisories: some(finding.advisories?.map(({ title, url }) => defined({ title, url }))),
    published: finding.published,
    updated: finding.updated,
    analysis: defined({
      state: finding.analysis.state,
      justification: finding.analysis.justification,
      response: some(finding.analysis.responses),
      detail: finding.analysis.detail,
    }),
    affects: finding.affects.map(({ ref, versions }) => defined({ ref, versions: some(versions) })),
  })
}

function some<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items
}
