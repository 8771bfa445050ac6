import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'redhat-vex',
  title: 'Red Hat VEX (CSAF), one document per CVE',
  paths: ['redhat/vex', 'redhat/vex-archive'],
  addresses: [
    // `archive_latest.txt` beside it names the archive of the day; `changes.csv` and `deletions.csv` what came since
    {
      url: 'https://security.access.redhat.com/data/csaf/v2/vex/csaf_vex_{date}.tar.zst',
      path: 'redhat/vex-archive/csaf_vex_{date}.tar.zst',
      bytesMax: 4096 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: 'https://security.access.redhat.com/data/csaf/v2/vex/',
  accepts: (path) => /^cve-[\d-]+\.json$/i.test(plainName(path)),
  parse,
}
