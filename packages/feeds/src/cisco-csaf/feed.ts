import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cisco-csaf',
  title: 'Cisco security advisories (CSAF)',
  paths: ['cisco/csaf'],
  addresses: [
    // 2,800 documents, the biggest 1.3 MB
    {
      url: 'https://www.cisco.com/.well-known/csaf/changes.csv',
      path: 'cisco/csaf/changes.csv',
      follow: { kind: 'changes', folder: 'cisco/csaf', accepts: /^\d{4}\/cisco-sa-[\w-]+\.json$/ },
      bytesMax: 16 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Cisco: terms of its security vulnerability policy',
  homepage: 'https://sec.cloudapps.cisco.com/security/center/publicationListing.x',
  accepts: (path) => /^cisco-sa-[\w-]+\.json$/.test(plainName(path)),
  parse,
}
