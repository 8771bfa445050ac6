import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'fedora-updateinfo',
  title: 'Fedora and EPEL updates, of the repositories',
  paths: ['fedora/updateinfo', 'fedora/updateinfo-tree.zip'],
  // `repomd.xml` names the file of the day by its hash, which no list of one line does: the same updates come from Bodhi
  // (`fedora-bodhi`), and a copy of the repositories' metadata is read when it is put into the mirror.
  addresses: [],
  rhythmHours: 24,
  licence: 'published by the Fedora Project with its repositories, without a licence of its own',
  homepage: 'https://dl.fedoraproject.org/pub/',
  accepts: (path) => /^(?:[0-9a-f]+-)?updateinfo\.xml$/.test(plainName(path)),
  parse,
}
