import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'chainguard-secdb',
  title: 'Chainguard security database',
  paths: ['chainguard/chainguard'],
  addresses: [
    // a few megabytes
    { url: 'https://packages.cgr.dev/chainguard/security.json', path: 'chainguard/chainguard/security.json', bytesMax: 64 * MIB },
  ],
  rhythmHours: 6,
  licence: 'published by Chainguard for vulnerability scanners, without a licence of its own',
  homepage: 'https://images.chainguard.dev/security',
  accepts: (path) => plainName(path) === 'security.json',
  parse,
}
