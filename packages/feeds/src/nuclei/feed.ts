/** Templates of Nuclei that show a vulnerability by using it. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'nuclei',
  title: 'Nuclei templates',
  paths: ['nuclei'],
  addresses: [
    // a line for each of some 3,000 CVE
    {
      url: 'https://raw.githubusercontent.com/projectdiscovery/nuclei-templates/main/cves.json',
      path: 'nuclei/cves.json',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'MIT',
  homepage: 'https://github.com/projectdiscovery/nuclei-templates',
  accepts: (path) =>
    /\/(?:cves|api\/[\w-]+)\.json(?:\.gz)?$/.test(path) || /^derived-cve-list-[\d-]+\.txt$/.test(plainName(path)),
  parse,
}
