import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'alpine-osv',
  title: 'Alpine vulnerabilities in OSV form',
  paths: ['alpine/osv'],
  addresses: [
    {
      url: 'https://osv-vulnerabilities.storage.googleapis.com/Alpine/all.zip',
      path: 'alpine/osv/all.zip',
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://osv.dev/',
  accepts: (path) => /^(?:ALPINE-)?CVE-\d{4}-\d{4,19}\.json$/.test(plainName(path)),
  parse,
}
