import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'friendsofphp-advisories',
  title: 'FriendsOfPHP security advisories (Composer packages)',
  paths: ['osv-sources/friendsofphp-security-advisories', 'osv-sources/friendsofphp-security-advisories.zip'],
  addresses: [
    {
      url: 'https://github.com/FriendsOfPHP/security-advisories/archive/refs/heads/master.zip',
      path: 'osv-sources/friendsofphp-security-advisories.zip',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Unlicense',
  homepage: 'https://github.com/FriendsOfPHP/security-advisories',
  accepts: (path) => /(?:^|[/!])[^/!.][^/!]*\/[^/]+\/[^/]+\.ya?ml$/.test(path),
  parse,
}
