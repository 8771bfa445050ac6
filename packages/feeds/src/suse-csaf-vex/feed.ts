import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'suse-csaf-vex',
  title: 'SUSE VEX (CSAF), one document per CVE',
  paths: ['suse/csaf-vex'],
  addresses: [
    {
      url: 'https://ftp.suse.com/pub/projects/security/csaf-vex.tar.bz2',
      path: 'suse/csaf-vex/csaf-vex.tar.bz2',
      bytesMax: 8192 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC-BY-4.0',
  homepage: 'https://www.suse.com/support/security/csaf/',
  accepts: (path) => /^cve-[\d-]+\.json$/.test(plainName(path)),
  parse,
}
