import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const API = 'https://api.msrc.microsoft.com/cvrf/v3.0/cvrf'

export const feed: Feed = {
  name: 'msrc-cvrf',
  title: 'Microsoft Security Update Guide (CVRF), one document a month',
  paths: ['msrc/cvrf', 'msrc/cvrf-api/cvrf'],
  addresses: [
    // up to 7 MB a month
    {
      url: `${API}/{year}-{month}`,
      path: 'msrc/cvrf/{year}-{month}.xml',
      expand: {
        year: ['2016..'],
        month: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
      },
      intervalMs: 1000,
      bytesMax: 128 * MIB,
    },
  ],
  rhythmHours: 6,
  licence: "Microsoft's terms of use (Security Update Guide)",
  homepage: 'https://msrc.microsoft.com/update-guide',
  accepts: (path) => /\/(?:cvrf|cvrf-api\/cvrf)\/\d{4}-[A-Z][a-z]{2}(?:\.xml)?(?:\.gz)?$/.test(path),
  parse,
}
