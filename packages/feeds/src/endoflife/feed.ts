/** endoflife.date: when makers stop to mend 464 products. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'endoflife',
  title: 'endoflife.date',
  paths: ['endoflife'],
  addresses: [
    // 6 MB in 2026
    { url: 'https://endoflife.date/api/v1/products/full', path: 'endoflife/api-v1/full', bytesMax: 256 * MIB },
  ],
  rhythmHours: 24,
  licence: 'MIT',
  homepage: 'https://endoflife.date',
  accepts: (path) =>
    /[/!]products\/[\w.-]+\.md$/.test(path) || /\/api-v1\/(?:full|products\/[\w.-]+)(?:\.json)?(?:\.gz)?$/.test(path),
  parse,
}
