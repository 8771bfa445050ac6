/**
 * Programs that Go built, where an image or disk keeps them: the searched folders, and those of the system as far as no
 * package owns what lies there. A distribution's own programs are judged as its packages.
 */
import { limits } from '../linux/languages/places.ts'
import { goLines, programBytesMax } from './go-binary.ts'
import type { Root } from './root.ts'

/** Of the folders themselves, not of those below. */
const SYSTEM_FOLDERS = ['/', '/bin', '/sbin', '/usr/bin', '/usr/sbin', '/ko-app', '/workspace', '/usr/libexec']
const PROGRAM_BYTES_MIN = 409_600
const LIST_BYTES_MAX = 16_777_216
const NO_PROGRAM = /\.(?:pyc?|[cm]?[jt]s|json|html?|css|md|txt|[ch]|map|png|svg|gif|rb|gem|class|xml|ya?ml|conf|pem|dll|so|a)$/

/** Blocks of the `linux.languages` probe. `searched` are the files that a walk of the searched folders found. */
export async function goBlocks(root: Root, searched: readonly string[]): Promise<readonly string[]> {
  const candidates = [...searched, ...unowned(root)].filter(
    (path) => !NO_PROGRAM.test(path) && root.isProgram(path, PROGRAM_BYTES_MIN),
  )
  const blocks: string[] = candidates.length > limits.binaries ? ['=cut binaries'] : []
  for (const path of candidates.slice(0, limits.binaries)) {
    const [head, ...modules] = (await root.extract(path, programBytesMax, goLines)) ?? []
    if (head !== undefined) blocks.push(`=${head} ${path}`, ...modules.map((line) => `|${line}`))
  }
  return blocks
}

function unowned(root: Root): readonly string[] {
  const owned = ownedFiles(root)
  if (owned === undefined) return []
  const links = new Set(['/', '/usr'].flatMap((folder) => linksIn(root, folder)))
  return SYSTEM_FOLDERS.filter((folder) => !links.has(folder)).flatMap((folder) =>
    root.list(folder).flatMap(({ name, kind }) => {
      const path = `${folder === '/' ? '' : folder}/${name}`
      return kind === 'file' && !owned.has(merged(path)) ? [path] : []
    }),
  )
}

function linksIn(root: Root, folder: string): readonly string[] {
  return root.list(folder).flatMap(({ name, kind }) => (kind === 'link' ? [`${folder === '/' ? '' : folder}/${name}`] : []))
}

/** Packages name `/bin/x` where the folder has moved to `/usr/bin`. */
function merged(path: string): string {
  return path.startsWith('/usr/') ? path.slice(4) : path
}

/** Files of all packages; undefined when a package database is there that is not asked for them. */
function ownedFiles(root: Root): ReadonlySet<string> | undefined {
  if (['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/var/lib/pacman/local'].some((path) => root.list(path).length > 0))
    return undefined
  const owned = new Set<string>()
  for (const { name } of root.list('/var/lib/dpkg/info').filter((entry) => entry.name.endsWith('.list')))
    for (const line of (root.text(`/var/lib/dpkg/info/${name}`, LIST_BYTES_MAX) ?? '').split('\n'))
      if (/^\/(?:usr\/)?s?bin\//.test(line)) owned.add(merged(line))
  for (const database of ['/lib/apk/db/installed', '/usr/lib/apk/db/installed']) {
    let folder = ''
    for (const line of (root.text(database, LIST_BYTES_MAX * 4) ?? '').split('\n')) {
      if (line.startsWith('F:')) folder = line.slice(2)
      else if (line.startsWith('R:')) owned.add(merged(`/${folder}/${line.slice(2)}`))
    }
  }
  return owned
}
