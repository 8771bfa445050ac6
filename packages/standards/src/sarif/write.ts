/** Writes SARIF 2.1.0 from plain values. Source: OASIS SARIF 2.1.0, errata 01: 3.13 (log), 3.14 (run), 3.27 (result), 3.49 (rule). */
import type { JsonObject } from '../json/fields.ts'
import { defined } from '../json/fields.ts'

export type SarifInput = {
  readonly tool: { readonly name: string; readonly version: string; readonly informationUri?: string }
  readonly rules: readonly SarifRule[]
  readonly results: readonly SarifResult[]
  /** What went wrong or was left out while the run was made. */
  readonly notifications?: readonly { readonly level: SarifLevel; readonly message: string }[]
  /** False when part of the work failed. */
  readonly successful?: boolean
  /** `en` or `fr`: of the messages. */
  readonly language?: string
}
export type SarifLevel = 'none' | 'note' | 'warning' | 'error'
/** `securitySeverity` is a CVSS base score in text, as code-scanning viewers read it. */
export type SarifRule = {
  readonly id: string
  readonly name?: string
  readonly short: string
  readonly full?: string
  readonly helpUri?: string
  readonly help?: string
  readonly level?: SarifLevel
  readonly tags?: readonly string[]
  readonly securitySeverity?: string
}
export type SarifResult = {
  /** Should be the id of one of the rules. */
  readonly rule: string
  readonly level: SarifLevel
  readonly message: string
  readonly locations: readonly SarifLocation[]
  /** The same finding in two runs has the same fingerprint. */
  readonly fingerprint?: string
  readonly properties?: JsonObject
}
/** `uri` where the fact was read (`var/lib/dpkg/status`), `logical` what it is about (`srv-pacs-01/openssl`). */
export type SarifLocation = { readonly uri?: string; readonly line?: number; readonly logical?: string }

/** Shape: one run; members in a fixed order, lists in the order given. Text is kept; a URI that is none is percent-encoded. */
export function writeSarif(input: SarifInput): JsonObject {
  const index = new Map(input.rules.map((rule, position) => [rule.id, position]))
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      defined({
        tool: {
          driver: defined({
            name: input.tool.name,
            version: input.tool.version,
            informationUri: input.tool.informationUri,
            rules: input.rules.map(ruleOf),
          }),
        },
        language: input.language,
        invocations: [
          defined({
            executionSuccessful: input.successful ?? true,
            toolExecutionNotifications: input.notifications?.map(({ level, message }) => ({ level, message: { text: message } })),
          }),
        ],
        columnKind: 'utf16CodeUnits',
        results: input.results.map((result) => resultOf(result, index.get(result.rule))),
      }),
    ],
  }
}

function ruleOf(rule: SarifRule): JsonObject {
  const properties = defined({ tags: rule.tags, 'security-severity': rule.securitySeverity })
  return defined({
    id: rule.id,
    name: rule.name,
    shortDescription: { text: rule.short },
    fullDescription: rule.full === undefined ? undefined : { text: rule.full },
    helpUri: rule.helpUri,
    help: rule.help === undefined ? undefined : { text: rule.help },
    defaultConfiguration: rule.level === undefined ? undefined : { level: rule.level },
    properties: Object.keys(properties).length === 0 ? undefined : properties,
  })
}

function resultOf(result: SarifResult, ruleIndex: number | undefined): JsonObject {
  return defined({
    ruleId: result.rule,
    ruleIndex,
    level: result.level,
    message: { text: result.message },
    locations: result.locations.map(locationOf),
    partialFingerprints: result.fingerprint === undefined ? undefined : { 'hygie/v1': result.fingerprint },
    properties: result.properties,
  })
}

function locationOf({ uri, line, logical }: SarifLocation): JsonObject {
  return defined({
    physicalLocation:
      uri === undefined
        ? undefined
        : defined({ artifactLocation: { uri: reference(uri) }, region: line === undefined ? undefined : { startLine: line } }),
    logicalLocations: logical === undefined ? undefined : [{ fullyQualifiedName: logical }],
  })
}

/** RFC 3986: everything outside of unreserved and reserved characters is encoded; a lone % as well. */
function reference(text: string): string {
  return encodeURI(text.toWellFormed())
    .replaceAll('%25', '%')
    .replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replaceAll('[', '%5B')
    .replaceAll(']', '%5D')
}
