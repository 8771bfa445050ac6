import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'sick-csaf',
  title: 'SICK PSIRT advisories (CSAF)',
  paths: ['sick/csaf'],
  addresses: [
    {
      url: 'https://www.sick.com/.well-known/csaf/white/csaf-feed-tlp-white.json',
      path: 'sick/csaf/csaf-feed-tlp-white.json',
      follow: {
        kind: 'rolie',
        folder: 'sick/csaf',
        accepts: /(?:^|\/)sca-\d{4}-\d{4}\.json$/,
        checksum: { suffix: '.sha512', kind: 'sha512' },
      },
      bytesMax: 16 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'SICK: terms in each document (TLP:WHITE)',
  homepage: 'https://www.sick.com/psirt',
  accepts: (path) => /^sca-\d{4}-\d{4}\.json$/.test(plainName(path)),
  parse,
}
