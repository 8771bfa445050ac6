/** Writes OpenVEX 0.2.0 from plain values. Source: OPENVEX-SPEC.md 0.2.0; the types hold its rules on justification and action. */
import type { JsonObject } from '../json/fields.ts'
import { defined } from '../json/fields.ts'
import type { OpenVexJustification } from './document.ts'

export type OpenVexInput = {
  /** An IRI of its own for each document. */
  readonly id: string
  readonly author: string
  readonly role?: string
  /** RFC 3339 with zone. */
  readonly timestamp: string
  /** From 1, greater with each edition. */
  readonly version: number
  readonly tooling?: string
  /** At least one, and none twice: the schema asks for it. */
  readonly statements: readonly OpenVexStatementInput[]
}
export type OpenVexStatementInput = {
  readonly vulnerability: { readonly name: string; readonly id?: string; readonly aliases?: readonly string[] }
  readonly products: readonly OpenVexProductInput[]
  readonly notes?: string
} & OpenVexStanding
/** "not_affected" needs a justification or an impact statement, "affected" an action statement. */
export type OpenVexStanding =
  | { readonly status: 'fixed' | 'under_investigation' }
  | { readonly status: 'affected'; readonly action: string }
  | { readonly status: 'not_affected'; readonly justification: OpenVexJustification; readonly impact?: string }
  | { readonly status: 'not_affected'; readonly impact: string }
export type OpenVexProductInput = OpenVexPartInput & { readonly subcomponents?: readonly OpenVexPartInput[] }
/** `id` is an IRI: the purl, or what names the asset. */
export type OpenVexPartInput = { readonly id: string; readonly purl?: string; readonly cpe?: string }

/** Shape: members in a fixed order, lists in the order given. */
export function writeOpenVex(input: OpenVexInput): JsonObject {
  return defined({
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': input.id,
    author: input.author,
    role: input.role,
    timestamp: input.timestamp,
    version: input.version,
    tooling: input.tooling,
    statements: input.statements.map(statementOf),
  })
}

function statementOf(statement: OpenVexStatementInput): JsonObject {
  const { id, name, aliases } = statement.vulnerability
  return defined({
    vulnerability: defined({ '@id': id, name, aliases: aliases === undefined || aliases.length === 0 ? undefined : aliases }),
    products: statement.products.map((product) =>
      defined({
        ...partOf(product),
        subcomponents:
          product.subcomponents === undefined || product.subcomponents.length === 0
            ? undefined
            : product.subcomponents.map(partOf),
      }),
    ),
    status: statement.status,
    status_notes: statement.notes,
    justification: 'justification' in statement ? statement.justification : undefined,
    impact_statement: 'impact' in statement ? statement.impact : undefined,
    action_statement: 'action' in statement ? statement.action : undefined,
  })
}

function partOf({ id, purl, cpe }: OpenVexPartInput): JsonObject {
  const identifiers =
    purl === undefined && cpe === undefined
      ? undefined
      : defined({ purl, ...(cpe?.startsWith('cpe:/') === true ? { cpe22: cpe } : { cpe23: cpe }) })
  return defined({ '@id': id, identifiers: identifiers === undefined ? undefined : defined(identifiers) })
}
