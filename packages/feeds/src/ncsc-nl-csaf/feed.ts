import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ncsc-nl-csaf',
  title: 'NCSC-NL advisories (CSAF, Dutch)',
  paths: ['ncsc-nl/csaf'],
  addresses: [
    {
      url: 'https://advisories.ncsc.nl/csaf/v2/changes.csv',
      path: 'ncsc-nl/csaf/changes.csv',
      follow: { kind: 'changes', folder: 'ncsc-nl/csaf', accepts: /^\d{4}\/ncsc-\d{4}-\d{4}\.json$/ },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'NCSC-NL: terms in each document (TLP:WHITE)',
  homepage: 'https://advisories.ncsc.nl/',
  accepts: (path) => /^ncsc-\d{4}-\d{4}\.json$/.test(plainName(path)),
  parse,
}
