import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://security.access.redhat.com/data/csaf/v2/advisories'

export const feed: Feed = {
  name: 'redhat-csaf',
  title: 'Red Hat advisories (CSAF)',
  paths: ['redhat/csaf/advisories', 'redhat/csaf-archive'],
  addresses: [
    {
      url: `${SITE}/archive_latest.txt`,
      path: 'redhat/csaf-archive/archive_latest.txt',
      follow: {
        kind: 'latest',
        folder: 'redhat/csaf-archive',
        accepts: /^csaf_advisories_\d{4}-\d\d-\d\d\.tar\.zst$/,
        checksum: { suffix: '.sha256', kind: 'sha256' },
      },
      bytesMax: 4096 * MIB,
    },
    // what came since that day; `deletions.csv` is not followed, the next archive lacks what was deleted
    {
      url: `${SITE}/changes.csv`,
      path: 'redhat/csaf/advisories/changes.csv',
      follow: { kind: 'changes', folder: 'redhat/csaf/advisories', accepts: /^\d{4}\/rh[a-z]a-[\d_]+\.json$/, sinceLatest: true },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: `${SITE}/`,
  accepts: (path) => /^rh[a-z]a-[\d_]+\.json$/.test(plainName(path)),
  parse,
}
