import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://alas.aws.amazon.com'

export const feed: Feed = {
  name: 'amazon-bulletins',
  title: 'Amazon Linux security bulletins, news and pages',
  paths: ['amazon/rss', 'amazon/html'],
  addresses: [
    { url: `${SITE}/alas.rss`, path: 'amazon/rss/alas.rss', bytesMax: 64 * MIB },
    { url: `${SITE}/AL2/alas.rss`, path: 'amazon/rss/alas2.rss', bytesMax: 64 * MIB },
    { url: `${SITE}/AL2023/alas.rss`, path: 'amazon/rss/alas2023.rss', bytesMax: 64 * MIB },
  ],
  rhythmHours: 12,
  licence: 'published by Amazon Web Services, without a licence of its own',
  homepage: `${SITE}/`,
  accepts: (path) => plainName(path).endsWith('.rss') || /^ALAS[\w.-]{0,80}-\d{4}-\d{1,6}(?:\.html)?$/.test(plainName(path)),
  parse,
}
