/** `updateinfo.xml` of AlmaLinux's repositories. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { fail, ok } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { updateRecords } from '../updateinfo/records.ts'
import type { Update } from '../updateinfo/updates.ts'
import { almaRelease } from './package.ts'

export function parseUpdates(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return updateRecords(file, {
    publisher: 'AlmaLinux',
    ids: /^AL[BES]A-\d{4}:[\w-]{1,40}$/,
    place: (update) => {
      const release = almaRelease(selfOf(update), update.packages)
      return release === undefined
        ? fail('almalinux-release', `Cannot place "${update.id}": neither its address nor its packages tell the release`)
        : ok({ distribution: 'almalinux', release })
    },
    vulnerabilities: ({ references }) => [...new Set(references.flatMap(({ id }) => cveIdOf(id) ?? []))],
    reference: selfOf,
  })
}

function selfOf({ references }: Update): string | undefined {
  return references.find(({ type }) => type === 'self')?.url
}
