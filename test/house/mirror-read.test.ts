/**
 * Every file of the mirror is read by some feed, or it is said here why none does: a feed that takes another name for its files,
 * or a source that nobody reads, is silence, and silence looks safe.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Feed } from '@hygie/core/knowledge/feed'
import { feedNames, feeds } from '@hygie/feeds/all.generated'
import { openFiles } from '@hygie/feeds/reading/files'

const mirror = fileURLToPath(new URL('../../../shared/mirror', import.meta.url))

/** Files that no feed needs to read, each with its reason. Whoever adds a source to the mirror says why here, or reads it. */
const NEVER_READ: readonly (readonly [RegExp, string])[] = [
  [/^(?:README\.md|SHA256SUMS|SOURCE\.txt)$/, 'the papers of the mirror itself'],
  [/\.(?:asc|sha256|sha512|meta)$|[/!](?:PULP_MANIFEST|LICENSE)$/, 'signatures, checksums and terms beside what is read'],
  [
    /[/!](?:index\.txt|changes\.csv|[\w-]*feed-tlp-white\.json|feed\.json|delta(?:Log)?\.json|repomd[\w]*\.xml|fullfiletimelist-[\w-]+)(?:\.gz)?$/,
    'lists of files: followed when they are fetched, nothing to read in them',
  ],
  [/^chainguard\/osv\/all\.json$/, 'a list of the advisories and their days'],
  [/^msrc\/cvrf-api\/updates$/, 'a list of the documents and their days'],
  [/[/!][0-9a-f]+-modules\.yaml\.gz$/, 'what streams a repository has, no word on vulnerabilities'],
  [/^kev\/known_exploited_vulnerabilities_schema\.json$/, 'the schema of the catalogue'],
  [/^ubuntu\/ubuntu-cve-tracker\.zip!active\/00boilerplate$/, 'a form for new entries'],
  [/^wesng\/definitions\.zip!Version_[\d.]+\.txt$/, 'the version of the tool'],
  [/^wesng\/validation\.zip!/, 'evidence of machines, for tests of collectors'],
  [/^exploitdb\/files_shellcodes\.csv$/, 'code that attacks carry, not what they attack'],
  [/^(?:attack|capec)\//, 'names and texts of techniques; findings name techniques by KEV alone'],
  [
    /^nvd\/(?:api-2\.0\/(?:cpematch|cvehistory)\/|feed-2\.0\/nvdcpematch)/,
    'NVD: names that match a range, and who changed what: ranges are judged',
  ],
  [/^debian\/security-tracker\/data\/CPE\//, 'names of CPE for source packages; a package of Debian is never looked up by CPE'],
  [/^debian\/security-support\/security-support-ended$/, 'of an unnamed release; the files with a release are read'],
  // Oval of those who say the same, and more, in a form that is read.
  [/^debian\/oval\//, 'made of the security tracker, which `debian-tracker` reads'],
  [/^ubuntu\/oval\//, 'made of the CVE tracker and the notices, which `ubuntu-tracker`, `ubuntu-osv` and `ubuntu-usn-db` read'],
  [/^redhat\/oval-v[12]\//, 'no longer made by Red Hat; `redhat-vex` and `redhat-csaf` read what took its place'],
  [/^windows-update\/catalog\/Thanks\.aspx\//, 'the page of thanks of the catalogue'],
  [
    /^windows-update\/servicing\.zip!(?:redirects\.json|en-us\/escaped\.html)$/,
    'where pages have moved to, and one that is none',
  ],
  // Not read yet.
  [/^windows-update\/wsusscn2\//, 'not read yet: a cabinet inside a cabinet'],
  [/^fortinet\/page\//, 'not read yet: a page and the document that it links, whose name is no id'],
]

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}!`)
}

function unreadOf(list: readonly Feed[], paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !list.some((feed) => feed.paths.some((folder) => isBelow(path, folder)) && feed.accepts(path)))
}

test('every file of the mirror is read by a feed, or it is said why not', async (t) => {
  if (!existsSync(mirror)) return t.skip('../shared/mirror is absent')
  const list = await Promise.all(feedNames.map((name) => feeds[name]()))
  const paths: string[] = []
  for await (const file of openFiles(mirror, [''], () => true)) {
    assert.ok(!('kind' in file), JSON.stringify(file))
    paths.push(file.path)
  }
  assert.ok(paths.length > 20_000, `only ${paths.length} files`)
  const unread = unreadOf(list, paths)
  assert.deepEqual(
    unread.filter((path) => !NEVER_READ.some(([pattern]) => pattern.test(path))),
    [],
  )
  // An excuse for what is not there excuses what will come.
  assert.deepEqual(
    NEVER_READ.filter(([pattern]) => !paths.some((path) => pattern.test(path))).map(([pattern]) => pattern.source),
    [],
  )
  for (const feed of list)
    for (const folder of feed.paths)
      if (existsSync(`${mirror}/${folder}`))
        assert.ok(
          paths.some((path) => isBelow(path, folder) && feed.accepts(path)),
          `${feed.name} reads nothing of ${folder}`,
        )
  return undefined
})

test('a file that no feed takes is found', async () => {
  const list = [await feeds.kev()]
  const read = 'kev/known_exploited_vulnerabilities.json'
  assert.deepEqual(unreadOf(list, [read, 'kev/other.bin', 'elsewhere/known_exploited_vulnerabilities.json']), [
    'kev/other.bin',
    'elsewhere/known_exploited_vulnerabilities.json',
  ])
})
