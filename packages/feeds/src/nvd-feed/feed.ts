/** NVD's yearly files in format 2.0, each with all CVE of a year. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { parse } from '../nvd-api/parse.ts'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'

const SITE = 'https://nvd.nist.gov/feeds/json/cve/2.0'

export const feed: Feed = {
  name: 'nvd-feed',
  title: 'NVD CVE feeds 2.0',
  paths: ['nvd/feed-2.0'],
  addresses: [
    // 2025 alone: 44,755 CVE
    {
      url: `${SITE}/nvdcve-2.0-{year}.json.gz`,
      path: 'nvd/feed-2.0/nvdcve-2.0-{year}.json.gz',
      expand: { year: ['2002..', 'modified', 'recent'] },
      checksum: { url: `${SITE}/nvdcve-2.0-{year}.meta`, kind: 'nvd-meta', of: 'unpacked' },
      bytesMax: 256 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Public domain (United States government work)',
  homepage: 'https://nvd.nist.gov/vuln/data-feeds',
  accepts: (path) => /^nvdcve-2\.0-\w+\.json$/.test(plainName(path)),
  parse,
}
