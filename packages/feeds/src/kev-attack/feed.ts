/** ATT&CK techniques by which exploited vulnerabilities are used, of the Center for Threat-Informed Defense. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://center-for-threat-informed-defense.github.io/mappings-explorer'

export const feed: Feed = {
  name: 'kev-attack',
  title: 'KEV to ATT&CK mappings',
  paths: ['kev-attack'],
  addresses: [
    // the name holds the day of the catalogue and the version of ATT&CK
    {
      url: `${SITE}/data/kev/attack-16.1/kev-07.28.2025/enterprise/kev-07.28.2025_attack-16.1-enterprise.json`,
      path: 'kev-attack/kev-07.28.2025_attack-16.1-enterprise.json',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 168,
  licence: 'Apache-2.0',
  homepage: `${SITE}/external/kev/`,
  accepts: (path) => /^kev-[\d.]+_attack-[\d.]+-\w+\.json$/.test(plainName(path)),
  parse,
}
