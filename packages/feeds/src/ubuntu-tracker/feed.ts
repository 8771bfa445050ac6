import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ubuntu-tracker',
  title: 'Ubuntu CVE tracker',
  paths: ['ubuntu/ubuntu-cve-tracker', 'ubuntu/ubuntu-cve-tracker.tar.gz', 'ubuntu/ubuntu-cve-tracker.zip'],
  addresses: [
    {
      url: 'https://git.launchpad.net/ubuntu-cve-tracker/snapshot/ubuntu-cve-tracker-master.tar.gz',
      path: 'ubuntu/ubuntu-cve-tracker.tar.gz',
      bytesMax: 1024 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: 'GPL-2.0-only',
  homepage: 'https://git.launchpad.net/ubuntu-cve-tracker',
  accepts: (path) => /(?:^|[/!])(?:active|retired)\/CVE-\d{4}-\d{4,12}$/.test(path),
  parse,
}
