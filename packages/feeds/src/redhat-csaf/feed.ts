import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'redhat-csaf',
  title: 'Red Hat advisories (CSAF)',
  paths: ['redhat/csaf/advisories', 'redhat/csaf-archive'],
  addresses: [
    // `archive_latest.txt` beside it names the archive of the day; `changes.csv` and `deletions.csv` what came since
    {
      url: 'https://security.access.redhat.com/data/csaf/v2/advisories/csaf_advisories_{date}.tar.zst',
      path: 'redhat/csaf-archive/csaf_advisories_{date}.tar.zst',
      bytesMax: 4096 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: 'https://security.access.redhat.com/data/csaf/v2/advisories/',
  accepts: (path) => /^rh[a-z]a-[\d_]+\.json$/.test(plainName(path)),
  parse,
}
