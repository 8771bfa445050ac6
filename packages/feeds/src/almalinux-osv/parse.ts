/**
 * Reads AlmaLinux's updates in OSV form. The CVE stand in `related`; no scores are given.
 *
 * An update for two releases stands in both releases' folders, with the same content that covers both: the second
 * copy gives exactly the same records, which the knowledge file holds once.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import { fail, ok, type Result } from '@hygie/versions/result'
import { osvErratum, type RpmLine } from '../rpm-claims/osv.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvErratum(file, {
    publisher: 'AlmaLinux',
    origin: 'almalinux',
    ids: /^AL[BES]A-\d{4}:[\w-]{1,40}$/,
    isSecurity: (id) => id.startsWith('ALSA-'),
    lines,
    names: 'rpm',
    hasModules: true,
  })
}

function lines(ecosystem: string): Result<readonly RpmLine[]> {
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place
  const { distribution, release, channel } = place.value
  if (distribution !== 'almalinux' || release === undefined || !/^\d{1,3}$/.test(release))
    return fail('almalinux-release', `Cannot place "${ecosystem.slice(0, 80)}": must be a release of AlmaLinux`)
  return ok([{ distribution, release, ...(channel === undefined ? {} : { channel }) }])
}
