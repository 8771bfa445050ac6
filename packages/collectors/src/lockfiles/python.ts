/** requirements.txt (pip) and Pipfile.lock (pipenv). Source: pip documentation, requirements file format; PEP 508. */
import { isObject, own, textOf } from '@hygie/standards/json/fields'
import { linesOf } from '../text/blocks.ts'
import { LockfileList, parseJsonText, type LockfileReading } from './lockfile.ts'

/** Only `name==version` says what is installed; every other form is a range. */
export function readRequirements(text: string, path: string): LockfileReading {
  const list = new LockfileList('pypi', path)
  const joined = text.replaceAll(/\\\r?\n/g, ' ')
  for (const [index, raw] of linesOf(joined).entries()) {
    const line = raw
      .replace(/(?:^|\s)#.*$/, '')
      .replace(/\s--hash=.*$/, '')
      .trim()
    if (line === '' || line.startsWith('-') || /^[a-z+]+:\/\//.test(line)) continue
    const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)/.exec(line)
    const name = match?.[1]
    if (name === undefined) {
      list.refuse(`"${line.slice(0, 60)}" is no requirement`, `line ${index + 1}`)
      continue
    }
    const exact = /^={2,3}\s*([A-Za-z0-9.!+_-]+)$/.exec((match?.[2] ?? '').trim())?.[1]
    if (exact === undefined) list.unpinned(name)
    else list.add(name, exact, `line ${index + 1}`)
  }
  return list.done()
}

export function readPipfileLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('pypi', path)
  const document = parseJsonText(text, list)
  const packages = isObject(document) ? own(document, 'default') : undefined
  if (!isObject(packages)) return list.done()
  for (const [name, value] of Object.entries(packages)) {
    const at = `$.default["${name.slice(0, 120)}"]`
    const version = isObject(value) ? textOf(value, 'version', at, list.problems) : undefined
    if (version?.startsWith('==') === true) list.add(name, version.slice(2), at)
    else list.unpinned(name)
  }
  return list.done()
}
