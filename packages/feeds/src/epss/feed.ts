/** FIRST's Exploit Prediction Scoring System: one table a day, and the answers of its interface. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'epss',
  title: 'EPSS, Exploit Prediction Scoring System',
  paths: ['epss'],
  addresses: [
    // 1.4 MB packed for 221,346 rows in 2024
    {
      url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
      path: 'epss/epss_scores-current.csv.gz',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Free of charge with attribution: FIRST.org, Empirical Security',
  homepage: 'https://www.first.org/epss/',
  accepts: (path) => /^epss_scores-[\w-]+\.csv$/.test(plainName(path)) || path.endsWith('.json') || path.endsWith('.json.gz'),
  parse,
}
