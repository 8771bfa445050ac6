import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cisco-cvrf',
  title: 'Cisco security advisories (CVRF)',
  paths: ['cisco/cvrf'],
  // Each lies at `sec.cloudapps.cisco.com/security/center/contentxml/…/ID/cvrf/ID_cvrf.xml`; `cisco-csaf` holds the same and is fetched.
  addresses: [],
  rhythmHours: 24,
  licence: 'Cisco: terms of its security vulnerability policy',
  homepage: 'https://sec.cloudapps.cisco.com/security/center/publicationListing.x',
  accepts: (path) => /^cisco-sa-[\w-]+_cvrf\.xml$/.test(plainName(path)),
  parse,
}
