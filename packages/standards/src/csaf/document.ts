/**
 * A CSAF document: who says it, the products it speaks of, and its vulnerabilities.
 * Source: OASIS CSAF 2.0 (schema csaf_json_schema.json), every profile; documents of the 2.1 draft are read too.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, isObject, kind, objectOf, requiredText, textOf, textsOf } from '../json/fields.ts'
import { readProductTree } from './product-tree.ts'
import type { CsafProductTree } from './product-tree.ts'
import { readNotes, readReferences, readVulnerabilities } from './vulnerability.ts'
import type { CsafNote, CsafReference, CsafVulnerability } from './vulnerability.ts'

export type CsafDocument = {
  readonly csafVersion: string
  /** The profile: csaf_security_advisory, csaf_vex, csaf_base, or the publisher's own word. */
  readonly category: string
  readonly title: string
  readonly language?: string
  readonly publisher: CsafPublisher
  readonly tracking: CsafTracking
  /** The publisher's grade: `Important`. */
  readonly severity?: string
  /** TLP label as given: WHITE (2.0), CLEAR (2.1), GREEN, AMBER, RED … */
  readonly tlp?: string
  readonly notes: readonly CsafNote[]
  readonly references: readonly CsafReference[]
  readonly tree: CsafProductTree
  readonly vulnerabilities: readonly CsafVulnerability[]
}
export type CsafPublisher = {
  readonly name: string
  readonly category: string
  readonly namespace: string
  readonly contact?: string
}
/** `status` is draft, interim or final. */
export type CsafTracking = {
  readonly id: string
  readonly status: string
  readonly version: string
  readonly releasedAt?: string
  readonly revisedAt?: string
  readonly aliases: readonly string[]
}
export type CsafReading = { readonly document: CsafDocument; readonly problems: readonly Failure[] }

/**
 * Errors  csaf-document when it is no CSAF 2.x document or has no tracking id; csaf-deep, csaf-many for a product
 *         tree out of bounds; everything smaller is left out and noted in `problems`
 * Cost    linear: a VEX file with 60,000 products, each named in five lists, in half a second
 */
export function parseCsaf(value: unknown): Result<CsafReading> {
  if (!isObject(value)) return fail('csaf-document', `Cannot read a CSAF document: found ${kind(value)}, must be an object`, '$')
  const problems: Failure[] = []
  const root: Located<JsonObject> = { value, at: '$' }
  const document = objectOf(value, 'document', '$', problems)
  const csafVersion = document === undefined ? undefined : textOf(document.value, 'csaf_version', document.at, problems)
  if (document === undefined || csafVersion === undefined || !/^2\.\d$/.test(csafVersion))
    return fail(
      'csaf-document',
      `Cannot read a CSAF document: csaf_version is "${csafVersion ?? ''}", must be 2.0 or 2.1`,
      '$.document',
    )
  const tracking = trackingOf(document, problems)
  if (tracking === undefined)
    return fail('csaf-document', 'Cannot read a CSAF document: it has no tracking id', '$.document.tracking')
  const tree = readProductTree(objectOf(value, 'product_tree', '$', problems), problems)
  if (!tree.ok) return tree
  const severity = objectOf(document.value, 'aggregate_severity', document.at, problems)
  return ok({
    document: defined({
      csafVersion,
      category: textOf(document.value, 'category', document.at, problems) ?? '',
      title: textOf(document.value, 'title', document.at, problems) ?? '',
      language: textOf(document.value, 'lang', document.at, problems),
      publisher: publisherOf(document, problems),
      tracking,
      severity: severity === undefined ? undefined : textOf(severity.value, 'text', severity.at, problems),
      tlp: tlpOf(document, problems),
      notes: readNotes(document.value, document.at, problems),
      references: readReferences(document.value, document.at, problems),
      tree: tree.value,
      vulnerabilities: readVulnerabilities(root, tree.value, problems),
    }),
    problems,
  })
}

function trackingOf(document: Located<JsonObject>, problems: Problems): CsafTracking | undefined {
  const tracking = objectOf(document.value, 'tracking', document.at, problems)
  if (tracking === undefined) return undefined
  const { value, at } = tracking
  const id = requiredText(value, 'id', at, problems)
  if (id === undefined) return undefined
  return defined({
    id,
    status: textOf(value, 'status', at, problems) ?? '',
    version: textOf(value, 'version', at, problems) ?? '',
    releasedAt: textOf(value, 'initial_release_date', at, problems),
    revisedAt: textOf(value, 'current_release_date', at, problems),
    aliases: textsOf(value, 'aliases', at, problems),
  })
}

function publisherOf(document: Located<JsonObject>, problems: Problems): CsafPublisher {
  const publisher = objectOf(document.value, 'publisher', document.at, problems) ?? { value: {}, at: document.at }
  return defined({
    name: textOf(publisher.value, 'name', publisher.at, problems) ?? '',
    category: textOf(publisher.value, 'category', publisher.at, problems) ?? '',
    namespace: textOf(publisher.value, 'namespace', publisher.at, problems) ?? '',
    contact: textOf(publisher.value, 'contact_details', publisher.at, problems),
  })
}

function tlpOf(document: Located<JsonObject>, problems: Problems): string | undefined {
  const distribution = objectOf(document.value, 'distribution', document.at, problems)
  const tlp = distribution === undefined ? undefined : objectOf(distribution.value, 'tlp', distribution.at, problems)
  return tlp === undefined ? undefined : textOf(tlp.value, 'label', tlp.at, problems)
}
