import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'chainguard-osv',
  title: 'Chainguard and Wolfi advisories in OSV form',
  paths: ['chainguard/osv'],
  addresses: [
    // upstream has one file an advisory; the archive of OSV holds all of them
    {
      url: 'https://osv-vulnerabilities.storage.googleapis.com/Chainguard/all.zip',
      path: 'chainguard/osv/all.zip',
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'published by Chainguard for vulnerability scanners, without a licence of its own',
  homepage: 'https://images.chainguard.dev/security',
  accepts: (path) => /^CGA-[\w-]{1,40}\.json$/.test(plainName(path)),
  parse,
}
