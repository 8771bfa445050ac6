/** conan.lock (C and C++), pubspec.lock (Dart), Package.resolved (Swift). */
import { isObject, objectsOf, own, textOf, textsOf } from '@hygie/standards/json/fields'
import { LockfileList, parseJsonText, parseYamlText, type LockfileReading } from './lockfile.ts'

/** Conan 1: a graph of nodes; Conan 2: lists. A reference is `name/version@user/channel#revision%time`. */
export function readConanLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('conan', path)
  const document = parseJsonText(text, list)
  if (!isObject(document)) return list.done()
  const graph = own(document, 'graph_lock')
  const nodes = isObject(graph) ? own(graph, 'nodes') : undefined
  const references = isObject(nodes)
    ? Object.entries(nodes).flatMap(([id, node]) =>
        isObject(node)
          ? [{ reference: textOf(node, 'ref', `$.graph_lock.nodes["${id.slice(0, 20)}"]`, list.problems), at: id }]
          : [],
      )
    : textsOf(document, 'requires', '$', list.problems).map((reference, index) => ({ reference, at: `$.requires[${index}]` }))
  for (const { reference, at } of references) {
    const match = /^([^/@#\s]+)\/([^@#%\s]+)/.exec(reference ?? '')
    if (match !== null) list.add(match[1] ?? '', match[2] ?? '', at) // the project itself has no reference
  }
  return list.done()
}

export function readPubspecLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('pub', path)
  const document = parseYamlText(text, list)
  const packages = isObject(document) ? own(document, 'packages') : undefined
  if (!isObject(packages)) return list.done()
  for (const [name, value] of Object.entries(packages)) {
    const at = `$.packages["${name.slice(0, 120)}"]`
    if (!isObject(value) || own(value, 'dependency') === 'direct dev' || own(value, 'source') === 'sdk') continue
    const version = textOf(value, 'version', at, list.problems)
    if (version === undefined) list.unpinned(name)
    else list.add(name, version, at)
  }
  return list.done()
}

/** Versions 1 (`object.pins`) to 3 (`pins`). A package is named by where its repository is. */
export function readPackageResolved(text: string, path: string): LockfileReading {
  const list = new LockfileList('swift', path)
  const document = parseJsonText(text, list)
  const inner = isObject(document) ? own(document, 'object') : undefined
  const holder = isObject(inner) ? inner : document
  if (!isObject(holder)) return list.done()
  for (const { value, at } of objectsOf(holder, 'pins', '$', list.problems)) {
    const address = textOf(value, 'location', at, list.problems) ?? textOf(value, 'repositoryURL', at, list.problems) ?? ''
    const name = /^(?:https?:\/\/|git@|ssh:\/\/git@)([^\s?#]+?)(?:\.git)?\/?$/.exec(address)?.[1]?.replace(':', '/')
    const state = own(value, 'state')
    const version = isObject(state) ? textOf(state, 'version', `${at}.state`, list.problems) : undefined
    if (name === undefined) list.refuse('its address names no repository', at)
    else if (version === undefined) list.unpinned(name)
    else list.add(name, version, at)
  }
  return list.done()
}
