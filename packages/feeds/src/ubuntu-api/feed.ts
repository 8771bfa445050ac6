import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ubuntu-api',
  title: 'Ubuntu security API (CVE and notices)',
  paths: ['ubuntu/api'],
  addresses: [
    {
      url: 'https://ubuntu.com/security/cves.json',
      path: 'ubuntu/api/cves',
      paging: { parameter: 'offset', sizeRows: 20, sizeParameter: 'limit', totalField: 'total_results' },
      bytesMax: 64 * MIB,
    },
    {
      url: 'https://ubuntu.com/security/notices.json',
      path: 'ubuntu/api/notices',
      paging: { parameter: 'offset', sizeRows: 20, sizeParameter: 'limit', totalField: 'total_results' },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://ubuntu.com/security/api/docs',
  accepts: (path) => /\/(?:cves|notices)\/[^/]+\.json(?:\.(?:gz|zst|xz|bz2))?$/.test(path),
  parse,
}
