/** pom.xml (Maven) and gradle.lockfile (Gradle). */
import { childOf, childrenOf, childText, parseXml, type XmlElement } from '@hygie/standards/xml/tree'
import { linesOf } from '../text/blocks.ts'
import { LockfileList, type LockfileReading } from './lockfile.ts'

/** `group:artifact:1.0=compileClasspath,runtimeClasspath`; what only tests use is left out. */
export function readGradleLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('maven', path)
  for (const [index, line] of linesOf(text).entries()) {
    const match = /^([^\s#:=]+:[^\s:=]+):([^\s:=]+)=(.*)$/.exec(line)
    if (match === null || match[1] === undefined) continue
    const uses = (match[3] ?? '').split(',')
    if (uses.every((use) => /^test|Test/.test(use))) continue
    list.add(match[1], match[2] ?? '', `line ${index + 1}`)
  }
  return list.done()
}

/** Direct dependencies whose version the file itself gives; parents and imported lists elsewhere are not fetched. */
export function readPom(text: string, path: string): LockfileReading {
  const list = new LockfileList('maven', path)
  const parsed = parseXml(text)
  if (!parsed.ok || parsed.value.local !== 'project') {
    list.refuse(parsed.ok ? 'it is no Maven project' : parsed.error.message, '$')
    return list.done()
  }
  const project = parsed.value
  const properties = propertiesOf(project)
  const managed = new Map(
    dependenciesOf(childOf(project, 'dependencyManagement')).map((item) => [idOf(item, properties), childText(item, 'version')]),
  )
  for (const [index, item] of dependenciesOf(project).entries()) {
    const scope = childText(item, 'scope')?.trim() ?? 'compile'
    if (scope !== 'compile' && scope !== 'runtime') continue
    const id = idOf(item, properties)
    const version = resolve((childText(item, 'version') ?? managed.get(id) ?? '').trim(), properties)
    const exact = /^\[([^,\]]+)\]$/.exec(version)?.[1] ?? version
    if (exact === '' || /[[\](),$]/.test(exact)) list.unpinned(id)
    else list.add(id, exact, `dependency ${index + 1}`)
  }
  return list.done()
}

function dependenciesOf(element: XmlElement | undefined): readonly XmlElement[] {
  const holder = element === undefined ? undefined : childOf(element, 'dependencies')
  return holder === undefined ? [] : childrenOf(holder, 'dependency')
}

function propertiesOf(project: XmlElement): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const parent = childOf(project, 'parent')
  for (const name of ['version', 'groupId', 'artifactId']) {
    const value = childText(project, name) ?? (parent === undefined ? undefined : childText(parent, name))
    if (value !== undefined) for (const key of [`project.${name}`, `pom.${name}`, name]) found.set(key, value.trim())
    if (parent !== undefined) found.set(`project.parent.${name}`, childText(parent, name)?.trim() ?? '')
  }
  for (const property of childOf(project, 'properties')?.children ?? []) found.set(property.local, property.text.trim())
  return found
}

/** Properties may name others; eight rounds are more than any project met needs, and a circle ends. */
function resolve(text: string, properties: ReadonlyMap<string, string>): string {
  let value = text
  for (let round = 0; round < 8 && value.includes('${') && value.length < 1_024; round += 1)
    value = value.replaceAll(/\$\{([^{}]{1,128})\}/g, (all, name: string) => properties.get(name) ?? all)
  return value
}

function idOf(item: XmlElement, properties: ReadonlyMap<string, string>): string {
  return [childText(item, 'groupId'), childText(item, 'artifactId')]
    .map((part) => resolve(part?.trim() ?? '', properties))
    .join(':')
}
