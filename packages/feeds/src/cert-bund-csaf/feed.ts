import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cert-bund-csaf',
  title: 'CERT-Bund advisories (CSAF, German)',
  paths: ['cert-bund/csaf'],
  addresses: [
    // some 14,000 documents; the site asks robots for ten seconds between two requests
    {
      url: 'https://wid.cert-bund.de/.well-known/csaf/white/changes.csv',
      path: 'cert-bund/csaf/changes.csv',
      intervalMs: 10_500,
      follow: { kind: 'changes', folder: 'cert-bund/csaf', accepts: /^\d{4}\/wid-sec-w-\d{4}-\d{4}\.json$/ },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'BSI: terms in each document (TLP:WHITE)',
  homepage: 'https://wid.cert-bund.de/portal/wid/start',
  accepts: (path) => /^wid-sec-w-\d{4}-\d{4}\.json$/.test(plainName(path)),
  parse,
}
