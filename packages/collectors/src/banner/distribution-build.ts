/**
 * Banners in which a distribution's own build names itself so far that its package and release are certain: then the
 * distribution's statements can be asked, as for an installed package. All others stay claims of an upstream version.
 */
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import { debSoftware } from '../linux/dpkg/read-status.ts'
import { platformOf } from '../linux/platform.ts'
import type { BannerKind } from './load-recognisers.ts'

export type DistributionBuild = { readonly software: Software; readonly platform: Platform }

type Build = {
  readonly distribution: 'debian' | 'ubuntu'
  readonly release: string
  readonly package: string
  readonly source: string
  readonly version: string
}

/** `text` as the service says it, protocol greeting included or not. Undefined when anything is left open. */
export function distributionBuild(kind: BannerKind, text: string): DistributionBuild | undefined {
  const build =
    kind === 'ssh' ? openssh(text) : kind === 'mysql' ? mysql(text) : kind === 'http.poweredby' ? php(text) : undefined
  if (build === undefined) return undefined
  const { distribution, release } = build
  return {
    software: {
      ...debSoftware({ name: build.package, version: build.version, architecture: '', source: build.source }),
      evidence: 'weak',
    },
    platform: platformOf({ osRelease: `ID=${distribution}\nVERSION_ID="${release}"\n` }),
  }
}

/**
 * Releases of Ubuntu with long support, by the OpenSSH that each alone has. Source: Launchpad, publishing history of openssh.
 * 14.04's server calls itself 6.6.1p1, its package 6.6p1.
 */
const UBUNTU_OF_OPENSSH: ReadonlyMap<string, string> = new Map([
  ['5.3p1', '10.04'],
  ['5.9p1', '12.04'],
  ['6.6.1p1', '14.04'],
  ['7.2p2', '16.04'],
  ['7.6p1', '18.04'],
  ['8.2p1', '20.04'],
  ['8.9p1', '22.04'],
  ['9.6p1', '24.04'],
])

/** The package has had the epoch 1 since 2002 in both distributions; the banner leaves it out. */
function openssh(text: string): Build | undefined {
  const match = /^(?:SSH-[\d.]{1,4}-)?OpenSSH_(\d[\w.]{0,16}) (Debian|Ubuntu)-([\w.+~]{1,40})\s*$/.exec(text)
  if (match === null) return undefined
  const [, upstream = '', distribution = '', revision = ''] = match
  // Until 2013 Ubuntu's builds called themselves Debian's, with a revision of their own: `Debian-5ubuntu1.10`.
  if (distribution === 'Debian' && !revision.includes('ubuntu')) {
    const release = debianRelease(revision)
    return release === undefined ? undefined : opensshOf('debian', release, `1:${upstream}-${revision}`)
  }
  const release = UBUNTU_OF_OPENSSH.get(upstream)
  if (release === undefined || !/^\d+ubuntu[\d.]+$/.test(revision)) return undefined
  return opensshOf('ubuntu', release, `1:${upstream === '6.6.1p1' ? '6.6p1' : upstream}-${revision}`)
}

function opensshOf(distribution: Build['distribution'], release: string, version: string): Build {
  return { distribution, release, package: 'openssh-server', source: 'openssh', version }
}

/** `5.7.32-0ubuntu0.18.04.1`. */
function mysql(text: string): Build | undefined {
  const match = /^(?<version>(?<line>\d\.\d)\.\d{1,3}-\d{1,2}ubuntu0\.(?<release>\d\d\.04)\.\d{1,3})$/.exec(text.trim())
  const { version = '', line = '', release = '' } = match?.groups ?? {}
  if (match === null) return undefined
  return { distribution: 'ubuntu', release, package: `mysql-server-${line}`, source: `mysql-${line}`, version }
}

/** `PHP/7.0.33-0+deb9u3`. */
function php(text: string): Build | undefined {
  const match = /^PHP\/((\d\.\d)\.\d{1,3}-[\w.+]{1,40})$/.exec(text.trim())
  const [, version = '', line = ''] = match ?? []
  const release = debianRelease(version)
  if (match === null || release === undefined) return undefined
  const source = line.startsWith('5') ? 'php5' : `php${line}`
  return { distribution: 'debian', release, package: source, source, version }
}

/** What Debian appends to a version when it mends a stable release. A backport (`~bpo`) is of no release. */
function debianRelease(version: string): string | undefined {
  return version.includes('~') ? undefined : /\+deb(\d{1,2})u\d{1,3}$/.exec(version)?.[1]
}
