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
      url: 'https://errata.rockylinux.org/api/v3/advisories/',
      path: 'rocky/errata/pages',
      paging: { parameter: 'page', sizeRows: 100, sizeParameter: 'size', totalField: 'total', counts: 'pages' },
      bytesMax: 256 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'BSD-3-Clause',
  homepage: 'https://errata.rockylinux.org/',
  accepts: (path) => /^page-?\d+\.json$/.test(plainName(path)),
  parse,
}
