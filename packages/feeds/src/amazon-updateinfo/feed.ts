import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://cdn.amazonlinux.com'

/** Each list names the folder of today's state of one repository. */
const REPOSITORIES: readonly (readonly [folder: string, list: string])[] = [
  ['2-core', '2/core/latest/x86_64'],
  ...[
    'docker',
    'kernel-5.4',
    'kernel-5.10',
    'kernel-5.15',
    'livepatch',
    'nginx1',
    'php8.2',
    'postgresql14',
    'ruby3.0',
    'tomcat9',
  ].map((topic) => [`2-${topic}`, `2/extras/${topic}/latest/x86_64`] as const),
  ['2023-core', 'al2023/core/mirrors/latest/x86_64'],
  ['2023-kernel-livepatch', 'al2023/kernel-livepatch/mirrors/latest/x86_64'],
]

export const feed: Feed = {
  name: 'amazon-updateinfo',
  title: 'Amazon Linux updates',
  paths: ['amazon/updateinfo'],
  addresses: REPOSITORIES.map(([folder, list]) => ({
    url: `${SITE}/${list}/mirror.list`,
    path: `amazon/updateinfo/${folder}/mirror.list`,
    follow: { kind: 'latest' as const, folder: `amazon/updateinfo/${folder}`, suffix: 'repodata/updateinfo.xml.gz' },
    bytesMax: 256 * MIB, // the core of Amazon Linux 2 has some 10 MB
  })),
  rhythmHours: 12,
  licence: 'published by Amazon Web Services with its repositories, without a licence of its own',
  homepage: 'https://alas.aws.amazon.com/',
  accepts: (path) => /updateinfo(?:_[\w.-]+)?\.xml$/.test(plainName(path)),
  parse,
}
