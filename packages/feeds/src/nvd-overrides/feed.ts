/** Corrections and additions to NVD's CPE configurations, kept by Anchore. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'nvd-overrides',
  title: 'NVD data overrides',
  paths: ['nvd-overrides'],
  addresses: [
    // 32,184 files in 2026
    {
      url: 'https://github.com/anchore/nvd-data-overrides/archive/refs/heads/main.tar.gz',
      path: 'nvd-overrides/nvd-data-overrides.tar.gz',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC0-1.0',
  homepage: 'https://github.com/anchore/nvd-data-overrides',
  accepts: (path) => /^CVE-\d{4}-\d+\.json$/.test(plainName(path)),
  parse,
}
