/** NVD's dictionary of CPE names, as XML, by its interface and as feed 2.0. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'nvd-names',
  title: 'NVD CPE dictionary',
  paths: ['nvd/cpe-dictionary', 'nvd/api-2.0/cpes', 'nvd/feed-2.0'],
  addresses: [
    // some 1.4 million names
    {
      url: 'https://nvd.nist.gov/feeds/json/cpe/2.0/nvdcpe-2.0.tar.gz',
      path: 'nvd/feed-2.0/nvdcpe-2.0.tar.gz',
      checksum: { url: 'https://nvd.nist.gov/feeds/json/cpe/2.0/nvdcpe-2.0.meta', kind: 'nvd-meta', of: 'unpacked' },
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Public domain (United States government work)',
  homepage: 'https://nvd.nist.gov/products/cpe',
  accepts: (path) =>
    /^official-cpe-dictionary_v2\.3\.xml$/.test(plainName(path)) ||
    /\/cpes\/[\w.-]+\.json(?:\.gz)?$/.test(path) ||
    /^nvdcpe-2\.0-chunk-\d+\.json$/.test(plainName(path)),
  parse,
}
