import type { Feed, FeedAddress } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const API = 'https://api.msrc.microsoft.com/sug/v2.0/en-US'

/** Pages of 500 rows: 400,000 rows of products, 25,000 vulnerabilities. */
function paged(entity: string, folder: string): FeedAddress {
  return {
    url: `${API}/${entity}?$count=true`,
    path: `msrc/sug-api/${folder}`,
    paging: { parameter: '$skip', sizeRows: 500, sizeParameter: '$top', totalField: '@odata.count' },
    intervalMs: 1000,
    bytesMax: 64 * MIB,
  }
}

export const feed: Feed = {
  name: 'msrc-sug',
  title: 'Microsoft Security Update Guide, the interface and export of its page',
  paths: ['msrc/sug-api', 'msrc/sug-export'],
  addresses: [paged('affectedProduct', 'product'), paged('vulnerability', 'vulnerability'), paged('deployment', 'deployment')],
  rhythmHours: 24,
  licence: "Microsoft's terms of use (Security Update Guide)",
  homepage: 'https://msrc.microsoft.com/update-guide',
  accepts: (path) =>
    /\/sug-api\/(?:advisory|deployment|product|vulnerability)\/[\w$-]+\.json(?:\.gz)?$|\/sug-export\/[\w-]+\.csv(?:\.gz)?$/.test(
      path,
    ),
  parse,
}
