/** Reads one file: `cve.configurations` in NVD's shape 2.0, and `_annotation` with the id and the reason. */
import type { FeedFile } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { isObject, own, textOf, type Problems } from '@hygie/standards/json/fields'
import { claimsOfTrees } from '../cpe-claims/claims.ts'
import { readConfigurations } from '../cpe-claims/tree.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import { rejection, rejectionOf } from '../reading/bytes.ts'
import { jsonDocument } from '../reading/json.ts'
import { MIB } from '../reading/limits.ts'

/** The biggest file has 700 kB. */
const FILE_BYTES_MAX = 16 * MIB

/** The list *replaces* NVD's list of that CVE; who is heard first is settled where sources meet. */
export async function* parse(file: FeedFile): AsyncGenerator<KnowledgeRecord | Rejection> {
  const document = await jsonDocument(file.bytes(), FILE_BYTES_MAX)
  if (!document.ok) {
    yield rejectionOf(document.error)
    return
  }
  const [annotation, cve] = isObject(document.value) ? [own(document.value, '_annotation'), own(document.value, 'cve')] : []
  const id = isObject(annotation) ? cveIdOf(own(annotation, 'cve_id')) : undefined
  if (!isObject(annotation) || !isObject(cve) || id === undefined) {
    yield rejection('nvd-override', 'Cannot read an override: it must have a CVE id in its annotation, and a CVE')
    return
  }
  const problems: Problems = []
  const reason = textOf(annotation, 'reason', '_annotation', problems)
  const head = { vulnerability: id, ...(reason === undefined ? {} : { note: reason }) }
  yield* claimsOfTrees(readConfigurations({ value: cve, at: 'cve' }, problems), head, problems)
  for (const problem of problems) yield rejectionOf(problem)
}
