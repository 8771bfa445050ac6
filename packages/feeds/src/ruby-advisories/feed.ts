import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'ruby-advisories',
  title: 'rubysec advisory database (gems and Ruby interpreters)',
  paths: ['osv-sources/ruby-advisory-db', 'osv-sources/ruby-advisory-db.zip'],
  addresses: [
    {
      url: 'https://github.com/rubysec/ruby-advisory-db/archive/refs/heads/master.zip',
      path: 'osv-sources/ruby-advisory-db.zip',
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'public domain',
  homepage: 'https://github.com/rubysec/ruby-advisory-db',
  accepts: (path) => /(?:^|[/!])(?:gems|rubies)\/[^/]+\/[^/]+\.ya?ml$/.test(path),
  parse,
}
