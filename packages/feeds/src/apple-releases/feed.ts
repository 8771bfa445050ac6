import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://support.apple.com/en-us'

export const feed: Feed = {
  name: 'apple-releases',
  title: 'Apple security releases',
  paths: ['apple/security-releases'],
  // The list; the pages it leads to come with a mirror, since no list of files is made of a page.
  addresses: [{ url: `${SITE}/100100`, path: 'apple/security-releases/en-us/100100', bytesMax: 16 * MIB }],
  rhythmHours: 24,
  licence: 'copyright Apple, terms of apple.com; facts of its pages only',
  homepage: `${SITE}/100100`,
  accepts: (path) => /^(?:\d{6}|HT\d{4,6})(?:\.html)?$/.test(plainName(path)),
  parse,
}
