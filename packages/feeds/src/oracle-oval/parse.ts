/**
 * Reads Oracle Linux's OVAL: one definition is one update (ELSA), with the first build of each package that has the fix, by
 * architecture and module. Source: linux.oracle.com/security/oval, OVAL 5.11.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { below } from '../fixed-range.ts'
import type { Meaning } from '../oval/criteria.ts'
import type { OvalDefinition } from '../oval/definitions.ts'
import type { PackageState } from '../oval/package-state.ts'
import { ovalRecords } from '../oval/records.ts'
import type { RpmLine } from '../rpm-claims/osv.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return ovalRecords(file, {
    publisher: 'Oracle Linux',
    scheme: 'rpm',
    type: 'rpm',
    lines,
    condition,
    commented,
    channelOf,
    advisory,
    isSecurity: (id) => id.startsWith('ELSA-'),
    scorer: () => 'oracle',
  })
}

function lines(platform: string): readonly RpmLine[] {
  const release = /^Oracle Linux (\d{1,2})$/.exec(platform)?.[1]
  return release === undefined ? [] : [{ distribution: 'ol', release }]
}

function condition(comment: string): Meaning<PackageState> | undefined {
  const [, platform] = /^(Oracle Linux \d{1,2}) is installed$/.exec(comment) ?? []
  if (platform !== undefined) return { kind: 'platform', name: platform }
  const [, module] = /^Module ([\w.+-]{1,100}:[\w.+-]{1,100}) is enabled$/.exec(comment) ?? []
  return module === undefined ? undefined : { kind: 'module', name: module }
}

/** The comments hold all that the tests do, the epoch too: `bind is earlier than 30:9.3.3-8.el5`. */
function commented(comment: string): Meaning<PackageState> | undefined {
  const [, architecture] = /^Oracle Linux arch is (\w{1,20})$/.exec(comment) ?? []
  if (architecture !== undefined) return { kind: 'architecture', names: [architecture] }
  if (/^\S{1,300} is signed with the Oracle Linux \d{1,2} key$/.test(comment)) return { kind: 'nothing' }
  const [, name, version = ''] = /^(\S{1,300}) is earlier than (\d{1,4}:\S{1,200})$/.exec(comment) ?? []
  return name === undefined
    ? condition(comment)
    : { kind: 'subject', subject: { name, status: 'affected', range: below('rpm', version) } }
}

/**
 * Builds for live patching (`2:2.17-326.0.1.ksplice1.el7_9`) and with a validated cipher module (`10:1.1.1k-14.el8_6_fips`)
 * have an epoch above that of the main line: as its fix they would make every machine look open for ever.
 */
export function channelOf(version: string): string | undefined {
  return /\.ksplice\d/.test(version) ? 'ksplice' : /_fips(?:$|[._])/.test(version) ? 'fips' : undefined
}

function advisory({ references }: OvalDefinition): { readonly id: string; readonly url: string } | undefined {
  return references.find(({ source, id }) => source === 'elsa' && /^EL[BES]A-\d{4}-\d{1,8}(?:-\d{1,4})?$/.test(id))
}
