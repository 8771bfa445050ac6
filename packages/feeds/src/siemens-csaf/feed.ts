import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'siemens-csaf',
  title: 'Siemens ProductCERT advisories (CSAF)',
  paths: ['siemens/csaf'],
  addresses: [
    // some 700 documents of up to 5 MB
    {
      url: 'https://cert-portal.siemens.com/productcert/csaf/ssa-feed-tlp-white.json',
      path: 'siemens/csaf/ssa-feed-tlp-white.json',
      follow: {
        kind: 'rolie',
        folder: 'siemens/csaf',
        accepts: /^ssa-\d{6}\.json$/,
        checksum: { suffix: '.sha512', kind: 'sha512' },
      },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Siemens: terms of use of its security advisories',
  homepage: 'https://www.siemens.com/cert/advisories',
  accepts: (path) => /^ssa-\d{6}\.json$/.test(plainName(path)),
  parse,
}
