import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ubuntu-vex',
  title: 'Ubuntu vulnerabilities in OpenVEX form',
  paths: ['ubuntu/vex', 'ubuntu/vex-all.tar.xz'],
  addresses: [
    {
      url: 'https://security-metadata.canonical.com/vex/vex-all.tar.xz',
      path: 'ubuntu/vex-all.tar.xz',
      bytesMax: 2048 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://github.com/canonical/ubuntu-security-notices',
  // Notices (`vex/usn/`) repeat what the CVE say.
  accepts: (path) => /^CVE-\d{4}-\d{4,12}\.json$/.test(plainName(path)),
  parse,
}
