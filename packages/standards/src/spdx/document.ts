/** What every SPDX reader gives: the packages of a document and how they hang together. Files, snippets and licences are left aside. */
import type { Failure } from '@hygie/versions/result'

export type SpdxDocument = {
  /** `2.2`, `2.3`, `3.0.1`. */
  readonly specVersion: string
  readonly name?: string
  readonly namespace?: string
  readonly createdAt?: string
  /** `Tool: syft-1.0`, `Organization: …` in 2.x; names of agents and tools in 3.0. */
  readonly creators: readonly string[]
  readonly packages: readonly SpdxPackage[]
  /** Between packages, and from the document to what it describes. */
  readonly relationships: readonly SpdxRelationship[]
}
export type SpdxPackage = {
  readonly at: string
  readonly id: string
  readonly name: string
  readonly version?: string
  readonly purls: readonly string[]
  /** CPE 2.2 and 2.3 names as given. */
  readonly cpes: readonly string[]
  /** Without `Organization:` or `Person:`; NOASSERTION is absent. */
  readonly supplier?: string
  readonly originator?: string
  /** APPLICATION, OPERATING-SYSTEM, LIBRARY … in upper case. */
  readonly purpose?: string
  readonly fileName?: string
  /** Where the producer found it; syft writes the database's path here. */
  readonly sourceInfo?: string
  readonly hashes: readonly { readonly algorithm: string; readonly content: string }[]
}
/** `type` as 2.x spells it: DESCRIBES, CONTAINS, DEPENDS_ON, DEPENDENCY_OF, GENERATED_FROM … */
export type SpdxRelationship = { readonly from: string; readonly type: string; readonly to: string }
export type SpdxReading = { readonly document: SpdxDocument; readonly problems: readonly Failure[] }

/** NOASSERTION and NONE say that nothing is said. */
export function said(text: string | undefined): string | undefined {
  return text === undefined || text === 'NOASSERTION' || text === 'NONE' ? undefined : text
}

/** `Organization: Red Hat, Inc.` names Red Hat, Inc. */
export function agentName(text: string | undefined): string | undefined {
  return said(text)?.replace(/^(?:Organization|Person|Tool):\s{0,8}/, '')
}

/** Only what ties packages, or describes one: file relationships are a hundred times more and serve nothing here. */
export function betweenPackages(
  relationships: readonly SpdxRelationship[],
  packages: readonly SpdxPackage[],
): readonly SpdxRelationship[] {
  const known = new Set(packages.map((pack) => pack.id))
  return relationships.filter(({ from, type, to }) => known.has(to) && (known.has(from) || type === 'DESCRIBES'))
}
