import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'debian-osv',
  title: 'Debian advisories and vulnerabilities in OSV form',
  paths: ['debian/osv'],
  addresses: [
    {
      url: 'https://osv-vulnerabilities.storage.googleapis.com/Debian/all.zip',
      path: 'debian/osv/all.zip',
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'free to use (tracker data)',
  homepage: 'https://osv.dev/list?ecosystem=Debian',
  accepts: (path) => plainName(path).endsWith('.json'),
  parse,
}
