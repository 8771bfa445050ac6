import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cisa-csaf',
  title: 'CISA advisories on industrial and medical devices (CSAF)',
  paths: ['csaf-cisa'],
  addresses: [
    // 2,380 documents; `changes.csv` beside it names paths of the repository, which no server serves
    {
      url: 'https://raw.githubusercontent.com/cisagov/CSAF/develop/csaf_files/OT/white/cisa-csaf-ot-feed-tlp-white.json',
      path: 'csaf-cisa/cisa-csaf-ot-feed-tlp-white.json',
      follow: {
        kind: 'rolie',
        folder: 'csaf-cisa/white',
        accepts: /^\d{4}\/icsm?a-[\w-]+\.json$/,
        checksum: { suffix: '.sha512', kind: 'sha512' },
      },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Public domain (US government work)',
  homepage: 'https://github.com/cisagov/CSAF',
  accepts: (path) => /^icsm?a-\d\d-\d{3}-\d\d[a-z]?\.json$/.test(plainName(path)),
  parse,
}
