/** MITRE's Common Weakness Enumeration. */
import type { Feed } from '@hygie/core/knowledge/feed'
import { plainName } from '../reading/files.ts'
import { MIB } from '../reading/limits.ts'
import { parse } from './parse.ts'

export const feed: Feed = {
  name: 'cwe',
  title: 'CWE, Common Weakness Enumeration',
  paths: ['cwe'],
  addresses: [
    // 1.5 MB packed in 2024
    { url: 'https://cwe.mitre.org/data/xml/cwec_latest.xml.zip', path: 'cwe/cwec_latest.xml.zip', bytesMax: 64 * MIB },
  ],
  rhythmHours: 168,
  licence: 'CWE terms of use (royalty-free, with the notice of The MITRE Corporation)',
  homepage: 'https://cwe.mitre.org',
  accepts: (path) => /^cwec_[\w.]+\.xml$/.test(plainName(path)),
  parse,
}
