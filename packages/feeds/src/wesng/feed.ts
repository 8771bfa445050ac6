import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'wesng',
  title: "Windows Exploit Suggester NG, table of Microsoft's updates",
  paths: ['wesng'],
  addresses: [
    // 4.1 MB in 2026
    {
      url: 'https://raw.githubusercontent.com/bitsadmin/wesng/master/definitions.zip',
      path: 'wesng/definitions.zip',
      bytesMax: 128 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'BSD-3-Clause',
  homepage: 'https://github.com/bitsadmin/wesng',
  accepts: (path) => /^(?:CVEs|Custom)_\d{8}\.csv$/.test(plainName(path)),
  parse,
}
