/**
 * What each registered package type asks of its components, as data.
 *
 * Source: package-url/purl-spec at 16f3d0e (2026-08-21), types/*-definition.json (MIT): the members `requirement`,
 * `case_sensitive`, `permitted_characters` and `normalization_rules`. A component that is not case sensitive is lowercased in
 * the canonical form (schema of type definitions 1.1, `case_sensitive`). A type that is not listed has no rule of its own.
 */

export type PurlTypeRule = {
  readonly namespace: 'required' | 'optional' | 'prohibited'
  /** Components that are not case sensitive. */
  readonly lower?: readonly ('namespace' | 'name' | 'version' | 'subpath')[]
  /** Qualifiers without which the purl identifies nothing. */
  readonly requires?: readonly string[]
}

const RULES: ReadonlyMap<string, PurlTypeRule> = new Map<string, PurlTypeRule>([
  ['alpm', { namespace: 'required', lower: ['namespace', 'name'] }],
  ['apk', { namespace: 'required', lower: ['namespace', 'name'] }],
  ['bazel', { namespace: 'prohibited' }],
  ['bitbucket', { namespace: 'required', lower: ['namespace', 'name'] }],
  ['bitnami', { namespace: 'prohibited', lower: ['name'] }],
  ['brew', { namespace: 'optional', lower: ['namespace', 'name'] }],
  ['cargo', { namespace: 'prohibited' }],
  ['chrome-extension', { namespace: 'prohibited', lower: ['name'] }],
  ['cocoapods', { namespace: 'prohibited' }],
  ['composer', { namespace: 'required', lower: ['namespace', 'name'] }],
  ['conan', { namespace: 'optional' }],
  ['conda', { namespace: 'prohibited' }],
  ['cpan', { namespace: 'optional' }],
  ['cran', { namespace: 'prohibited' }],
  ['deb', { namespace: 'required', lower: ['namespace', 'name'] }],
  ['docker', { namespace: 'optional' }],
  ['gem', { namespace: 'prohibited' }],
  ['generic', { namespace: 'optional' }],
  ['git', { namespace: 'required' }],
  ['github', { namespace: 'required', lower: ['namespace', 'name'] }],
  // The note of golang says "shall be lowercased", its member case_sensitive says true, as do Go's module paths: the member
  // counts, else github.com/Masterminds/semver would be looked up under a name that no advisory uses.
  ['golang', { namespace: 'required' }],
  ['hackage', { namespace: 'prohibited' }],
  ['hex', { namespace: 'optional', lower: ['namespace', 'name'] }],
  ['huggingface', { namespace: 'required', lower: ['version'] }],
  ['julia', { namespace: 'prohibited', requires: ['uuid'] }],
  ['luarocks', { namespace: 'optional', lower: ['namespace', 'name'] }],
  ['maven', { namespace: 'required' }],
  ['mlflow', { namespace: 'prohibited' }],
  ['npm', { namespace: 'optional' }],
  ['nuget', { namespace: 'prohibited' }],
  ['oci', { namespace: 'prohibited', lower: ['name', 'version'] }],
  ['opam', { namespace: 'prohibited' }],
  ['otp', { namespace: 'prohibited', lower: ['name', 'subpath'] }],
  ['pub', { namespace: 'prohibited', lower: ['name'] }],
  ['pypi', { namespace: 'prohibited', lower: ['name', 'version'] }],
  ['qpkg', { namespace: 'required', lower: ['namespace'] }],
  ['rpm', { namespace: 'required', lower: ['namespace'] }],
  ['swid', { namespace: 'optional', requires: ['tag_id'] }],
  ['swift', { namespace: 'required' }],
  ['vcpkg', { namespace: 'prohibited' }],
  ['vscode-extension', { namespace: 'required', lower: ['namespace', 'name', 'version'] }],
  ['yocto', { namespace: 'optional', lower: ['namespace'] }],
])

const NO_RULE: PurlTypeRule = { namespace: 'optional' }

/** The rule of a lowercased type; a type that is not registered gets one that demands nothing. */
export function purlTypeRule(type: string): PurlTypeRule {
  return RULES.get(type) ?? NO_RULE
}

/** Decoded components on their way to a purl; an empty one is absent. */
export type Components = {
  readonly namespace: string
  readonly name: string
  readonly version: string
  readonly qualifiers: readonly (readonly [key: string, value: string])[]
  readonly subpath: string
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

type Normalise = (parts: Components) => Components

/** The rules that the definitions give in words (`normalization_rules`, `note`). */
const NORMALISE: ReadonlyMap<string, Normalise> = new Map<string, Normalise>([
  // "it represents the CPAN author/publisher ID (CPANID) and shall be uppercase"
  ['cpan', (parts) => ({ ...parts, namespace: parts.namespace.toUpperCase() })],
  // A path on GitHub or Bitbucket is not case sensitive (definitions of those types); on another git host it is.
  [
    'git',
    (parts) => (/^(?:github|bitbucket)(?:\.com|\.org)?$/i.test(parts.namespace) ? lowered(parts, ['namespace', 'name']) : parts),
  ],
  ['hackage', (parts) => ({ ...parts, name: parts.name.replaceAll('_', '-') })], // "Apply kebab-case"
  // "for Azure ML, it is case sensitive [...]; for Databricks, it is case insensitive and shall be lowercased"
  ['mlflow', (parts) => (isOnDatabricks(parts) ? lowered(parts, ['name']) : parts)],
  ['pub', (parts) => ({ ...parts, name: parts.name.replaceAll(/[^a-z0-9_]/g, '_') })],
  ['pypi', (parts) => ({ ...parts, name: parts.name.replaceAll('_', '-') })],
  ['swid', withLowerGuid],
])

/** Brings components to the canonical form of their type. */
export function normaliseByType(type: string, parts: Components): Components {
  const cased = lowered(parts, purlTypeRule(type).lower ?? [])
  return NORMALISE.get(type)?.(cased) ?? cased
}

function lowered(parts: Components, components: readonly ('namespace' | 'name' | 'version' | 'subpath')[]): Components {
  return { ...parts, ...Object.fromEntries(components.map((component) => [component, parts[component].toLowerCase()])) }
}

function isOnDatabricks({ qualifiers }: Components): boolean {
  return qualifiers.some(([key, value]) => key === 'repository_url' && value.toLowerCase().includes('databricks'))
}

// "If a GUID is used, it shall be lowercase"
function withLowerGuid(parts: Components): Components {
  const qualifiers = parts.qualifiers.map(
    ([key, value]) => [key, key === 'tag_id' && GUID.test(value) ? value.toLowerCase() : value] as const,
  )
  return { ...parts, qualifiers }
}

/** Why a component is not allowed in its type, or undefined. Asked after normalisation. */
export function forbiddenByType(type: string, parts: Components): string | undefined {
  if (type === 'chrome-extension' && !/^[a-p]{32}$/.test(parts.name)) return 'the name must be 32 letters from a to p'
  if (type === 'chrome-extension' && parts.version !== '' && !/^\d+(?:\.\d+){0,3}$/.test(parts.version)) {
    return 'the version must be one to four numbers'
  }
  if (type === 'cocoapods' && /[\s+]|^\./.test(parts.name))
    return 'the name must not hold a space or plus, nor begin with a period'
  if (type === 'cpan' && parts.name.includes('::')) return 'the name must be that of a distribution, without "::"'
  if (type === 'swid' && parts.namespace.split('/').length > 2) return 'the namespace must have at most two segments'
  return undefined
}
