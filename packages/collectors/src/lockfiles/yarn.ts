/** yarn.lock of Yarn 1 and of Yarn 2 and later (which is YAML of a regular form): read line by line. */
import { linesOf } from '../text/blocks.ts'
import { LockfileList, type LockfileReading } from './lockfile.ts'

export function readYarnLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('npm', path)
  let name: string | undefined
  let version: string | undefined
  let at = ''
  let local = false
  const finish = (): void => {
    if (name !== undefined && !local) {
      if (version === undefined) list.refuse('it has no version', at)
      else list.add(name, version, at)
    }
    name = version = undefined
    local = false
  }
  for (const [index, line] of linesOf(text).entries()) {
    if (line === '' || line.startsWith('#')) continue
    if (!/^\s/.test(line)) {
      finish()
      at = `line ${index + 1}`
      name = line === '__metadata:' ? undefined : nameOf(line)
      continue
    }
    version ??= /^ {2}version:? "?([^"\s]+)"?$/.exec(line)?.[1]
    const resolution = /^ {2}resolution: "(.+)@([a-z]+):/.exec(line)
    if (resolution !== null) {
      name = resolution[1]
      local = resolution[2] === 'workspace' || resolution[2] === 'link' || resolution[2] === 'portal'
    }
  }
  finish()
  return list.done()
}

/** `"@babel/core@^7.1.0", "@babel/core@^7.2.0":` → @babel/core; `alias@npm:real@^1.0.0` → real. */
function nameOf(line: string): string | undefined {
  const spec = line.replace(/:$/, '').split(',')[0]?.trim().replaceAll('"', '') ?? ''
  const alias = /@npm:((?:@[^/]+\/)?[^@/]+)@/.exec(spec)?.[1]
  return alias ?? /^((?:@[^/@]+\/)?[^@/]+)@/.exec(spec)?.[1]
}
