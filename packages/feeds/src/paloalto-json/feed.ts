import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

/** Twice what there is. */
const PAGES = Array.from({ length: 20 }, (_, index) => String(index + 1))

export const feed: Feed = {
  name: 'paloalto-json',
  title: 'Palo Alto Networks advisories (JSON)',
  paths: ['paloalto/json', 'paloalto/list'],
  addresses: [
    // Some 900 advisories; a page behind the last is an empty list. The documents `/json/ID` that it names say the same and more, but
    // no list has a shape that could be followed: where they lie in the mirror they are read.
    {
      url: 'https://security.paloaltonetworks.com/json/?page={page}&limit=100&sort=doc',
      path: 'paloalto/list/page{page}.json',
      expand: { page: PAGES },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Palo Alto Networks: terms of its product security assurance',
  homepage: 'https://security.paloaltonetworks.com/',
  accepts: (path) => /^(?:CVE-\d{4}-\d{4,7}|PAN-SA-\d{4}-\d{4}|page\d{1,4}\.json)$/.test(plainName(path)),
  parse,
}
