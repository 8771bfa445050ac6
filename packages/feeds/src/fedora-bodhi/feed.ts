import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'fedora-bodhi',
  title: 'Fedora and EPEL updates (Bodhi)',
  paths: ['fedora/bodhi'],
  addresses: [
    {
      url: 'https://bodhi.fedoraproject.org/updates/?type=security&releases={release}',
      path: 'fedora/bodhi/{release}',
      expand: { release: ['F42', 'F43', 'F44', 'EPEL-8', 'EPEL-9'] },
      paging: { parameter: 'page', sizeRows: 100, sizeParameter: 'rows_per_page', totalField: 'total', counts: 'pages' },
      bytesMax: 256 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'published by the Fedora Project, without a licence of its own',
  homepage: 'https://bodhi.fedoraproject.org/',
  accepts: (path) => /\/bodhi\/(?:.*\/)?(?:[A-Z][\w.-]*|page-?\d+)\.json(?:\.gz)?$/.test(path),
  parse,
}
