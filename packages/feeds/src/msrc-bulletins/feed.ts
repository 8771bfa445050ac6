import type { Feed } from '@hygie/core/knowledge/feed'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'msrc-bulletins',
  title: 'Microsoft security bulletins, 2001 to 2017',
  paths: ['msrc/bulletin'],
  addresses: [
    // 1.6 and 3.2 MB, final since 2017
    {
      url: 'https://download.microsoft.com/download/6/7/3/673E4349-1CA5-40B9-8879-095C72D5B49D/{name}.xlsx',
      path: 'msrc/bulletin/{name}.xlsx',
      expand: { name: ['BulletinSearch', 'BulletinSearch2001-2008'] },
      bytesMax: 64 * MIB,
    },
  ],
  rhythmHours: 720,
  licence: "Microsoft's terms of use",
  homepage: 'https://www.microsoft.com/en-us/download/details.aspx?id=36982',
  accepts: (path) => /\/BulletinSearch[\w.-]*\.xlsx$/.test(path),
  parse,
}
