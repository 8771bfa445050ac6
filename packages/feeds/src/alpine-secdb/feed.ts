import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'alpine-secdb',
  title: 'Alpine security database',
  paths: ['alpine/secdb', 'alpine/secdb-yaml-2020-06', 'alpine/secdb-yaml-2020-06.zip'],
  addresses: [
    {
      url: 'https://secdb.alpinelinux.org/{release}/{repository}.json',
      path: 'alpine/secdb/{release}/{repository}.json',
      expand: {
        release: [...Array.from({ length: 22 }, (_, index) => `v3.${index + 2}`), 'edge'],
        repository: ['main', 'community'],
      },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://secdb.alpinelinux.org/',
  accepts: (path) => /\/(?:main|community)\.(?:json|ya?ml)(?:\.gz)?$/.test(path.replace('!', '/')),
  parse,
}
