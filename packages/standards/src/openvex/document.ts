/**
 * OpenVEX documents, 0.2.0 and the older shape in which a vulnerability and a product are plain text.
 * Source: openvex/spec, OPENVEX-SPEC.md 0.2.0; read leniently, because its own tool writes members its schema refuses.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { defined, isObject, kind, listOf, note, numberOf, objectOf, objectsOf, own, textOf, textsOf } from '../json/fields.ts'
import type { JsonObject, Located, Problems } from '../json/fields.ts'

export const openVexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const
export type OpenVexStatus = (typeof openVexStatuses)[number]
export const openVexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const
export type OpenVexJustification = (typeof openVexJustifications)[number]

export type OpenVexDocument = {
  readonly id: string
  readonly author: string
  readonly role?: string
  readonly timestamp?: string
  readonly updatedAt?: string
  readonly version?: number
  readonly statements: readonly OpenVexStatement[]
}
/** `timestamp` is the statement's own, else the document's. */
export type OpenVexStatement = {
  readonly at: string
  readonly vulnerability: { readonly name: string; readonly id?: string; readonly aliases: readonly string[] }
  readonly products: readonly OpenVexProduct[]
  readonly status: OpenVexStatus
  readonly justification?: OpenVexJustification
  readonly impact?: string
  readonly action?: string
  readonly notes?: string
  readonly timestamp?: string
}
/** `id` is an IRI, in practice a purl. */
export type OpenVexProduct = OpenVexComponent & { readonly subcomponents: readonly OpenVexComponent[] }
export type OpenVexComponent = { readonly id?: string; readonly purl?: string; readonly cpe?: string }
export type OpenVexReading = { readonly document: OpenVexDocument; readonly problems: readonly Failure[] }

/**
 * Errors  openvex-document when the context is not OpenVEX's; a statement without a known status or a vulnerability is
 *         left out and noted
 * Cost    linear
 */
export function parseOpenVex(value: unknown): Result<OpenVexReading> {
  if (!isObject(value))
    return fail('openvex-document', `Cannot read an OpenVEX document: found ${kind(value)}, must be an object`, '$')
  const problems: Failure[] = []
  const context = textOf(value, '@context', '$', problems) ?? ''
  if (!/^https:\/\/openvex\.dev\/ns(?:\/v0\.\d+\.\d+)?\/?$/.test(context))
    return fail(
      'openvex-document',
      `Cannot read an OpenVEX document: @context is "${context.slice(0, 80)}", must be that of OpenVEX`,
      '$.@context',
    )
  const timestamp = textOf(value, 'timestamp', '$', problems)
  return ok({
    document: defined({
      id: textOf(value, '@id', '$', problems) ?? '',
      author: textOf(value, 'author', '$', problems) ?? '',
      role: textOf(value, 'role', '$', problems),
      timestamp,
      updatedAt: textOf(value, 'last_updated', '$', problems),
      version: typeof own(value, 'version') === 'number' ? numberOf(value, 'version', '$', problems) : undefined, // 0.0.x wrote text
      statements: objectsOf(value, 'statements', '$', problems).flatMap((entry) => statementOf(entry, timestamp, problems)),
    }),
    problems,
  })
}

function statementOf(
  { value, at }: Located<JsonObject>,
  documentTime: string | undefined,
  problems: Problems,
): readonly OpenVexStatement[] {
  const vulnerability = vulnerabilityOf({ value, at }, problems)
  const written = textOf(value, 'status', at, problems)
  const status = openVexStatuses.find((known) => known === written)
  if (vulnerability === undefined || status === undefined) {
    note(
      problems,
      'openvex-statement',
      `Cannot read a statement with the status "${(written ?? '').slice(0, 40)}": it must name a vulnerability and a known status`,
      at,
    )
    return []
  }
  const reason = textOf(value, 'justification', at, problems)
  const older = textsOf(value, 'subcomponents', at, problems).map(plainComponent) // of the statement, before 0.2.0
  return [
    defined({
      at,
      vulnerability,
      products: productsOf({ value, at }, older, problems),
      status,
      justification: openVexJustifications.find((known) => known === reason),
      impact: textOf(value, 'impact_statement', at, problems),
      action: textOf(value, 'action_statement', at, problems),
      notes: textOf(value, 'status_notes', at, problems),
      timestamp: textOf(value, 'timestamp', at, problems) ?? documentTime,
    }),
  ]
}

function vulnerabilityOf(statement: Located<JsonObject>, problems: Problems): OpenVexStatement['vulnerability'] | undefined {
  const given = own(statement.value, 'vulnerability')
  if (typeof given === 'string' && given !== '') return { name: given, aliases: [] }
  const vulnerability = isObject(given) ? objectOf(statement.value, 'vulnerability', statement.at, problems) : undefined
  if (vulnerability === undefined) return undefined
  const { value, at } = vulnerability
  const id = textOf(value, '@id', at, problems)
  const name = textOf(value, 'name', at, problems) ?? id
  return name === undefined ? undefined : defined({ name, id, aliases: textsOf(value, 'aliases', at, problems) })
}

function productsOf(
  statement: Located<JsonObject>,
  older: readonly OpenVexComponent[],
  problems: Problems,
): readonly OpenVexProduct[] {
  const found: OpenVexProduct[] = []
  for (const [index, entry] of listOf(statement.value, 'products', statement.at, problems).entries()) {
    const at = `${statement.at}.products[${index}]`
    if (typeof entry === 'string') found.push({ ...plainComponent(entry), subcomponents: older })
    else if (isObject(entry)) {
      const inner = objectsOf(entry, 'subcomponents', at, problems).map((part) => componentOf(part, problems))
      found.push({ ...componentOf({ value: entry, at }, problems), subcomponents: [...inner, ...older] })
    } else note(problems, 'json-type', `Cannot read a product: found ${kind(entry)}, must be text or an object`, at)
  }
  return found
}

function plainComponent(id: string): OpenVexComponent {
  return id.startsWith('pkg:') ? { id, purl: id } : { id }
}

function componentOf({ value, at }: Located<JsonObject>, problems: Problems): OpenVexComponent {
  const id = textOf(value, '@id', at, problems)
  const identifiers = objectOf(value, 'identifiers', at, problems) ?? { value: {}, at }
  const purl = textOf(identifiers.value, 'purl', identifiers.at, problems)
  return defined({
    id,
    purl: purl ?? (id?.startsWith('pkg:') === true ? id : undefined),
    cpe:
      textOf(identifiers.value, 'cpe23', identifiers.at, problems) ??
      textOf(identifiers.value, 'cpe22', identifiers.at, problems),
  })
}
