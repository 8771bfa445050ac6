/** ENISA's European vulnerability database and its catalogue of exploited vulnerabilities. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const API = 'https://euvdservices.enisa.europa.eu/api'

export const feed: Feed = {
  name: 'euvd',
  title: 'EUVD and EU KEV',
  paths: ['euvd'],
  addresses: [
    { url: `${API}/kev/dump`, path: 'euvd/kev/dump.json', bytesMax: 64 * MIB },
    { url: `${API}/exploitedvulnerabilities`, path: 'euvd/list/exploited.json', bytesMax: 16 * MIB },
    { url: `${API}/criticalvulnerabilities`, path: 'euvd/list/critical.json', bytesMax: 16 * MIB },
    { url: `${API}/lastvulnerabilities`, path: 'euvd/list/last.json', bytesMax: 16 * MIB },
  ],
  rhythmHours: 24,
  licence: 'ENISA legal notice (reuse with acknowledgement of the source)',
  homepage: 'https://euvd.enisa.europa.eu',
  accepts: (path) => /[/!](?:list|detail|items|kev|eukev)\/(?:[\w-]+\/)?[\w.-]+\.json(?:\.gz)?$/.test(path),
  parse,
}
