import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'fortinet-cvrf',
  title: 'Fortinet PSIRT advisories (CVRF)',
  paths: ['fortinet/cvrf'],
  // Each lies at `www.fortiguard.com/psirt/cvrf/ID`; no list names them.
  addresses: [],
  rhythmHours: 24,
  licence: 'Fortinet: terms of use of FortiGuard',
  homepage: 'https://fortiguard.fortinet.com/psirt',
  accepts: (path) => /^FG-IR-\d\d-\d{3}\.xml$/.test(plainName(path)),
  parse,
}
