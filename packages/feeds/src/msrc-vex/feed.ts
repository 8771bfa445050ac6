import type { Feed } from '@hygie/core/knowledge/feed'
import { microsoftCsaf } from '../microsoft/csaf.ts'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'

const SITE = 'https://msrc.microsoft.com/csaf/vex'

export const feed: Feed = {
  name: 'msrc-vex',
  title: 'Microsoft CSAF (VEX), one document a vulnerability',
  paths: ['msrc/vex'],
  addresses: [
    {
      url: `${SITE}/changes.csv`,
      path: 'msrc/vex/changes.csv',
      follow: { kind: 'changes', folder: 'msrc/vex', accepts: /^\d{4}\/msrc_[\w-]+\.json$/ },
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
