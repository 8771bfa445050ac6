/** pnpm-lock.yaml, lockfileVersion 5 to 9. Source: pnpm/spec, lockfile. */
import { isObject, own, textOf } from '@hygie/standards/json/fields'
import { LockfileList, parseYamlText, type LockfileReading } from './lockfile.ts'

export function readPnpmLock(text: string, path: string): LockfileReading {
  const list = new LockfileList('npm', path)
  const document = parseYamlText(text, list)
  const packages = isObject(document) ? own(document, 'packages') : undefined
  if (!isObject(packages)) return list.done()
  for (const [key, value] of Object.entries(packages)) {
    const at = `$.packages["${key.slice(0, 120)}"]`
    if (isObject(value) && own(value, 'dev') === 'true') continue
    const stated = isObject(value)
      ? { name: textOf(value, 'name', at, list.problems), version: textOf(value, 'version', at, list.problems) }
      : { name: undefined, version: undefined }
    const named = nameAndVersion(key)
    const name = stated.name ?? named?.name
    const version = stated.version ?? named?.version
    if (name === undefined || version === undefined) list.refuse('its key is no name and version', at)
    else if (/^(?:file|link|workspace):/.test(version)) continue
    else list.add(name, version, at)
  }
  return list.done()
}

/** 5: `/@s/name/1.0.0_peer@2.0.0`; 6: `/@s/name@1.0.0(peer@2.0.0)`; 9: `@s/name@1.0.0`. */
function nameAndVersion(key: string): { readonly name: string; readonly version: string } | undefined {
  const plain = key.replace(/\(.*$/, '').replace(/^\//, '')
  const newer = /^((?:@[^/@]+\/)?[^/@]+)@(\d[^_]*)/.exec(plain)
  const older = /^((?:@[^/]+\/)?[^/]+)\/(\d[^_]*)/.exec(plain)
  const match = newer ?? older
  return match === null ? undefined : { name: match[1] ?? '', version: match[2] ?? '' }
}
