import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'rocky-errata',
  title: 'Rocky Linux errata',
  paths: ['rocky/errata'],
  addresses: [
    {
      url: 'https://errata.rockylinux.org/api/v2/advisories',
      path: 'rocky/errata/page{page}.json',
      paging: { parameter: 'page', sizeRows: 100, sizeParameter: 'limit', totalField: 'total' },
      bytesMax: 256 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'BSD-3-Clause',
  homepage: 'https://errata.rockylinux.org/',
  accepts: (path) => /^page\d+\.json$/.test(plainName(path)),
  parse,
}
