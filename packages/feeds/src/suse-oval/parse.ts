/**
 * Reads SUSE's OVAL: for each CVE the packages of each product that are affected below a version, affected and not mended, or
 * not affected. Source: ftp.suse.com/pub/projects/security/oval, OVAL 5.5.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { Meaning } from '../oval/criteria.ts'
import type { OvalDefinition } from '../oval/definitions.ts'
import { always, never, type PackageState } from '../oval/package-state.ts'
import { ovalRecords } from '../oval/records.ts'
import { platformLines } from './platform.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return ovalRecords(file, {
    publisher: 'SUSE',
    scheme: 'rpm',
    type: 'rpm',
    lines: platformLines,
    condition,
    commented,
    advisory,
    isSecurity: (id) => id.includes('SUSE-SU-'),
    scorer: ({ attributes }) => SCORERS.get(URL.parse(attributes['href'] ?? '')?.hostname ?? ''),
  })
}

const SCORERS: ReadonlyMap<string, string> = new Map([
  ['www.suse.com', 'suse'],
  ['nvd.nist.gov', 'nvd'],
])

/** Tests of a product look at its release package; only the comment says which product. */
function condition(comment: string): Meaning<PackageState> | undefined {
  const name = /^(.{1,200}) is installed$/.exec(comment)?.[1]
  return name === undefined ? undefined : { kind: 'platform', name }
}

/**
 * A comment says a product or "is (not) affected" without loss. A version it says without its epoch, so that is no claim:
 * `krb5-1.12.2-3.1 is installed` stands for "krb5 is below 0:1.12.2-3.1".
 */
function commented(comment: string, { platforms }: OvalDefinition): Meaning<PackageState> | undefined {
  const platform = condition(comment)
  if (platform?.kind === 'platform' && (platforms.includes(platform.name) || platformLines(platform.name).length > 0))
    return platform
  if (comment.includes(' is signed with ')) return { kind: 'nothing' }
  const [, name = '', not] = /^(\S{1,300}) is (not )?affected$/.exec(comment) ?? []
  return name === '' ? undefined : { kind: 'subject', subject: { name, ...(not === undefined ? always('rpm') : never('rpm')) } }
}

/** Of documents by patch: an update has an id with a year; what was mended before a release has none. */
function advisory({ references }: OvalDefinition): { readonly id: string; readonly url: string } | undefined {
  return references.find(({ id }) => /^(?:open)?SUSE-[A-Z]{2}-\d{4}:\d{1,8}-\d{1,4}$/.test(id))
}
