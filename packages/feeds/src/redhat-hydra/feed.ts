import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'redhat-hydra',
  title: 'Red Hat security data interface, one answer per CVE',
  paths: ['redhat/hydra'],
  // One answer per request: fetched only for what the VEX documents lack, by hand.
  addresses: [],
  rhythmHours: 24,
  licence: 'CC-BY-4.0',
  homepage: 'https://docs.redhat.com/en/documentation/red_hat_security_data_api/',
  accepts: (path) => /^cve-\d{4}-\d{4,19}(?:\.json)?$/i.test(plainName(path)),
  parse,
}
