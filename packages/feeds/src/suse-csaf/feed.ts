import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'suse-csaf',
  title: 'SUSE advisories (CSAF)',
  paths: ['suse/csaf'],
  addresses: [
    { url: 'https://ftp.suse.com/pub/projects/security/csaf.tar.bz2', path: 'suse/csaf/csaf.tar.bz2', bytesMax: 4096 * MIB },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: 'https://www.suse.com/support/security/csaf/',
  accepts: (path) => /^(?:open)?suse-.*\.json$/.test(plainName(path)),
  parse,
}
