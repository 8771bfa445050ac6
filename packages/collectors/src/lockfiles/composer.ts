/** composer.lock, and vendor/composer/installed.json of Composer 1 (a list) and 2 (an object). */
import { isObject, objectsOf, own, textOf } from '@hygie/standards/json/fields'
import type { LockfileReading } from './lockfile.ts'
import { LockfileList, parseJsonText } from './lockfile.ts'

/** Development packages are left out where the file tells them apart: they are not on the server. */
export function readComposer(text: string, path: string): LockfileReading {
  const list = new LockfileList('composer', path)
  const json = parseJsonText(text, list)
  const document = Array.isArray(json) ? { packages: json } : json
  if (!isObject(document)) return list.done()
  const development = new Set(
    Array.isArray(own(document, 'dev-package-names')) ? (own(document, 'dev-package-names') as readonly unknown[]) : [],
  )
  for (const { value, at } of objectsOf(document, 'packages', '$', list.problems)) {
    const name = textOf(value, 'name', at, list.problems)
    const version = textOf(value, 'version', at, list.problems)
    if (name === undefined || version === undefined) list.refuse('name or version is absent', at)
    else if (!development.has(name)) list.add(name, version.replace(/^v(?=\d)/, ''), at)
  }
  return list.done()
}
