import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://security.access.redhat.com/data/csaf/v2/vex'

export const feed: Feed = {
  name: 'redhat-vex',
  title: 'Red Hat VEX (CSAF), one document per CVE',
  paths: ['redhat/vex', 'redhat/vex-archive'],
  addresses: [
    {
      url: `${SITE}/archive_latest.txt`,
      path: 'redhat/vex-archive/archive_latest.txt',
      follow: {
        kind: 'latest',
        folder: 'redhat/vex-archive',
        accepts: /^csaf_vex_\d{4}-\d\d-\d\d\.tar\.zst$/,
        checksum: { suffix: '.sha256', kind: 'sha256' },
      },
      bytesMax: 4096 * MIB,
    },
    // what came since that day; `deletions.csv` is not followed, the next archive lacks what was deleted
    {
      url: `${SITE}/changes.csv`,
      path: 'redhat/vex/changes.csv',
      follow: { kind: 'changes', folder: 'redhat/vex', accepts: /^\d{4}\/cve-[\d-]+\.json$/, sinceLatest: true },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: `${SITE}/`,
  accepts: (path) => /^cve-[\d-]+\.json$/i.test(plainName(path)),
  parse,
}
