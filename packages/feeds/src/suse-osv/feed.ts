import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'suse-osv',
  title: 'SUSE and openSUSE updates in OSV form',
  paths: ['suse/osv', 'suse/osv.zip', 'suse/osv.tar.bz2'],
  addresses: [{ url: 'https://ftp.suse.com/pub/projects/security/osv.tar.bz2', path: 'suse/osv.tar.bz2', bytesMax: 1024 * MIB }],
  rhythmHours: 12,
  licence: 'CC-BY-4.0',
  homepage: 'https://www.suse.com/support/security/',
  accepts: (path) => /^(?:open)?SUSE-.*\.json$/i.test(plainName(path)),
  parse,
}
