import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://raw.githubusercontent.com/icsadvprj/ICS-Advisory-Project/main'

export const feed: Feed = {
  name: 'ics-advisories',
  title: 'ICS Advisory Project: table of CISA advisories',
  paths: ['ics-advisory-project'],
  addresses: [
    // 3 MB
    {
      url: `${SITE}/ICS-CERT_ADV/CISA_ICS_ADV_Master.csv`,
      path: 'ics-advisory-project/CISA_ICS_ADV_Master.csv',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'ODbL-1.0',
  homepage: 'https://github.com/icsadvprj/ICS-Advisory-Project',
  accepts: (path) => /^CISA_ICS_ADV_Master\.csv$/.test(plainName(path)),
  parse,
}
