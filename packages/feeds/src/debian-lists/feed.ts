import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'debian-lists',
  title: 'Debian security advisories (DSA, DLA, DTSA lists)',
  paths: ['debian/security-tracker/data/DSA', 'debian/security-tracker/data/DLA', 'debian/security-tracker/data/DTSA'],
  addresses: [
    {
      url: 'https://salsa.debian.org/security-tracker-team/security-tracker/-/raw/master/data/{list}/list',
      path: 'debian/security-tracker/data/{list}/list',
      expand: { list: ['DSA', 'DLA', 'DTSA'] },
      bytesMax: 64 * MIB, // 1.6 MB in 2026
    },
  ],
  rhythmHours: 6,
  licence: 'free to use (tracker data)',
  homepage: 'https://salsa.debian.org/security-tracker-team/security-tracker',
  accepts: (path) => /\/D(?:S|L|TS)A\/list(?:\.(?:gz|xz|bz2|zst))?$/.test(path),
  parse,
}
