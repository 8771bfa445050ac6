import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'rocky-osv',
  title: 'Rocky Linux updates in OSV form',
  paths: ['rocky/osv', 'rocky/osv.zip', 'rocky/osv-api'],
  addresses: [
    {
      url: 'https://osv-vulnerabilities.storage.googleapis.com/Rocky%20Linux/all.zip',
      path: 'rocky/osv/all.zip',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'BSD-3-Clause',
  homepage: 'https://errata.rockylinux.org/',
  accepts: (path) => /^R[LX][A-Z]A-.*\.json$/.test(plainName(path)),
  parse,
}
