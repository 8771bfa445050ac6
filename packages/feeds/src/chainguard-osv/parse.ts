/**
 * Reads Chainguard's advisories in OSV form, which speak of its own and of Wolfi's packages. `fixed: "0"` says that the
 * package was never affected, as key `"0"` does in the security database. Source: OSV schema 1.7.
 */
import type { Claim } from '@hygie/core/knowledge/claim'
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey, type ProductKey } from '@hygie/core/product-key'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import type { OsvAffected, OsvRecord } from '@hygie/standards/osv/record'
import { apk } from '@hygie/versions/apk'
import { everyVersion } from '@hygie/versions/range'
import type { Failure } from '@hygie/versions/result'
import { osvRecords } from '../osv-claims.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvRecords(file, apk, { vulnerabilities, key, publisher: 'Chainguard', origin: 'chainguard', neverAffected })
}

/** CVE where there are any; one advisory names the same flaw as CVE and as GHSA. */
function vulnerabilities(record: OsvRecord): readonly string[] {
  const named = [...new Set([...record.upstream, ...record.aliases, ...record.related])]
  const cves = named.filter((id) => /^CVE-\d{4}-\d{4,19}$/.test(id))
  return cves.length > 0 ? cves : named.filter((id) => /^GHSA(?:-[a-z0-9]{4}){3}$/.test(id))
}

function key(affected: OsvAffected): ProductKey | Failure | undefined {
  if (affected.package === undefined) return undefined
  const { ecosystem, name } = affected.package
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place.error
  const { distribution = '', release = '', channel } = place.value
  if ((distribution !== 'chainguard' && distribution !== 'wolfi') || channel !== undefined || release !== 'rolling')
    return { code: 'chainguard-place', message: `Cannot place "${ecosystem.slice(0, 80)}": neither Chainguard nor Wolfi` }
  return distributionKey({ type: 'apk', distribution, release, name })
}

/** Only when every range ends at `0`: then no version was ever in it. */
function neverAffected(affected: OsvAffected): Pick<Claim, 'range' | 'status'> | undefined {
  const ends = affected.ranges.map(({ events }) => events)
  const never =
    affected.versions.length === 0 &&
    ends.length > 0 &&
    ends.every((events) => events.length === 2 && events.some(({ kind, version }) => kind === 'fixed' && version === '0'))
  return never ? { range: everyVersion('apk'), status: 'notAffected' } : undefined
}
