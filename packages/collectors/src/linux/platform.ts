/**
 * What os-release and the release files beside it say → the platform, with the lineage whose claims count for it.
 *
 * Invariant: a release is never made up. A text that names none leaves it empty, and then no claim can be judged.
 */
import type { Platform } from '@hygie/core/inventory/inventory'
import { debianReleases, devuanToDebian, ubuntuReleases } from './os-release/codenames.ts'
import type { PlatformTexts } from './os-release/texts.ts'
import { readOldRelease } from './os-release/old-release.ts'
import { parseOsRelease } from './os-release/parse.ts'

/** Cost: linear in the texts, which are bounded by their reader. */
export function platformOf(texts: PlatformTexts): Platform {
  const fields = parseOsRelease(texts.osRelease ?? '')
  const old = fields.size === 0 ? readOldRelease(texts) : undefined
  const id = (fields.get('ID') ?? old?.id ?? '').toLowerCase().trim()
  const versionId = (fields.get('VERSION_ID') ?? old?.version ?? '').trim()
  const codename = codenameOf(fields) ?? old?.codename
  const like = (fields.get('ID_LIKE') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const known: Known = { id, versionId, codename, like, fields, texts }
  const { release, lineage } = lineOf(known)
  return {
    family: 'linux',
    id,
    release,
    ...present('name', fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? old?.name),
    ...present('codename', codename),
    ...present('edition', fields.get('VARIANT_ID')),
    ...present('build', fields.get('BUILD_ID') ?? (id === 'debian' ? texts.debianVersion?.trim() : undefined)),
    lineage,
    architecture: texts.architecture ?? '',
    ...present('cpe', fields.get('CPE_NAME')),
  }
}

type Known = {
  readonly id: string
  readonly versionId: string
  readonly codename: string | undefined
  readonly like: readonly string[]
  readonly fields: ReadonlyMap<string, string>
  readonly texts: PlatformTexts
}
type Line = { readonly release: string; readonly lineage: readonly string[] }

function lineOf(known: Known): Line {
  const { id, versionId, codename, texts } = known
  switch (id) {
    case 'debian':
    case 'raspbian':
      return debianLine(versionId === '' ? (debianRelease(codename) ?? fromDebianVersion(texts.debianVersion)) : versionId)
    case 'ubuntu':
      return ubuntuLine(versionId, texts.proServices ?? [])
    case 'devuan': {
      const debian = devuanToDebian.get(codename ?? '')
      return { release: versionId, lineage: debian === undefined ? [] : [`debian:${debian}`] }
    }
    case 'kali':
      // Kali rolls on Debian testing; what it takes over keeps Debian's version.
      return { release: versionId, lineage: ['kali:rolling', 'debian:sid'] }
    case 'rhel':
    case 'centos':
    case 'almalinux':
    case 'rocky':
    case 'ol':
    case 'eurolinux':
    case 'scientific':
    case 'virtuozzo':
    case 'miraclelinux':
    case 'xcp-ng':
    case 'cloudlinux':
    case 'clearos':
      return redHatLine(known)
    case 'fedora':
      return single('fedora', versionId)
    case 'amzn': {
      const major = versionId.startsWith('201') ? '1' : (/^\d+/.exec(versionId)?.[0] ?? '')
      // Topics bring packages of their own, some under the name of a core package: their word comes first.
      const topics = major === '2' ? (texts.amazonTopics ?? []).map((topic) => `amazon:2+${topic}`) : []
      return { release: versionId, lineage: major === '' ? [] : [...topics, `amazon:${major}`] }
    }
    case 'sles':
    case 'sled':
    case 'sles_sap':
    case 'sle_hpc':
      return suseLine(id, versionId)
    case 'opensuse':
    case 'opensuse-leap':
      return versionId === '' ? none : { release: versionId, lineage: [`opensuse-leap:${versionId}`, `opensuse:${versionId}`] }
    case 'opensuse-tumbleweed':
      return { release: versionId, lineage: ['opensuse-tumbleweed:rolling', 'opensuse:tumbleweed'] }
    case 'suse-microos':
      // The same product was renamed at 5.3; SUSE's statements use the new name for all of 5.
      return versionId === '' ? none : { release: versionId, lineage: [`sle-micro:${versionId}`] }
    case 'sle-micro':
    case 'sl-micro':
    case 'opensuse-leap-micro':
      return single(id, versionId)
    case 'alpine':
      return alpineLine(versionId)
    case 'postmarketos':
      return { release: versionId, lineage: [] } // its releases follow Alpine's, but no file says which
    case 'wolfi':
      return { release: versionId, lineage: ['wolfi:rolling'] }
    case 'chainguard':
      // Its repositories hold what they add or build otherwise; the rest are Wolfi's packages, with Wolfi's versions.
      return { release: versionId, lineage: ['chainguard:rolling', 'wolfi:rolling'] }
    case 'arch':
      return { release: 'rolling', lineage: ['arch:rolling'] }
    case 'mariner':
    case 'azurelinux':
      return majorToo(id, versionId)
    case 'photon':
    case 'mageia':
    case 'openeuler':
      return majorToo(id === 'openeuler' ? 'openEuler' : id, versionId)
    default:
      return derivedLine(known)
  }
}

const none: Line = { release: '', lineage: [] }

function single(name: string, release: string): Line {
  return { release, lineage: release === '' ? [] : [`${name}:${release}`] }
}

/** Sources write `3`, `3.0` or both. */
function majorToo(name: string, release: string): Line {
  if (release === '') return none
  const major = release.replace(/\.0$/, '')
  return { release, lineage: major === release ? [`${name}:${release}`] : [`${name}:${release}`, `${name}:${major}`] }
}

function debianLine(release: string | undefined): Line {
  if (release === undefined || release === '') return none
  const major = /^(\d+)/.exec(release)?.[1]
  // Up to 6.0 both numbers name the release; since 7 the second is a point release.
  const line =
    major === undefined ? release : major.length === 1 && major < '7' ? (/^\d+\.\d+/.exec(release)?.[0] ?? release) : major
  return { release: line, lineage: [`debian:${line}`] }
}

function debianRelease(codename: string | undefined): string | undefined {
  return codename === undefined ? undefined : codename === 'sid' ? 'sid' : debianReleases.get(codename)
}

function fromDebianVersion(text: string | undefined): string | undefined {
  const version = text?.trim() ?? ''
  if (/^\d+(?:\.\d+)*$/.test(version)) return version
  return debianRelease(version.split('/')[0])
}

/**
 * Pro services that bring packages of their own, and the line of Ubuntu's tracker that speaks of these packages. Livepatch,
 * cis and the like bring none. The first that speaks decides.
 */
const PRO_CHANNELS: readonly (readonly [service: string, channels: readonly string[]])[] = [
  ['fips-updates', ['fips-updates']],
  ['fips', ['fips']],
  ['realtime-kernel', ['realtime']],
  ['esm-apps', ['esm-apps']],
  ['esm-infra', ['esm-infra']],
  ['esm-infra-legacy', ['esm-infra-legacy']],
  ['ros-updates', ['ros-esm/kinetic', 'ros-esm/melodic', 'ros-esm/noetic', 'ros-esm/foxy', 'ros-esm/humble']],
  ['ros', ['ros-esm/kinetic', 'ros-esm/melodic', 'ros-esm/noetic', 'ros-esm/foxy', 'ros-esm/humble']],
]

function ubuntuLine(versionId: string, services: readonly string[]): Line {
  const release = /^\d+\.\d+/.exec(versionId)?.[0] // `22.04.2` of some tools is 22.04 with its second set of media
  if (release === undefined) return none
  const channels = PRO_CHANNELS.flatMap(([service, names]) => (services.includes(service) ? names : []))
  return { release, lineage: [...new Set(channels.map((channel) => `ubuntu:${release}+${channel}`)), `ubuntu:${release}`] }
}

function redHatLine({ id, versionId, fields, texts }: Known): Line {
  const written = /release (\d+(?:\.\d+)*)/.exec(texts.redhatRelease ?? '')?.[1]
  // CentOS 7 says "7" in os-release and "7.6.1810" in redhat-release: the fuller one, without the date.
  const full =
    written !== undefined && versionId !== '' && written.startsWith(`${versionId}.`)
      ? written
      : versionId === ''
        ? (written ?? '')
        : versionId
  const release = full.split('.').slice(0, 2).join('.')
  const major = release.split('.')[0] ?? ''
  if (major === '') return none
  if (id === 'rhel') return { release, lineage: [`rhel:${major}`] }
  if (id === 'xcp-ng' || id === 'virtuozzo' || id === 'clearos' || id === 'cloudlinux') return { release, lineage: [] } // their own kernels and builds
  if (id === 'ol') return { release, lineage: [`ol:${major}`, `oracle:${major}`, `rhel:${major}`] }
  if (id === 'centos') {
    const stream = /stream/i.test(fields.get('NAME') ?? '') || /stream/i.test(texts.redhatRelease ?? '')
    return { release, lineage: [stream ? `centos-stream:${major}` : `centos:${major}`, `rhel:${major}`] }
  }
  return { release, lineage: [`${id}:${major}`, `rhel:${major}`] }
}

function suseLine(id: string, versionId: string): Line {
  const release = versionId.split('.').slice(0, 2).join('.')
  if (release === '') return none
  const base = id === 'sles_sap' ? [`sles_sap:${release}`, `sles:${release}`] : [`${id}:${release}`]
  return { release, lineage: [...base, `suse:${release}`] }
}

function alpineLine(versionId: string): Line {
  if (/_alpha|edge/.test(versionId)) return { release: versionId, lineage: ['alpine:edge'] }
  const line = /^\d+\.\d+/.exec(versionId)?.[0]
  return line === undefined ? { release: versionId, lineage: [] } : { release: versionId, lineage: [`alpine:${line}`] }
}

/** Derivatives say what they are built from by UBUNTU_CODENAME or DEBIAN_CODENAME; ID_LIKE alone names no release. */
function derivedLine({ id, versionId, codename, like, fields }: Known): Line {
  const own = id === '' || versionId === '' ? [] : [`${id}:${versionId}`]
  const ubuntu = ubuntuReleases.get(
    (fields.get('UBUNTU_CODENAME') ?? (like.includes('ubuntu') ? codename : undefined) ?? '').toLowerCase(),
  )
  if (ubuntu !== undefined) return { release: versionId, lineage: [...own, `ubuntu:${ubuntu}`] }
  const debian = debianReleases.get(
    (fields.get('DEBIAN_CODENAME') ?? (like.includes('debian') ? codename : undefined) ?? '').toLowerCase(),
  )
  if (debian !== undefined) return { release: versionId, lineage: [...own, `debian:${debian}`] }
  return { release: versionId, lineage: own }
}

function codenameOf(fields: ReadonlyMap<string, string>): string | undefined {
  const stated = fields.get('VERSION_CODENAME')
  if (stated !== undefined && stated !== '') return stated
  if (fields.get('ID') === 'debian' || fields.get('ID') === 'ubuntu')
    return /\(([a-z]+)\)|,\s*([A-Z][a-z]+)/
      .exec(fields.get('VERSION') ?? '')
      ?.slice(1)
      .find((word) => word !== undefined)
      ?.toLowerCase()
  return undefined
}

function present<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { readonly [Key in Name]?: string }) // a computed key widens to string
}
