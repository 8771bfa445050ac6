/** Reads Debian's OSV records: advisories (`DSA-…`, whose CVE stand in `related` or `upstream`) and `DEBIAN-CVE-…`. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey, type ProductKey } from '@hygie/core/product-key'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import type { OsvAffected, OsvRecord } from '@hygie/standards/osv/record'
import { deb } from '@hygie/versions/deb'
import type { Failure } from '@hygie/versions/result'
import { osvRecords } from '../osv-claims.ts'
import { isDebianFlaw } from '../releases/notices.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvRecords(file, deb, {
    vulnerabilities,
    key,
    publisher: 'Debian',
    origin: 'debian',
    isFlaw: ({ summary = '' }) => isDebianFlaw(summary),
  })
}

function vulnerabilities(record: OsvRecord): readonly string[] {
  return [
    ...new Set([...record.upstream, ...record.aliases, ...record.related].filter((id) => /^(?:CVE|TEMP)-[\w-]{4,40}$/.test(id))),
  ]
}

/** The file's name is not to be trusted: `DLA-0010-1.json` holds `DLA-0001-1`. */
function key(affected: OsvAffected): ProductKey | Failure | undefined {
  if (affected.package === undefined) return undefined
  const { ecosystem, name } = affected.package
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place.error
  const { distribution, release } = place.value
  if (distribution !== 'debian') return undefined
  if (release === undefined) return { code: 'debian-release', message: `Cannot place "${ecosystem}": it names no release` }
  return distributionKey({ type: 'deb', distribution, release: OLD.get(release) ?? release, name })
}

/** Both spellings are met; product keys use distro-info's. */
const OLD: ReadonlyMap<string, string> = new Map([
  ['4', '4.0'],
  ['5', '5.0'],
  ['6', '6.0'],
])
