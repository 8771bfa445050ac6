import type { Feed } from '@hygie/core/knowledge/feed'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'windows-update-catalogue',
  title: 'Microsoft Update Catalog and pages of update history',
  paths: ['windows-update/catalog', 'windows-update/servicing', 'windows-update/servicing.zip'],
  // Pages are asked for by update, and no list names them: what a mirror holds of them was put there.
  addresses: [],
  rhythmHours: 168,
  licence: "Microsoft's terms of use",
  homepage: 'https://www.catalog.update.microsoft.com',
  accepts: (path) =>
    /\/catalog\/(?:Search|ScopedViewInline)\.aspx\/[\w-]+(?:\.html)?(?:\.gz)?$|\/servicing(?:\.zip!.*)?\/(?:os|dotnetframework)\/.*\.html(?:\.gz)?$/.test(
      path,
    ),
  parse,
}
