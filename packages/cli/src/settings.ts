/**
 * Where settings come from: flags before `HYGIE_*` before `hygie.yaml` in the home before defaults. `hygie doctor` will show
 * each with its origin. Secrets are never among them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language } from '@hygie/core/text/text'
import type * as Yaml from 'yaml'
import { textOf, type Values } from './values.ts'
import { UserError } from './user-error.ts'

export type Settings = {
  /** State of this installation: knowledge, keys, configuration. */
  readonly home: string
  readonly knowledge: string
  readonly content: string
  readonly language: Language
  readonly quiet: boolean
  readonly offline: boolean
  /** Where a mirror was found, if anywhere. */
  readonly mirror: string | undefined
  /** Where feeds are fetched to: the mirror that was named, else one in the home. Never a folder that was only found. */
  readonly mirrorToFill: string
}

const CONFIGURATION_BYTES_MAX = 1024 * 1024

export function settingsFrom(values: Values, environment: NodeJS.ProcessEnv): Settings {
  const home = resolve(environment['HYGIE_HOME'] ?? defaultHome(environment))
  const file = configuration(join(home, 'hygie.yaml'))
  const setting = (name: string): string | undefined =>
    textOf(values, name) ?? environment[`HYGIE_${name.toUpperCase()}`] ?? file.get(name)
  return {
    home,
    knowledge: resolve(setting('knowledge') ?? join(home, 'knowledge.hygie')),
    content: resolve(setting('content') ?? contentFolder()),
    language: languageOf(setting('lang'), environment),
    quiet: values['quiet'] === true,
    offline: values['offline'] === true || setting('offline') === 'true',
    mirror: mirrorFolder(setting('mirror'), home),
    mirrorToFill: resolve(setting('mirror') ?? join(home, 'mirror')),
  }
}

function defaultHome(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0 && environment['XDG_DATA_HOME'] === undefined) return '/var/lib/hygie'
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'hygie')
}

export function repositoryRoot(): string {
  return dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
}

function contentFolder(): string {
  return join(repositoryRoot(), 'content')
}

function mirrorFolder(named: string | undefined, home: string): string | undefined {
  if (named !== undefined) return resolve(named)
  const root = repositoryRoot()
  return [join(home, 'mirror'), join(root, 'mirror'), join(root, '..', 'shared', 'mirror')].find(holdsFeeds)
}

/** A run of fetching that brought nothing leaves its folder `.hygie` behind; that is no mirror. */
function holdsFeeds(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith('.'))
}

function languageOf(wanted: string | undefined, environment: NodeJS.ProcessEnv): Language {
  if (wanted === 'en' || wanted === 'fr') return wanted
  if (wanted !== undefined) throw new UserError(`Cannot use language "${wanted}": must be en or fr`, 2)
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? ''
  return locale.startsWith('fr') ? 'fr' : 'en'
}

function configuration(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map()
  const text = readFileSync(path, 'utf8')
  if (text.length > CONFIGURATION_BYTES_MAX)
    throw new UserError(`Cannot read "${path}": larger than ${CONFIGURATION_BYTES_MAX} bytes`, 2)
  let value: unknown
  try {
    const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml // 72 modules: only where there is a file to read
    value = parse(text)
  } catch (error) {
    throw new UserError(`Cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`, 2)
  }
  if (value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value))
    throw new UserError(`Cannot read "${path}": must hold a mapping of settings`, 2)
  return new Map(Object.entries(value).map(([name, setting]) => [name, String(setting)]))
}
