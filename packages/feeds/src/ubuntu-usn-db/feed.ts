import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ubuntu-usn-db',
  title: 'Ubuntu security notices (USN database)',
  paths: ['ubuntu/usn-db'],
  addresses: [
    {
      url: 'https://usn.ubuntu.com/usn-db/database-all.json.bz2',
      path: 'ubuntu/usn-db/database-all.json.bz2',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://ubuntu.com/security/notices',
  accepts: (path) => /\/database(?:-all)?\.json(?:\.bz2)?$/.test(path),
  parse,
}
