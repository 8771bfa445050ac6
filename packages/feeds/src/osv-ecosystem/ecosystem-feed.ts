/** One feed per ecosystem of osv.dev: all have the same address pattern, form and rhythm. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './records.ts'

const SITE = 'https://osv-vulnerabilities.storage.googleapis.com'

export function ecosystemFeed(data: {
  readonly name: string
  readonly title: string
  /** As OSV writes it, which is also the folder upstream: `crates.io`. */
  readonly ecosystem: string
  readonly licence: string
}): Feed {
  const { name, title, ecosystem, licence } = data
  const folder = `osv/${ecosystem}`
  return {
    name,
    title,
    paths: [folder],
    // npm, with its 200,000 malicious packages, is the biggest
    addresses: [{ url: `${SITE}/${ecosystem}/all.zip`, path: `${folder}/all.zip`, bytesMax: 1024 * MIB }],
    rhythmHours: 6,
    licence,
    homepage: `https://osv.dev/list?ecosystem=${ecosystem}`,
    accepts: (path) => plainName(path).endsWith('.json'),
    parse,
  }
}
