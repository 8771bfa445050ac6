/**
 * The exact command that installs a fix on one system. Every value is quoted for the shell; a version is pinned only where the
 * package manager can be sure to have it.
 */
import { unreachable } from '@hygie/versions/result'
import type { Platform, SoftwareOrigin } from '../inventory/inventory.ts'

/** One package to bring to at least `fixed`; `exact` when this very version may be asked for by name. */
export type Upgrade = {
  readonly name: string
  readonly fixed: string
  readonly exact?: string
  readonly purl?: string
  readonly path?: string
}

/** Empty when no command is known: the title then says what to do. */
export function upgradeCommands(origin: SoftwareOrigin, platform: Platform, wanted: readonly Upgrade[]): readonly string[] {
  // No package is called so, and no quoting keeps a program from reading it as an option.
  const upgrades = wanted.filter(({ name }) => !name.startsWith('-'))
  if (upgrades.length === 0) return []
  switch (origin) {
    case 'dpkg':
      return [
        `apt-get install --only-upgrade ${words(upgrades.map(({ name, exact }) => (exact === undefined ? name : `${name}=${exact}`)))}`,
      ]
    case 'rpm':
      return [`${rpmManager(platform)} ${words(upgrades.map(({ name }) => name))}`]
    case 'apk':
      return [`apk add --upgrade ${words(upgrades.map(({ name, fixed }) => `${name}>=${fixed}`))}`]
    case 'alpm':
      return ['pacman -Syu'] // Arch does not support upgrading single packages
    case 'snap':
      return [`snap refresh ${words(upgrades.map(({ name }) => name))}`]
    case 'flatpak':
      return [`flatpak update ${words(upgrades.map(({ name }) => name))}`]
    case 'language':
    case 'sbom':
    case 'purl':
      return [...new Set(upgrades.flatMap(languageCommand))]
    case 'declared':
    case 'windows':
    case 'device':
    case 'network':
    case 'banner':
      return []
    default:
      return unreachable(origin)
  }
}

const ZYPPER = new Set(['sles', 'sled', 'suse', 'opensuse-leap', 'opensuse-tumbleweed', 'opensuse'])

function rpmManager({ id, release }: Platform): string {
  if (ZYPPER.has(id)) return 'zypper update'
  const old = ['rhel', 'centos', 'ol', 'amzn'].includes(id) && /^[2-7](?:\.|$)/.test(release)
  return old ? 'yum update' : 'dnf upgrade'
}

/** A Go module inside a program, not in a project that could be built anew here. */
export function isCompiled({ purl, path }: { readonly purl?: string | undefined; readonly path?: string | undefined }): boolean {
  return purl?.startsWith('pkg:golang/') === true && path !== undefined && !/(?:^|\/)go\.(?:mod|sum)$/.test(path)
}

function languageCommand(upgrade: Upgrade): readonly string[] {
  if (isCompiled(upgrade)) return []
  const { name, fixed, purl = '' } = upgrade
  const type = /^pkg:([a-z0-9.+-]+)\//.exec(purl)?.[1] ?? ''
  switch (type) {
    case 'pypi':
      return [`python3 -m pip install --upgrade ${quoted(`${name}>=${fixed}`)}`]
    case 'npm':
      return [`npm install ${quoted(`${name}@${fixed}`)}`]
    case 'gem':
      return [`gem install ${quoted(name)} --version ${quoted(`>= ${fixed}`)}`]
    case 'composer':
      return [`composer require ${quoted(`${name}:^${fixed}`)}`]
    case 'cargo':
      return [`cargo update --package ${quoted(name)} --precise ${quoted(fixed)}`]
    case 'golang':
      return name === 'stdlib' ? [] : [`go get ${quoted(`${name}@v${fixed.replace(/^v/, '')}`)}`]
    case 'nuget':
      return [`dotnet add package ${quoted(name)} --version ${quoted(fixed)}`]
    default:
      return []
  }
}

function words(values: readonly string[]): string {
  return values.map(quoted).join(' ')
}

/** POSIX shell quoting: bare when nothing in it is special, else in single quotes. */
function quoted(value: string): string {
  return /^[\w@%+=:,./-][\w@%+=:,./~-]*$/.test(value) && !value.startsWith('-')
    ? value
    : `'${value.replaceAll("'", String.raw`'\''`)}'`
}
