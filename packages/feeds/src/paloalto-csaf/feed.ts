import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'paloalto-csaf',
  title: 'Palo Alto Networks advisories (CSAF)',
  paths: ['paloalto/csaf'],
  // Each document lies at `security.paloaltonetworks.com/csaf/ID`; no list names them. `paloalto-json` says more and is fetched.
  addresses: [],
  rhythmHours: 24,
  licence: 'Palo Alto Networks: terms of its product security assurance',
  homepage: 'https://security.paloaltonetworks.com/',
  accepts: (path) => /^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4})$/.test(plainName(path)),
  parse,
}
