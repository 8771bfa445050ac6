import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'debian-security-support',
  title: 'Debian packages with ended or limited security support',
  paths: ['debian/security-support'],
  addresses: [
    {
      url: 'https://salsa.debian.org/debian/debian-security-support/-/raw/master/security-support-ended.deb{release}',
      path: 'debian/security-support/security-support-ended.deb{release}',
      expand: { release: ['9', '10', '11', '12', '13'] },
      bytesMax: MIB,
    },
    {
      url: 'https://salsa.debian.org/debian/debian-security-support/-/raw/master/security-support-limited',
      path: 'debian/security-support/security-support-limited',
      bytesMax: MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'GPL-2.0-only',
  homepage: 'https://salsa.debian.org/debian/debian-security-support',
  // The list of ended packages without a release in its name is that of another system (see readme.md).
  accepts: (path) => /^security-support-(?:ended\.deb\d+|limited(?:\.deb\d+)?)$/.test(plainName(path)),
  parse,
}
