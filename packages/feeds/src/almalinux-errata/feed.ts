import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'almalinux-errata',
  title: 'AlmaLinux errata',
  paths: ['almalinux/errata', 'almalinux/updateinfo-tree.zip'],
  addresses: [
    {
      url: 'https://errata.almalinux.org/{release}/errata.full.json',
      path: 'almalinux/errata/{release}/errata.full.json',
      expand: { release: ['8', '9', '10'] },
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'MIT',
  homepage: 'https://errata.almalinux.org/',
  accepts: (path) => /^(?:errata\.full\.json|(?:[0-9a-f]+-)?updateinfo\.xml)$/.test(plainName(path)),
  parse,
}
