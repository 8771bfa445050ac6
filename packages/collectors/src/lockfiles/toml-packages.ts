/**
 * Lock files that are TOML with one `[[package]]` table per package: Cargo.lock, poetry.lock, uv.lock, pdm.lock. They are written
 * by tools in one regular form, so lines are enough; anything else in them is passed over.
 */
import { linesOf } from '../text/blocks.ts'
import { LockfileList, type LockfileReading } from './lockfile.ts'

export function readCargoLock(text: string, path: string): LockfileReading {
  return readPackages(text, path, 'cargo')
}

export function readPythonLock(text: string, path: string): LockfileReading {
  return readPackages(text, path, 'pypi')
}

function readPackages(text: string, path: string, type: string): LockfileReading {
  const list = new LockfileList(type, path)
  let fields: Map<string, string> | undefined
  let at = ''
  const finish = (): void => {
    const name = fields?.get('name')
    const version = fields?.get('version')
    // The project itself has no registry: no source in Cargo.lock, `source = { virtual = "." }` in uv.lock.
    const own =
      /\b(?:virtual|editable|directory)\s*=/.test(fields?.get('source') ?? '') ||
      fields?.get('category') === 'dev' ||
      (type === 'cargo' && fields?.has('source') === false)
    if (fields !== undefined && !own) {
      if (name === undefined || version === undefined) list.refuse('name or version is absent', at)
      else list.add(name, version, at)
    }
    fields = undefined
  }
  for (const [index, line] of linesOf(text).entries()) {
    if (line.startsWith('[')) {
      finish()
      if (line.trim() === '[[package]]') {
        fields = new Map()
        at = `line ${index + 1}`
      }
      continue
    }
    const match = fields === undefined ? null : /^(name|version|source|category)\s*=\s*(?:"([^"]*)"|(.*))$/.exec(line.trimEnd())
    if (match?.[1] !== undefined) fields?.set(match[1], match[2] ?? match[3] ?? '')
  }
  finish()
  return list.done()
}

/** Julia: `[[deps.Name]]` with `version`; without one it is part of Julia itself. */
export function readJuliaManifest(text: string, path: string): LockfileReading {
  const list = new LockfileList('julia', path)
  let name: string | undefined
  for (const [index, line] of linesOf(text).entries()) {
    if (line.startsWith('[')) name = /^\[\[(?:deps\.)?"?([^"\]]+)"?\]\]$/.exec(line.trim())?.[1]
    const version = name === undefined ? undefined : /^version\s*=\s*"([^"]*)"/.exec(line)?.[1]
    if (name !== undefined && version !== undefined) list.add(name, version, `line ${index + 1}`)
  }
  return list.done()
}
