/** Reads OSV records that osv.dev makes of Alpine's security database; older ones hold other distributions' packages too. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { distributionKey, type ProductKey } from '@hygie/core/product-key'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import type { OsvAffected, OsvRecord } from '@hygie/standards/osv/record'
import { apk } from '@hygie/versions/apk'
import type { Failure } from '@hygie/versions/result'
import { cveIdOf } from '../fields/cve-id.ts'
import { osvRecords } from '../osv-claims.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvRecords(file, apk, { vulnerabilities, key, publisher: 'Alpine', origin: 'alpine' })
}

/** `ALPINE-CVE-2023-46850` names the CVE in `upstream`; older records are named after it. */
function vulnerabilities(record: OsvRecord): readonly string[] {
  return [...new Set([record.id, ...record.upstream, ...record.aliases].flatMap((id) => cveIdOf(id) ?? []))]
}

function key(affected: OsvAffected): ProductKey | Failure | undefined {
  if (affected.package === undefined) return undefined
  const { ecosystem, name } = affected.package
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place.error
  const { distribution, release, channel } = place.value
  if (distribution !== 'alpine') return undefined
  if (release === undefined || channel !== undefined || !/^(?:\d{1,3}\.\d{1,3}|edge)$/.test(release))
    return { code: 'alpine-release', message: `Cannot place "${ecosystem.slice(0, 80)}": it names no release` }
  return distributionKey({ type: 'apk', distribution, release, name })
}
