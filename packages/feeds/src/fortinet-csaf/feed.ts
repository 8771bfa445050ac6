import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'fortinet-csaf',
  title: 'Fortinet PSIRT advisories (CSAF)',
  paths: ['fortinet/csaf'],
  // No list names the documents: each is linked from its page `fortiguard.fortinet.com/psirt/ID` under a name made of the title.
  addresses: [],
  rhythmHours: 24,
  licence: 'Fortinet: terms of use of FortiGuard',
  homepage: 'https://fortiguard.fortinet.com/psirt',
  accepts: (path) => /^FG-IR-\d\d-\d{3}\.json$/.test(plainName(path)),
  parse,
}
