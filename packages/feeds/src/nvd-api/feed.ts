/** NVD by its interface, version 2.0: pages of CVE. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'nvd-api',
  title: 'NVD CVE API 2.0',
  paths: ['nvd/api-2.0'],
  addresses: [
    // 359,000 CVE in 2026, up to 2,000 a page; a page of long ones has 12 MB
    {
      url: 'https://services.nvd.nist.gov/rest/json/cves/2.0',
      path: 'nvd/api-2.0/cves',
      paging: { parameter: 'startIndex', sizeRows: 2000, sizeParameter: 'resultsPerPage', totalField: 'totalResults' },
      // 5 requests in 30 s without a key, 50 with one
      key: { name: 'nvd', header: 'apiKey', intervalMs: 600 },
      intervalMs: 6_000,
      bytesMax: 256 * MIB,
    },
  ],
  rhythmHours: 2,
  licence: 'Public domain (United States government work)',
  homepage: 'https://nvd.nist.gov/developers/vulnerabilities',
  accepts: (path) => /\/api-2\.0\/(?:cves[^/]*\/[\w.-]+|cves-[\w.-]+|page-[\w.-]+)\.json(?:\.gz)?$/.test(path),
  parse,
}
