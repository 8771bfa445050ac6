/** NVD's yearly files in format 1.1, retired in 2023: still found in mirrors of that time. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'nvd-legacy',
  title: 'NVD CVE feeds 1.1 (retired)',
  paths: ['nvd/legacy-1.1'],
  addresses: [], // nothing is served any more
  rhythmHours: 24,
  licence: 'Public domain (United States government work)',
  homepage: 'https://nvd.nist.gov/vuln/data-feeds',
  accepts: (path) => /^nvdcve-1\.1-\w+\.json$/.test(plainName(path)),
  parse,
}
