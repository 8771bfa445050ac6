import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'almalinux-osv',
  title: 'AlmaLinux updates in OSV form',
  paths: ['almalinux/osv', 'almalinux/osv-database.zip'],
  addresses: [
    {
      url: 'https://osv-vulnerabilities.storage.googleapis.com/AlmaLinux/all.zip',
      path: 'almalinux/osv/all.zip',
      bytesMax: 512 * MIB, // 7 MB in 2026
    },
  ],
  rhythmHours: 12,
  licence: 'MIT',
  homepage: 'https://github.com/AlmaLinux/osv-database',
  accepts: (path) => /^AL[A-Z]A-.*\.json$/.test(plainName(path)),
  parse,
}
