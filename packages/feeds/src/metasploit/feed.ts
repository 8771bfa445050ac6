/** Modules of the Metasploit Framework that use a vulnerability. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'metasploit',
  title: 'Metasploit Framework modules',
  paths: ['metasploit'],
  addresses: [
    // some 20 MB for 6,000 modules
    {
      url: 'https://raw.githubusercontent.com/rapid7/metasploit-framework/master/db/modules_metadata_base.json',
      path: 'metasploit/modules_metadata_base.json',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'BSD-3-Clause',
  homepage: 'https://github.com/rapid7/metasploit-framework',
  accepts: (path) => /^(?:modules_metadata_base\.json|derived-cve-list-[\d-]+\.txt)$/.test(plainName(path)),
  parse,
}
