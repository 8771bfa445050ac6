/** What each probe would read, read from a root folder instead: the same text, so that one reader serves both. */
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import { limits, searchedFolders } from '../linux/languages/places.ts'
import { jarBytesMax, jarLines } from './jar.ts'
import { goBlocks } from './programs.ts'
import type { Root } from './root.ts'
import { rpmFileFrom } from './rpm-database.ts'
import { walk } from './walk.ts'

const FILE_BYTES_MAX = 262_144
const DATABASE_BYTES_MAX = 67_108_864
const FOLDERS_MAX = 50_000

const absent = (probe: string): ProbeRecord => ({ probe, status: 'absent', durationMs: 0 })
const okay = (probe: string, output: string): ProbeRecord => ({ probe, status: 'ok', durationMs: 0, output })
const failed = (probe: string, error: string): ProbeRecord => ({ probe, status: 'failed', durationMs: 0, error })

/** `=file PATH` and its lines behind "|", as linux/prelude.ts prints them. A name that ends in `/*` stands for the folder's files. */
export function fileBlocks(probe: string, root: Root, paths: readonly string[]): ProbeRecord {
  const output: string[] = []
  for (const path of paths.flatMap((name) =>
    name.endsWith('/*')
      ? root.list(name.slice(0, -2)).flatMap(({ name: file, kind }) => (kind === 'folder' ? [] : [`${name.slice(0, -1)}${file}`]))
      : [name],
  )) {
    const read = root.read(path, FILE_BYTES_MAX)
    if (typeof read === 'string') output.push(`=${read} ${path}`)
    else
      output.push(
        `=file ${path}`,
        ...read.bytes
          .toString('utf8')
          .split('\n')
          .map((line) => `|${line}`),
      )
  }
  return okay(probe, output.join('\n'))
}

export function dpkgRecord(root: Root): ProbeRecord {
  const status = root.text('/var/lib/dpkg/status', DATABASE_BYTES_MAX)
  const single = root.list('/var/lib/dpkg/status.d').filter(({ name, kind }) => kind === 'file' && !name.endsWith('.md5sums'))
  if (status === undefined && single.length === 0) return absent('linux.dpkg')
  const texts = single.map(({ name }) => root.text(`/var/lib/dpkg/status.d/${name}`, FILE_BYTES_MAX) ?? '')
  return okay('linux.dpkg', ['#status', status ?? '', ...texts].join('\n\n'))
}

export function apkRecord(root: Root): ProbeRecord {
  const text =
    root.text('/lib/apk/db/installed', DATABASE_BYTES_MAX) ?? root.text('/usr/lib/apk/db/installed', DATABASE_BYTES_MAX)
  return text === undefined ? absent('linux.apk') : okay('linux.apk', text)
}

export function alpmRecord(root: Root): ProbeRecord {
  const folders = root.list('/var/lib/pacman/local').filter(({ kind }) => kind === 'folder')
  if (folders.length === 0) return absent('linux.alpm')
  return okay(
    'linux.alpm',
    folders.map(({ name }) => root.text(`/var/lib/pacman/local/${name}/desc`, FILE_BYTES_MAX) ?? '').join('\n'),
  )
}

const RPM_FOLDERS = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm']

/** The kind that is in use now stands before those that a system was moved from. */
export function rpmRecord(root: Root): ProbeRecord {
  for (const file of ['rpmdb.sqlite', 'Packages.db', 'Packages'])
    for (const folder of RPM_FOLDERS) {
      const path = `${folder}/${file}`
      if (!root.exists(path)) continue
      const read = file === 'rpmdb.sqlite' ? root.rpmDatabase(path) : rpmFileFrom(root, path)
      if (!read.ok) return failed('linux.rpm', read.error.message)
      const notes = [
        read.value.refused > 0 ? `output cut: ${read.value.refused} headers cannot be read` : '',
        read.value.journal ? 'output cut: the journal of the database was not read' : '',
      ].filter((note) => note !== '')
      return { ...okay('linux.rpm', read.value.text), ...(notes.length === 0 ? {} : { error: notes.join('; ') }) }
    }
  return absent('linux.rpm')
}

/** Languages and Java archives in one walk. */
export async function languageRecords(root: Root): Promise<readonly ProbeRecord[]> {
  const python: string[] = []
  const installers: string[] = []
  const node: string[] = []
  const ruby: string[] = []
  const php: string[] = []
  const jars: string[] = []
  const others: string[] = []
  let archives = 0
  for (const folder of expanded(root)) {
    for (const path of walk(root, folder, { depthMax: limits.depth, foldersMax: FOLDERS_MAX })) {
      const file = path.slice(path.lastIndexOf('/') + 1)
      if (/\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)$/.test(path)) python.push(...headerLines(root, path))
      else if (path.endsWith('.dist-info/INSTALLER')) installers.push(`|${path}:${root.text(path, 256)?.split('\n')[0] ?? ''}`)
      else if (file === 'package.json' && /\/node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(path))
        node.push(...versionLine(root, path))
      else if (/\/specifications\/[^/]+\.gemspec$/.test(path)) ruby.push(`|${path}`)
      else if (path.endsWith('/vendor/composer/installed.json'))
        php.push(`=composer ${path}`, ...(root.text(path, 2_000_000) ?? '').split('\n').map((line) => `|${line}`))
      else if (/\.(?:jar|war|ear)$/.test(file) && archives < limits.jars) {
        archives += 1
        jars.push(`=jar ${path}`, ...((await root.extract(path, jarBytesMax, jarLines)) ?? []).map((line) => `|${line}`))
      } else others.push(path)
    }
  }
  const lines = ['=python', ...python, '=installer', ...installers, '=node', ...node, '=ruby', ...ruby, '=php', ...php, '=go']
  const languages = [...lines, ...(await goBlocks(root, others))].join('\n')
  return [okay('linux.java', jars.join('\n')), okay('linux.languages', languages)]
}

/** `/usr/lib/python3*` → the folders of that name that are there. */
function expanded(root: Root): readonly string[] {
  return searchedFolders.flatMap((folder) => {
    if (!folder.endsWith('*')) return [folder]
    const slash = folder.lastIndexOf('/')
    const prefix = folder.slice(slash + 1, -1)
    return root
      .list(folder.slice(0, slash))
      .filter(({ name, kind }) => kind === 'folder' && name.startsWith(prefix))
      .map(({ name }) => `${folder.slice(0, slash)}/${name}`)
  })
}

function headerLines(root: Root, path: string): readonly string[] {
  const lines = (root.text(path, 8_192) ?? '').split('\n')
  return lines
    .filter((line) => /^(?:Name|Version): /.test(line))
    .slice(0, 2)
    .map((line) => `|${path}:${line.trimEnd()}`)
}

function versionLine(root: Root, path: string): readonly string[] {
  const match = /"version"\s*:\s*"[^"\n]{1,256}"/.exec(root.text(path, FILE_BYTES_MAX) ?? '')
  return match === null ? [] : [`|${path}:${match[0]}`]
}
