/** CVE records with CISA's own container: SSVC decision points, KEV, scores and products where the authority gave none. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { parse } from '../cve-json5/parse.ts'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'

export const feed: Feed = {
  name: 'vulnrichment',
  title: 'CISA Vulnrichment',
  paths: ['vulnrichment'],
  addresses: [
    // 44,138 records in 2024-10, 130 MB packed
    {
      url: 'https://github.com/cisagov/vulnrichment/archive/refs/heads/develop.zip',
      path: 'vulnrichment/vulnrichment-develop.zip',
      bytesMax: 2048 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC0-1.0 (CVE terms of use for the part of the numbering authority)',
  homepage: 'https://github.com/cisagov/vulnrichment',
  accepts: (path) => /^CVE-\d{4}-\d+\.json$/.test(plainName(path)),
  parse,
}
