/** Versions as the mirror's files write them, found by the plainest pattern and without the feeds' own readers of records. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { READING_LIMITS } from '@hygie/feeds/reading/limits'
import { openRandom, zipMembers } from '@hygie/feeds/reading/zip'

/** `pattern` is sought over and over in each text, by lines; its first group is a version. */
export type Place = { readonly file: string; readonly pattern: RegExp }

const OSV_EVENT = /"(?:introduced|fixed|last_affected)":\s*"([^"]+)"/
const ADVISORY_LINE = /^\s\[[a-z]+\] - \S+ (\d\S*)/m

/** Per scheme: a pattern whose first group is a version. */
export const PLACES = {
  deb: [
    { file: 'debian/security-tracker/data/DSA/list.gz', pattern: ADVISORY_LINE },
    { file: 'debian/security-tracker/data/DLA/list.gz', pattern: ADVISORY_LINE },
    { file: 'ubuntu/ubuntu-cve-tracker.zip', pattern: /^\w+_\S+: released \((\d[^)\s]*)\)/m },
  ],
  rpm: [{ file: 'almalinux/osv-database.zip', pattern: OSV_EVENT }],
  apk: [{ file: 'alpine/secdb-yaml-2020-06.zip', pattern: /^ +(\d\S*-r\d+):/m }],
  pep440: [{ file: 'osv-sources/pypa-advisory-database.zip', pattern: /^ +- (?:introduced: |fixed: )?["']?(\d[^\s"']*)["']?$/m }],
  gem: [{ file: 'osv-sources/ruby-advisory-db.zip', pattern: /[~<>=] ?(\d[\w.-]*)/ }],
  composer: [{ file: 'osv-sources/friendsofphp-security-advisories.zip', pattern: /[<>=](\d[\w.+-]*)/ }],
  semver: [
    { file: 'osv/crates.io/all.zip', pattern: OSV_EVENT },
    { file: 'osv/Go/all.zip', pattern: OSV_EVENT },
  ],
  maven: [{ file: 'osv/Maven/all.zip', pattern: /"(\d[^"\s:/]*)"/ }],
} as const satisfies Readonly<Record<string, readonly Place[]>>

/** Each version once, sorted as text; empty when the mirror has none of the files. */
export async function realVersions(mirror: string, places: readonly Place[]): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const { file, pattern } of places)
    for await (const text of textsOf(join(mirror, file)))
      for (const [, version = ''] of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) found.add(version)
  return [...found].filter((version) => !/[\s"'\\]/.test(version) && version.length <= 100).toSorted()
}

async function* textsOf(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) return
  if (path.endsWith('.gz')) yield gunzipSync(readFileSync(path)).toString('utf8')
  else
    for await (const member of zipMembers(await openRandom(path), READING_LIMITS)) {
      if (member.kind !== 'member') throw new Error(`${path}: ${member.error.message}`)
      const chunks: Uint8Array[] = []
      for await (const chunk of member.bytes()) chunks.push(chunk)
      yield Buffer.concat(chunks).toString('utf8')
    }
}
