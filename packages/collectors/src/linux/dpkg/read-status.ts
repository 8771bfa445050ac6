/**
 * Text of a dpkg status file, or of the files in status.d (distroless) → installed software.
 * Source: deb-control(5), dpkg-query(1) for the words of Status.
 */
import type { Software } from '@hygie/core/inventory/inventory'
import type { Failure, Read } from '@hygie/versions/result'
import { problemsMax, softwareMax, textCharsMax } from '../../limits.ts'
import { linesOf } from '../../text/blocks.ts'

/** Never throws; a stanza that cannot be used is noted with its line. Cost: linear. */
export function readDpkgStatus(text: string): Read<Software> {
  const items: Software[] = []
  const problems: Failure[] = []
  let stanza = new Map<string, string>()
  let from = 1
  const finish = (): void => {
    if (stanza.size > 0 && items.length < softwareMax) collect(stanza, `line ${from}`, items, problems)
    stanza = new Map()
  }
  for (const [index, line] of linesOf(text).entries()) {
    if (line.trim() === '') {
      finish()
      continue
    }
    if (stanza.size === 0) from = index + 1
    const colon = line.indexOf(':')
    const name = colon <= 0 || line.startsWith(' ') || line.startsWith('\t') ? '' : line.slice(0, colon)
    if (!WANTED.has(name)) continue
    // A stanza without an empty line before it would otherwise lose its first package.
    if (name === 'Package' && stanza.has('Package')) finish()
    stanza.set(name, line.slice(colon + 1, colon + 1 + textCharsMax).trim())
  }
  finish()
  return { items, problems }
}

const WANTED: ReadonlySet<string> = new Set(['Package', 'Status', 'Version', 'Architecture', 'Source'])

function collect(stanza: ReadonlyMap<string, string>, at: string, items: Software[], problems: Failure[]): void {
  const name = stanza.get('Package')
  if (name === undefined || name === '')
    return note(problems, { code: 'dpkg-stanza', message: 'Cannot read a stanza: it has no Package', at })
  const status = stanza.get('Status')
  // status.d of distroless images has no Status: what is there is installed.
  if (status !== undefined && !isInstalled(status)) return
  const version = stanza.get('Version')
  if (version === undefined || version === '')
    return note(problems, { code: 'dpkg-stanza', message: `Cannot read package "${name}": it has no Version`, at })
  items.push(debSoftware({ name, version, architecture: stanza.get('Architecture') ?? '', source: stanza.get('Source') ?? '' }))
}

/**
 * Whether files of the package are on the disk: `config-files` and `not-installed` leave none to run; half-installed,
 * unpacked and half-configured ones do.
 */
export function isInstalled(status: string): boolean {
  const state = status.trim().split(/\s+/).at(-1)
  return state !== 'config-files' && state !== 'not-installed' && state !== ''
}

/** `source` as dpkg writes it: empty, `name`, or `name (version)` when its version differs from the binary's. */
export function debSoftware(entry: {
  readonly name: string
  readonly version: string
  readonly architecture: string
  readonly source: string
}): Software {
  const { name, version, architecture } = entry
  const written = /^(\S+)(?:\s+\(([^)]+)\))?/.exec(entry.source)
  // A binary-only rebuild (+b1) keeps the source's version; dpkg then writes Source: name (version).
  const source = written?.[1] === undefined ? { name, version } : { name: written[1], version: written[2] ?? version }
  return {
    key: `deb:${name}@${version}${architecture === '' ? '' : `:${architecture}`}`,
    name,
    version,
    origin: 'dpkg',
    ...(architecture === '' ? {} : { architecture }),
    source,
  }
}

function note(problems: Failure[], problem: Failure): void {
  if (problems.length < problemsMax) problems.push(problem)
}
