/** Reads Rocky Linux's updates in OSV form. The CVE stand in `upstream` (since 1.7) or `related`. */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { parseEcosystem } from '@hygie/standards/osv/ecosystem'
import type { OsvRecord } from '@hygie/standards/osv/record'
import { fail, ok, type Result } from '@hygie/versions/result'
import { osvErratum, type RpmLine } from '../rpm-claims/osv.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvErratum(file, {
    publisher: 'Rocky Linux',
    origin: 'rocky',
    ids: /^R[LX][BES]A-\d{4}:[\w-]{1,40}$/,
    isSecurity: (id) => id.startsWith('RLSA-') || id.startsWith('RXSA-'),
    lines,
    names: 'rpm',
    hasModules: true,
  })
}

/**
 * `RXSA` are updates of special interest groups, whose kernels (`….el8_7.cloud`) are others than Rocky's: a line of
 * their own, else every plain kernel would look older than the group's fix.
 */
function lines(ecosystem: string, { id }: OsvRecord): Result<readonly RpmLine[]> {
  const place = parseEcosystem(ecosystem)
  if (!place.ok) return place
  const { distribution, release, channel } = place.value
  if (distribution !== 'rocky' || release === undefined || !/^\d{1,3}$/.test(release))
    return fail('rocky-release', `Cannot place "${ecosystem.slice(0, 80)}": must be a release of Rocky Linux`)
  const own = channel ?? (id.startsWith('RX') ? 'sig' : undefined)
  return ok([{ distribution, release, ...(own === undefined ? {} : { channel: own }) }])
}
