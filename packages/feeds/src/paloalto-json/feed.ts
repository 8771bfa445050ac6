import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'paloalto-json',
  title: 'Palo Alto Networks advisories (JSON)',
  paths: ['paloalto/json', 'paloalto/list'],
  // Pages of `security.paloaltonetworks.com/json/?page=N&limit=100&sort=doc` name the documents `/json/ID`, in a shape that no list has.
  addresses: [],
  rhythmHours: 24,
  licence: 'Palo Alto Networks: terms of its product security assurance',
  homepage: 'https://security.paloaltonetworks.com/',
  accepts: (path) => /^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4}|page\d{1,4}\.json)$/.test(plainName(path)),
  parse,
}
