import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'arch-tracker',
  title: 'Arch Linux security tracker',
  paths: ['arch/issues'],
  addresses: [
    // some 2,500 groups, 1 MB
    { url: 'https://security.archlinux.org/issues/all.json', path: 'arch/issues/all.json', bytesMax: 64 * MIB },
  ],
  rhythmHours: 12,
  licence: 'published by the Arch Linux security team, without a licence of its own (its tracker is MIT)',
  homepage: 'https://security.archlinux.org/',
  accepts: (path) => /\/issues\/[\w-]{1,40}\.json(?:\.gz)?$/.test(path),
  parse,
}
