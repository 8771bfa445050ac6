import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'openssl-secjson',
  title: 'OpenSSL vulnerabilities',
  paths: ['openssl'],
  addresses: [
    // some 300 records since 2002
    {
      url: 'https://github.com/openssl/release-metadata/archive/refs/heads/main.zip',
      path: 'openssl/release-metadata-main.zip',
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'Apache-2.0',
  homepage: 'https://openssl-library.org/news/vulnerabilities/',
  accepts: (path) => /[/!]secjson\//.test(path) && /^(?:cve-\d{4}-\d{4,19}|statements)\.json$/i.test(plainName(path)),
  parse,
}
