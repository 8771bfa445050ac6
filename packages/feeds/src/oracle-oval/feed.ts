import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'oracle-oval',
  title: 'Oracle Linux updates in OVAL form',
  paths: ['oracle-linux/oval'],
  addresses: [
    {
      url: 'https://linux.oracle.com/security/oval/com.oracle.elsa-all.xml.bz2',
      path: 'oracle-linux/oval/com.oracle.elsa-all.xml.bz2',
      bytesMax: 512 * MIB, // some 15 MB packed
    },
  ],
  rhythmHours: 24,
  licence: 'copyright Oracle, published for scanners',
  homepage: 'https://linux.oracle.com/security/',
  accepts: (path) => /^com\.oracle\.elsa-[\w-]{1,60}\.xml$/.test(plainName(path)),
  parse,
}
