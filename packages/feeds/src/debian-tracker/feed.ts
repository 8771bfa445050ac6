import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'debian-tracker',
  title: 'Debian security tracker',
  paths: ['debian/security-tracker'],
  addresses: [
    {
      url: 'https://security-tracker.debian.org/tracker/data/json',
      path: 'debian/security-tracker/data/json.json',
      bytesMax: 512 * MIB, // 65 MB in 2026
    },
  ],
  rhythmHours: 6,
  licence: 'free to use (tracker data)',
  homepage: 'https://security-tracker.debian.org/',
  accepts: (path) => /\/data\/(?:json|json\.json|json-slices\/[^/]+\.json)(?:\.(?:gz|xz|bz2|zst))?$/.test(path),
  parse,
}
