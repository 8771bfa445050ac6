import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'distro-info',
  title: 'Releases of Debian and Ubuntu and the ends of their support',
  paths: ['debian/distro-info'],
  addresses: [
    {
      url: 'https://salsa.debian.org/debian/distro-info-data/-/raw/main/{distribution}.csv',
      path: 'debian/distro-info/{distribution}.csv',
      expand: { distribution: ['debian', 'ubuntu'] },
      bytesMax: MIB,
    },
  ],
  rhythmHours: 168,
  licence: 'ISC',
  homepage: 'https://salsa.debian.org/debian/distro-info-data',
  accepts: (path) => /^(?:debian|ubuntu)\.csv$/.test(plainName(path)),
  parse,
}
