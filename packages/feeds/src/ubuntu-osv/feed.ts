import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ubuntu-osv',
  title: 'Ubuntu vulnerabilities and notices in OSV form',
  paths: ['ubuntu/osv', 'ubuntu/osv.zip', 'ubuntu/osv-all.tar.xz'],
  addresses: [
    {
      url: 'https://security-metadata.canonical.com/osv/osv-all.tar.xz',
      path: 'ubuntu/osv-all.tar.xz',
      bytesMax: 2048 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC-BY-SA-4.0',
  homepage: 'https://github.com/canonical/ubuntu-security-notices',
  accepts: (path) => /^(?:UBUNTU-CVE|USN|LSN)-.*\.json$/.test(plainName(path)),
  parse,
}
