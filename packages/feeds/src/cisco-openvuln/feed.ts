import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cisco-openvuln',
  title: 'Cisco security advisories (openVuln)',
  paths: ['cisco/openvuln'],
  // `apix.cisco.com/security/advisories/v2/all` wants a token that is asked for with a client's secret: fetch it by your own means.
  addresses: [],
  rhythmHours: 24,
  licence: 'Cisco: terms of its security vulnerability policy',
  homepage: 'https://developer.cisco.com/psirt/',
  accepts: (path) => plainName(path).endsWith('.json'),
  parse,
}
