/** Reads what linux/languages/probe.ts prints. */
import type { Software, Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import { languageSoftware, type LanguagePackage } from '../../language-software.ts'
import { problemsMax } from '../../limits.ts'
import { readComposer } from '../../lockfiles/composer.ts'
import type { ProbeReading } from '../../probe.ts'
import { type Block, readBlocks } from '../../text/blocks.ts'
import { isSystemPath, limits } from './places.ts'

export function readLanguages(output: string): ProbeReading {
  const blocks = readBlocks(output)
  const problems: Failure[] = []
  const lines = (kind: string): readonly string[] => blocks.find((block) => block.kind === kind)?.lines ?? []
  const found: LanguagePackage[] = [
    ...python(lines('python'), lines('installer')),
    ...node(lines('node')),
    ...ruby(lines('ruby')),
  ]
  const software: Software[] = []
  for (const item of found) {
    const made = languageSoftware(item)
    if (made !== undefined) software.push(made)
    else if (problems.length < problemsMax)
      problems.push({
        code: 'language-package',
        message: `Cannot use the ${item.type} package "${item.name.slice(0, 80)}": its name or version is none`,
        at: item.path ?? '',
      })
  }
  for (const block of blocks) {
    if (block.kind === 'composer') {
      const read = readComposer(block.lines.join('\n'), block.subject)
      software.push(...read.items)
      problems.push(...read.problems.slice(0, Math.max(0, problemsMax - problems.length)))
    }
    if (block.kind === 'binary') software.push(...goModules(block))
  }
  return { part: { software, unknown: cut(blocks) }, problems }
}

/** `PATH/foo-1.0.dist-info/METADATA:Name: Foo` */
function python(lines: readonly string[], installers: readonly string[]): readonly LanguagePackage[] {
  const byLanguageTool = new Set(
    installers
      .filter((line) => !/:(?:rpm|dpkg|apk|debian)\s*$/i.test(line))
      .map((line) => line.slice(0, line.indexOf('/INSTALLER:'))),
  )
  const seen = new Map<string, { name?: string; version?: string }>()
  for (const line of lines) {
    const match = /^(.+?\.(?:dist-info\/METADATA|egg-info\/PKG-INFO|egg-info)):(Name|Version): (.*)$/.exec(line)
    if (match === null) continue
    const [, path = '', field, value = ''] = match
    const folder = path.replace(/\/(?:METADATA|PKG-INFO)$/, '')
    // What the distribution packaged is judged as its package.
    if (isSystemPath(path) && !byLanguageTool.has(folder)) continue
    const entry = seen.get(folder) ?? {}
    if (field === 'Name') entry.name ??= value.trim()
    else entry.version ??= value.trim()
    seen.set(folder, entry)
  }
  return [...seen].flatMap(([path, { name, version }]) =>
    name === undefined || version === undefined ? [] : [{ type: 'pypi', name, version, path }],
  )
}

/** `PATH/node_modules/@scope/name/package.json:"version": "1.2.3"`; the first of a file is the package's own. */
function node(lines: readonly string[]): readonly LanguagePackage[] {
  const seen = new Map<string, LanguagePackage>()
  for (const line of lines) {
    const match = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/@][^/]*))\/package\.json:"version"\s*:\s*"([^"]*)"$/.exec(line)
    const [, path = '', name = '', version = ''] = match ?? []
    if (match === null || seen.has(path) || isSystemPath(path) || version === '' || version === '0.0.0') continue
    seen.set(path, { type: 'npm', name, version, path })
  }
  return [...seen.values()]
}

/** `…/specifications/rack-2.2.3.gemspec`, `nokogiri-1.15.0-x86_64-linux.gemspec`. */
function ruby(lines: readonly string[]): readonly LanguagePackage[] {
  return lines.flatMap((path) => {
    if (isSystemPath(path)) return []
    const match = /\/([^/]+?)-(\d[0-9A-Za-z.]*)(?:-[A-Za-z0-9_.-]+)?\.gemspec$/.exec(path)
    return match === null ? [] : [{ type: 'gem', name: match[1] ?? '', version: match[2] ?? '', path }]
  })
}

/** The build information that the Go linker leaves in each binary. Source: debug/buildinfo, runtime/debug.BuildInfo. */
function goModules(block: Block): readonly Software[] {
  const at = block.subject.indexOf(' ')
  const path = block.subject.slice(at + 1)
  const toolchain = block.subject.slice(2, at)
  const found: LanguagePackage[] = [{ type: 'golang', name: 'stdlib', version: toolchain, path }]
  for (const line of block.lines) {
    const [kind, name = '', version = ''] = line.split('\t')
    if (kind === '=>') found.pop() // the module before is replaced by this one
    // A main module built from a working copy states "(devel)".
    if ((kind === 'mod' || kind === 'dep' || kind === '=>') && /^v\d/.test(version))
      found.push({ type: 'golang', name, version, path })
  }
  return found.flatMap((item) => languageSoftware(item) ?? [])
}

function cut(blocks: readonly Block[]): readonly Unknown[] {
  const full = blocks.filter((block) => ['python', 'node', 'ruby'].includes(block.kind) && block.lines.length >= limits.files)
  const old = blocks.filter((block) => block.kind === 'oldgo').map((block) => block.subject)
  return [
    ...full.map((block) => ({ what: `${block.kind} packages beyond the first ${limits.files}`, why: 'the search is bounded' })),
    ...blocks.filter((block) => block.kind === 'cut').flatMap((block) => LEFT_OUT[block.subject] ?? []),
    ...(old.length === 0
      ? []
      : [
          {
            what: `modules of Go binaries such as ${old.slice(0, 3).join(', ')}`,
            why: 'Go before 1.18 built them, and does not keep its version beside the modules',
            count: old.length,
          },
        ]),
  ]
}

const LEFT_OUT: Readonly<Record<string, Unknown>> = {
  walk: { what: `language packages beyond the first ${limits.walked} files of all kinds`, why: 'the search is bounded' },
  binaries: { what: `modules of Go binaries beyond the first ${limits.binaries} programs`, why: 'the search is bounded' },
  bytes: {
    what: `modules of Go binaries beyond the first ${limits.binaryBytes / 2 ** 20} MiB of programs`,
    why: 'the search is bounded',
  },
  od: { what: 'modules of Go binaries', why: 'od is not installed on the machine: programs cannot be read' },
}
