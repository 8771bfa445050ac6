import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'redhat-repositories',
  title: 'Red Hat repositories and the products they deliver',
  paths: ['redhat/repository-to-cpe.json', 'redhat/repository-to-cpe.json.gz'],
  addresses: [
    {
      url: 'https://security.access.redhat.com/data/meta/v1/repository-to-cpe.json',
      path: 'redhat/repository-to-cpe.json',
      bytesMax: 256 * MIB, // 3 MB in 2024
    },
  ],
  rhythmHours: 168,
  licence: 'CC-BY-4.0',
  homepage: 'https://security.access.redhat.com/data/meta/v1/',
  accepts: (path) => plainName(path) === 'repository-to-cpe.json',
  parse,
}
