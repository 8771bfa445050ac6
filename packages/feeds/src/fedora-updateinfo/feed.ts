import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://dl.fedoraproject.org/pub'

/** Updates are the same for all architectures. */
const REPOSITORIES: readonly (readonly [folder: string, place: string])[] = [
  ...['42', '43', '44'].map((release) => [release, `fedora/linux/updates/${release}/Everything/x86_64`] as const),
  ...['8', '9', '10'].map((release) => [`epel-${release}`, `epel/${release}/Everything/x86_64`] as const),
]

export const feed: Feed = {
  name: 'fedora-updateinfo',
  title: 'Fedora and EPEL updates, of the repositories',
  paths: ['fedora/updateinfo', 'fedora/updateinfo-tree.zip'],
  addresses: REPOSITORIES.map(([folder, place]) => ({
    url: `${SITE}/${place}/repodata/repomd.xml`,
    path: `fedora/updateinfo/${folder}/repomd.xml`,
    follow: {
      kind: 'repomd' as const,
      folder: `fedora/updateinfo/${folder}`,
      accepts: /^[0-9a-f]{32,128}-updateinfo\.xml\.(?:gz|xz|zst|bz2)$/,
    },
    bytesMax: 256 * MIB, // a release has some 5 MB
  })),
  rhythmHours: 24,
  licence: 'published by the Fedora Project with its repositories, without a licence of its own',
  homepage: 'https://dl.fedoraproject.org/pub/',
  accepts: (path) => /^(?:[0-9a-f]+-)?updateinfo\.xml$/.test(plainName(path)),
  parse,
}
