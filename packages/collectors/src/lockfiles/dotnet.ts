/** .NET: packages.lock.json, *.deps.json, packages.config, Directory.Packages.props and project files. */
import { isObject, own, textOf } from '@hygie/standards/json/fields'
import { parseXml, type XmlElement } from '@hygie/standards/xml/tree'
import { LockfileList, parseJsonText, type LockfileReading } from './lockfile.ts'

export function readNugetLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('nuget', path)
  const document = parseJsonText(text, list)
  const frameworks = isObject(document) ? own(document, 'dependencies') : undefined
  if (!isObject(frameworks)) return list.done()
  for (const [framework, packages] of Object.entries(frameworks)) {
    if (!isObject(packages)) continue
    for (const [name, value] of Object.entries(packages)) {
      const at = `$.dependencies["${framework.slice(0, 60)}"]["${name.slice(0, 120)}"]`
      if (!isObject(value) || own(value, 'type') === 'Project') continue
      const version = textOf(value, 'resolved', at, list.problems)
      if (version === undefined) list.unpinned(name)
      else list.add(name, version, at)
    }
  }
  return list.done()
}

/** `libraries`: `Newtonsoft.Json/13.0.1` of type package; the application itself is of type project. */
export function readDepsJson(text: string, path: string): LockfileReading {
  const list = new LockfileList('nuget', path)
  const document = parseJsonText(text, list)
  const libraries = isObject(document) ? own(document, 'libraries') : undefined
  if (!isObject(libraries)) return list.done()
  for (const [key, value] of Object.entries(libraries)) {
    if (!isObject(value) || own(value, 'type') !== 'package') continue
    const slash = key.indexOf('/')
    list.add(key.slice(0, Math.max(0, slash)), key.slice(slash + 1), `$.libraries["${key.slice(0, 120)}"]`)
  }
  return list.done()
}

const ENTRIES: ReadonlyMap<string, readonly [name: string, version: string]> = new Map([
  ['package', ['id', 'version']],
  ['PackageVersion', ['Include', 'Version']],
  ['PackageReference', ['Include', 'Version']],
  ['GlobalPackageReference', ['Include', 'Version']],
])

/** `<package id version>`, `<PackageVersion Include Version>`, `<PackageReference Include Version>`. */
export function readNugetXml(text: string, path: string): LockfileReading {
  const list = new LockfileList('nuget', path)
  const parsed = parseXml(text)
  if (!parsed.ok) {
    list.refuse(parsed.error.message, '$')
    return list.done()
  }
  const pending: XmlElement[] = [parsed.value]
  for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
    pending.push(...element.children)
    const fields = ENTRIES.get(element.local)
    const name = fields === undefined ? undefined : element.attributes.get(fields[0])
    if (fields === undefined || name === undefined || element.attributes.get('developmentDependency') === 'true') continue
    const version =
      element.attributes.get(fields[1]) ?? element.children.find(({ local }) => local === 'Version')?.text.trim() ?? ''
    const exact = /^\[?([0-9][\w.+-]*)\]?$/.exec(version)?.[1]
    if (exact === undefined) list.unpinned(name)
    else list.add(name, exact, `<${element.local} ${name.slice(0, 120)}>`)
  }
  return list.done()
}
