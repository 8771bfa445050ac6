import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

const SITE = 'https://ftp.suse.com/pub/projects/security/oval'

export const feed: Feed = {
  name: 'suse-oval',
  title: 'SUSE and openSUSE vulnerabilities in OVAL form',
  paths: ['suse/oval'],
  addresses: [
    {
      url: `${SITE}/{system}.xml.gz`,
      path: 'suse/oval/{system}.xml.gz',
      expand: {
        system: [
          'suse.linux.enterprise.12',
          'suse.linux.enterprise.15',
          'suse.linux.enterprise.16',
          'suse.linux.enterprise.micro.5',
          'suse.linux.micro.6',
        ].map((name) => `${name}-affected`),
      },
      bytesMax: 512 * MIB, // those of 15 have some 50 MB packed
    },
    {
      url: `${SITE}/{system}.xml.gz`,
      path: 'suse/oval/{system}.xml.gz',
      expand: {
        system: [
          ...['9', '10', '11'].map((release) => `suse.linux.enterprise.server.${release}`),
          ...['15.3', '15.4', '15.5', '15.6', '16.0'].map((release) => `opensuse.leap.${release}`),
          'opensuse.tumbleweed',
        ],
      },
      bytesMax: 512 * MIB,
    },
  ],
  rhythmHours: 24,
  licence: 'CC-BY-4.0',
  homepage: 'https://www.suse.com/support/security/oval/',
  accepts: (path) => /^(?:opensuse|suse)\.[\w.-]{1,100}\.xml$/.test(plainName(path)),
  parse,
}
