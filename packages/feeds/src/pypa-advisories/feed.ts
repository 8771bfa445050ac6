import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'pypa-advisories',
  title: 'PyPA advisory database (Python packages)',
  paths: ['osv-sources/pypa-advisory-database', 'osv-sources/pypa-advisory-database.zip'],
  addresses: [
    {
      url: 'https://github.com/pypa/advisory-database/archive/refs/heads/main.zip',
      path: 'osv-sources/pypa-advisory-database.zip',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC-BY-4.0',
  homepage: 'https://github.com/pypa/advisory-database',
  accepts: (path) => /(?:^|[/!])PYSEC-[\d-]+\.ya?ml$/.test(path),
  parse,
}
