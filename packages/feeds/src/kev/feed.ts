/** CISA's Known Exploited Vulnerabilities catalogue. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://www.cisa.gov/sites/default/files'

export const feed: Feed = {
  name: 'kev',
  title: 'CISA Known Exploited Vulnerabilities',
  paths: ['kev'],
  addresses: [
    // 1.3 MB in 2025; the CSV says less and is not fetched
    {
      url: `${SITE}/feeds/known_exploited_vulnerabilities.json`,
      path: 'kev/known_exploited_vulnerabilities.json',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: 'CC0-1.0',
  homepage: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
  accepts: (path) => /^known_exploited_vulnerabilities(?:-[\d-]+)?\.(?:json|csv)$/.test(plainName(path)),
  parse,
}
