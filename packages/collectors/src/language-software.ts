/** One way to write down a language package: canonical purl as identity, key `type:name@version`. */
import type { Software, SoftwareOrigin } from '@hygie/core/inventory/inventory'
import { buildPurl, mendPurl, printPurl } from '@hygie/standards/purl/purl'
import { textCharsMax } from './limits.ts'

export type LanguagePackage = {
  /** purl type: `pypi`, `npm`, `maven` … */
  readonly type: string
  /** As the ecosystem writes it: `@scope/name`, `group:artifact`, `github.com/a/b`. */
  readonly name: string
  readonly version: string
  readonly path?: string
  readonly origin?: SoftwareOrigin
}

/** Undefined when name or version cannot be one: too long, empty, with blanks, control characters or half a character. */
export function languageSoftware(found: LanguagePackage): Software | undefined {
  const { type, version, path, origin = 'language' } = found
  const name = type === 'pypi' ? found.name.toLowerCase().replaceAll(/[-_.]+/g, '-') : found.name // PEP 503
  if (!isWord(name) || !isWord(version)) return undefined
  const parts = split(type, name)
  const strict = buildPurl({ type, version, ...parts })
  // Go's own library has no namespace, which the type asks for: tools write `pkg:golang/stdlib@1.22.0` all the same.
  const purl =
    strict.ok || parts.namespace !== undefined
      ? strict
      : mendPurl(`pkg:${type}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`)
  return {
    key: `${type}:${name}@${version}`,
    name,
    version,
    origin,
    ...(purl.ok ? { purl: printPurl(purl.value) } : {}),
    ...(path === undefined || path === '' ? {} : { path: path.slice(0, textCharsMax) }),
  }
}

function isWord(text: string): boolean {
  return text !== '' && text.length <= 512 && /^[^\s\p{Cc}\p{Cs}]+$/u.test(text)
}

/** Where the namespace ends. Source: purl-spec, purl types. */
function split(type: string, name: string): { readonly namespace?: string; readonly name: string } {
  const at = type === 'maven' ? name.indexOf(':') : name.lastIndexOf('/')
  return at <= 0 ? { name } : { namespace: name.slice(0, at), name: name.slice(at + 1) }
}
