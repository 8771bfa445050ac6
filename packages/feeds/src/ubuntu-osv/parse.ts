/** Reads Ubuntu's OSV records: `UBUNTU-CVE-…` (the CVE stands in `upstream`), `USN-…` and `LSN-…` (live patches). */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import type { ProductKey } from '@hygie/core/product-key'
import { own } from '@hygie/standards/json/fields'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import type { OsvAffected, OsvRecord } from '@hygie/standards/osv/record'
import { parsePurl, qualifierOf } from '@hygie/standards/purl/purl'
import { deb } from '@hygie/versions/deb'
import type { Failure } from '@hygie/versions/result'
import { osvRecords } from '../osv-claims.ts'
import { isUbuntuFlaw } from '../releases/notices.ts'
import { ubuntuKey, ubuntuLine, type UbuntuLine } from '../releases/ubuntu.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvRecords(file, deb, {
    vulnerabilities,
    key,
    publisher: 'Ubuntu',
    origin: 'ubuntu',
    isFlaw: ({ summary = '' }) => isUbuntuFlaw(summary),
  })
}

/** `UBUNTU-CVE-2021-3782` in a notice means the CVE. Other upstream ids (GHSA) are the same vulnerability's other names. */
function vulnerabilities(record: OsvRecord): readonly string[] {
  const named = [...record.upstream, ...record.aliases, ...record.related].map((id) =>
    id.startsWith('UBUNTU-') ? id.slice(7) : id,
  )
  return [...new Set(named.filter((id) => /^CVE-\d{4}-\d{4,12}$/.test(id)))]
}

/**
 * The purl's `distro` says the line more exactly than the ecosystem: `Ubuntu:Pro:14.04:LTS` is `trusty/esm`,
 * `esm-infra-legacy/trusty` or `esm-apps/trusty`. A live patch counts only where live patches run.
 */
function key(affected: OsvAffected): ProductKey | Failure | undefined {
  if (affected.package === undefined) return undefined
  const { ecosystem, name, purl } = affected.package
  if (!ecosystem.startsWith('Ubuntu:')) return undefined
  const parsed = purl === undefined ? undefined : parsePurl(purl)
  const distro = parsed?.ok === true ? qualifierOf(parsed.value, 'distro') : undefined
  const line = ubuntuLine(distro ?? '') ?? ecosystemLine(ecosystem)
  if (line === undefined)
    return { code: 'ubuntu-release', message: `Cannot place "${ecosystem.slice(0, 80)}": it names no release` }
  const live = own(affected.ecosystemSpecific, 'availability') === 'Livepatch subscription required'
  return ubuntuKey(live ? { release: line.release, channel: 'livepatch' } : line, name)
}

function ecosystemLine(ecosystem: string): UbuntuLine | undefined {
  const place = parseEcosystem(ecosystem)
  if (!place.ok || place.value.release === undefined) return undefined
  const channel = place.value.channel?.replace(/^pro:/, '').replaceAll(':', '/')
  return { release: place.value.release, ...(channel === undefined ? {} : { channel }) }
}
