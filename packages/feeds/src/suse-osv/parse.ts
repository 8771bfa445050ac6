/**
 * Reads SUSE's updates in OSV form. The CVE stand in `related`. Packages are source packages; `binaries` names what is installed of all of them.
 *
 * SUSE publishes `SUSE-SU-403 Forbidden-1` and `SUSE-SU-403`: an error page became an id, and many updates were joined
 * under it. What they say of a package is not true, so they are refused.
 */
import type { FeedFile, StatedAt } from '@hygie/core/knowledge/feed'
import type { KnowledgeRecord, Rejection } from '@hygie/core/knowledge/record'
import { fail, ok, type Result } from '@hygie/versions/result'
import { SUSE_IDS, suseLines } from '../releases/suse.ts'
import { osvErratum, type RpmLine } from '../rpm-claims/osv.ts'

export function parse(file: FeedFile): AsyncIterable<KnowledgeRecord | Rejection | StatedAt> {
  return osvErratum(file, {
    publisher: 'SUSE',
    origin: 'suse',
    ids: SUSE_IDS,
    isSecurity: (id) => id.includes('SUSE-SU-'),
    lines,
    names: 'srpm',
    hasModules: false,
  })
}

/** `SUSE:Linux Enterprise Server 12 SP1`, `openSUSE:Leap 15.5` */
function lines(ecosystem: string): Result<readonly RpmLine[]> {
  const found = /^(?:openSUSE|SUSE):/.test(ecosystem) ? suseLines(ecosystem.replace(':', ' ')) : []
  return found.length === 0
    ? fail('suse-release', `Cannot place "${ecosystem.slice(0, 80)}": no known product of SUSE`)
    : ok(found)
}
