/** package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3. Source: npm documentation, package-lock.json. */
import { flagOf, isObject, own, textOf, type JsonObject } from '@hygie/standards/json/fields'
import { LockfileList, parseJsonText, type LockfileReading } from './lockfile.ts'

/** Development packages are left out: they are not where the application runs. */
export function readNpmLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('npm', path)
  const document = parseJsonText(text, list)
  if (!isObject(document)) return list.done()
  const packages = own(document, 'packages')
  if (isObject(packages)) fromPackages(packages, list)
  else fromDependencies(document, list)
  return list.done()
}

/** Versions 2 and 3: `node_modules/@scope/name` → entry; "" is the project itself, links point into it. */
function fromPackages(packages: JsonObject, list: LockfileList): void {
  for (const [place, value] of Object.entries(packages)) {
    if (!isObject(value) || flagOf(value, 'link') === true || flagOf(value, 'dev') === true) continue
    const marker = place.lastIndexOf('node_modules/')
    if (marker < 0) continue
    const at = `$.packages["${place.slice(0, 120)}"]`
    const name = textOf(value, 'name', at, list.problems) ?? place.slice(marker + 'node_modules/'.length)
    const version = textOf(value, 'version', at, list.problems)
    if (version === undefined) list.unpinned(name)
    else list.add(name, version, at)
  }
}

/** Version 1: dependencies inside dependencies; walked without recursion, since the file decides the depth. */
function fromDependencies(document: JsonObject, list: LockfileList): void {
  const pending: { readonly value: unknown; readonly at: string }[] = [
    { value: own(document, 'dependencies'), at: '$.dependencies' },
  ]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isObject(next.value)) continue
    for (const [name, entry] of Object.entries(next.value)) {
      if (!isObject(entry) || flagOf(entry, 'dev') === true) continue
      const at = `${next.at}["${name.slice(0, 120)}"]`
      const version = textOf(entry, 'version', at, list.problems)
      const alias = /^npm:(.+)@([^@]+)$/.exec(version ?? '')
      if (alias !== null) list.add(alias[1] ?? '', alias[2] ?? '', at)
      else if (version === undefined || !/^\d/.test(version)) list.unpinned(name)
      else list.add(name, version, at)
      const inner = own(entry, 'dependencies')
      if (inner !== undefined && pending.length < 100_000) pending.push({ value: inner, at })
    }
  }
}
