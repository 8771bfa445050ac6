import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'wolfi-secdb',
  title: 'Wolfi security database',
  paths: ['wolfi/os'],
  addresses: [
    // a few megabytes
    { url: 'https://packages.wolfi.dev/os/security.json', path: 'wolfi/os/security.json', bytesMax: 64 * MIB },
  ],
  rhythmHours: 6,
  licence: 'published by Chainguard for vulnerability scanners, without a licence of its own',
  homepage: 'https://wolfi.dev/',
  accepts: (path) => plainName(path) === 'security.json',
  parse,
}
