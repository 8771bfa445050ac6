import type { Feed } from '@hygie/core/knowledge/feed'
import { microsoftCsaf } from '../microsoft/csaf.ts'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'

const SITE = 'https://msrc.microsoft.com/csaf/advisories'

export const feed: Feed = {
  name: 'msrc-csaf',
  title: 'Microsoft CSAF (advisories), one document a vulnerability',
  paths: ['msrc/csaf'],
  addresses: [
    {
      url: `${SITE}/changes.csv`,
      path: 'msrc/csaf/changes.csv',
      follow: { kind: 'changes', folder: 'msrc/csaf', accepts: /^\d{4}\/msrc_[\w-]+\.json$/ },
      intervalMs: 200,
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 12,
  licence: "Microsoft's terms of use (Security Update Guide)",
  homepage: 'https://www.microsoft.com/en-us/msrc/csaf',
  accepts: (path) => /^msrc_[\w-]+\.json$/.test(plainName(path)),
  parse: microsoftCsaf,
}
