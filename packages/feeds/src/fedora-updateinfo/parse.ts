/** Reads `updateinfo.xml` of the repositories of Fedora and EPEL. The CVE stand in the titles of the bugs that are mended. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { FEDORA_IDS, fedoraPlace } from '../fedora/release.ts'
import { cveIdsIn } from '../fields/cve-id.ts'
import { updateRecords } from '../updateinfo/records.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return updateRecords(file, {
    publisher: 'Fedora',
    ids: FEDORA_IDS,
    place: ({ release = '' }) => fedoraPlace(release),
    // The description names CVE too, also those that others mended or that do not concern the package.
    vulnerabilities: ({ references }) => [...new Set(references.flatMap(({ title }) => cveIdsIn(title)))],
    reference: ({ id }) => `https://bodhi.fedoraproject.org/updates/${id}`,
  })
}
