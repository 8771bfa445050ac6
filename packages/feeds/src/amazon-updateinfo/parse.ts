/** Reads `updateinfo.xml` of Amazon Linux's repositories: 1, 2 with its extras topics, 2022, 2023, live patches. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { fail, ok, type Result } from '@hygie/versions/result'
import { BULLETIN_IDS, bulletinPlace, collectionRelease } from '../amazon-linux/bulletin.ts'
import { cveIdOf } from '../fields/cve-id.ts'
import type { RpmPlace } from '../rpm-claims/build.ts'
import { updateRecords } from '../updateinfo/records.ts'
import type { Update } from '../updateinfo/updates.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return updateRecords(file, {
    publisher: 'Amazon Linux',
    ids: BULLETIN_IDS,
    place,
    vulnerabilities: ({ references }) => [...new Set(references.flatMap(({ id }) => cveIdOf(id) ?? []))],
    reference: () => undefined, // those of an update lead to its CVE
  })
}

/** The id says it, and the list that the packages stand in must say the same system. */
function place({ id, packages }: Update): Result<RpmPlace> {
  const said = bulletinPlace(id)
  const other = packages.find(({ collection }) => (collectionRelease(collection) ?? said?.release) !== said?.release)
  if (said === undefined || other !== undefined)
    return fail('amazon-place', `Cannot place "${id}": its packages stand in "${(other?.collection ?? '').slice(0, 80)}"`)
  return ok(said)
}
