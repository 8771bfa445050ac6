/**
 * Under which product keys a software is looked up, and with which version it is compared there.
 *
 * **Invariant:** a distribution's package never falls through to CPE (a maker's own build is none of them), and a key is only made
 * when its name is exact.
 */
import { ANY, NA, hasWildcard, literalOf } from '@hygie/standards/cpe/component'
import { buildCpe, mendCpe, type Cpe } from '@hygie/standards/cpe/cpe'
import { unreachable } from '@hygie/versions/result'
import {
  distributionKey,
  ecosystemKey,
  cpeKey,
  type DistributionType,
  type EcosystemType,
  type ProductKey,
} from '../product-key.ts'
import type { Platform, Software } from '../inventory/inventory.ts'
import type { NamedProduct } from './cpe-concern.ts'
import { rebuilderOf, upstreamBuild } from './upstream-build.ts'
import type { UpdateState } from './update-state.ts'

export type Lookup = {
  readonly key: ProductKey
  /** The version that this key's claims speak of: a source package may have another than its binary. */
  readonly version: string
  readonly level: 'platform' | 'maker' | 'ecosystem' | 'cpe'
  /** Platform keys: place in the platform's lineage, 0 = its own; claims of a lower rank decide first. */
  readonly rank: number
  readonly lineage?: string
  /** A channel that the asset is not subscribed to: its fixes exist but cannot be installed. */
  readonly foreignChannel?: string
  /**
   * The version shows that it was built in this channel, whether or not the asset is seen to use it: what the channel has
   * fixed below this version is fixed, whatever the main line says. Nothing else of the channel counts.
   */
  readonly builtHere?: true
  /** Somebody else built it under the distribution's name: whatever is said of that name is unknown of this build. */
  readonly rebuiltBy?: string
  /** Name of a product that is only like this one. */
  readonly alike?: string
  /** Products mended by numbered updates: which of them are there. */
  readonly updates?: UpdateState
  /** With `updates`: the product is the system itself, whose version is its build. */
  readonly isSystem?: true
  /** CPE keys: the whole name, and the version without the update that `version` holds. */
  readonly named?: NamedProduct & { readonly bareVersion: string }
}

/** Order matters nowhere: ranks do. Empty when the software has no exact name anywhere. */
export function lookupsOf(software: Software, platform: Platform): readonly Lookup[] {
  switch (software.origin) {
    case 'dpkg':
      return upstreamLookups(software) ?? builtBy(software, lineageLookups(software, platform, debianNames(software)))
    case 'rpm':
      return (
        upstreamLookups(software) ??
        epelLookups(software, platform) ??
        builtBy(software, lineageLookups(software, platform, rpmNames(software)))
      )
    case 'apk':
      return lineageLookups(software, platform, [named('apk', software.source?.name ?? software.name, software.version)])
    case 'alpm':
      return lineageLookups(software, platform, [named('alpm', software.name, software.version)])
    case 'snap':
    case 'flatpak':
    case 'language':
    case 'sbom':
    case 'declared':
    case 'purl':
    case 'windows':
    case 'device':
    case 'network':
    case 'banner':
      return productLookups(software)
    default:
      return unreachable(software.origin)
  }
}

function builtBy(software: Software, lookups: readonly Lookup[]): readonly Lookup[] {
  const rebuiltBy = rebuilderOf(software)
  return rebuiltBy === undefined ? lookups : lookups.map((lookup) => ({ ...lookup, rebuiltBy }))
}

type PackageName = { readonly type: DistributionType; readonly name: string; readonly version: string }

function named(type: DistributionType, name: string, version: string): PackageName {
  return { type, name, version }
}

/**
 * Debian signs kernels and boot loaders in packages of their own (`linux-signed-amd64`, version `6.1.76+1`), but states
 * vulnerabilities of the source they are built from (`linux`), whose version the binary package bears.
 */
const SIGNED_SOURCE = /^(?<source>.+?)-signed(?:-(?<rest>.+))?$/
const ARCHITECTURES = new Set(['amd64', 'arm64', 'i386'])

function debianNames(software: Software): readonly PackageName[] {
  const source = software.source ?? { name: software.name, version: software.version }
  const names = [named('deb', source.name, source.version), named('deb-binary', software.name, software.version)]
  const signed = SIGNED_SOURCE.exec(source.name)?.groups
  if (signed === undefined) return names
  const { source: base = '', rest } = signed
  const unsigned = rest === undefined || ARCHITECTURES.has(rest) ? base : `${base}-${rest}`
  return [...names, named('deb', unsigned, software.version)]
}

function rpmNames(software: Software): readonly PackageName[] {
  const names = [named('rpm', software.name, software.version)]
  return software.source === undefined ? names : [...names, named('srpm', software.source.name, software.source.version)]
}

/**
 * EPEL: Fedora builds packages for Red Hat's releases, and the vendor of each shows it. Red Hat, and who follows it, says nothing
 * of such a build, even where it has a package of that name itself.
 */
function epelLookups(software: Software, platform: Platform): readonly Lookup[] | undefined {
  if (software.vendor !== 'Fedora Project') return undefined
  const release = platform.lineage.find((line) => /^rhel:\d{1,2}$/.test(line))?.split(':')[1]
  if (release === undefined) return undefined // Fedora itself
  return rpmNames(software).map(({ type, name, version }) => ({
    key: distributionKey({ type, distribution: 'epel', release, name }),
    version,
    level: 'platform',
    rank: 0,
    lineage: `epel:${release}`,
  }))
}

/** Paid lines of Ubuntu: their statements are read on assets without them too, to say that a fix exists there. */
const UBUNTU_CHANNELS = ['esm-infra', 'esm-infra-legacy', 'esm-apps', 'pro'] as const
const ESM_BUILD = /[+~]esm\d/

/** Lines that go on with one minor release of RHEL. Their builds bear its number: `3.0.7-18.el9_2`. */
const RHEL_CHANNELS = ['eus', 'e4s', 'aus', 'tus', 'eus-long-life'] as const
const RHEL_BUILD = /\.(?:el|module\+el)(?<major>\d{1,2})[_.](?<minor>\d{1,2})(?:[.+_]|$)/

/** Lines of FIPS builds, the one that goes on with fixes first. */
const FIPS_CHANNELS = ['fips-updates', 'fips'] as const
const FIPS_BUILD = /\.fips\..*$/

/**
 * `1ubuntu2.fips.7` grew from `1ubuntu2` on a line of its own: as dpkg orders, it is above `1ubuntu2.99`, and everything
 * that the main line ever fixed would look fixed. What it fixed itself its own line tells, which speaks first.
 */
function onMainLine(version: string): string {
  return version.replace(FIPS_BUILD, '')
}

/** Amazon Linux 2 has its kernel, 4.14, in the core and newer ones under the same names in topics: `kernel-5.15`. */
const AMAZON_KERNEL = /^(?:kernel(?:-.+)?|perf|python-perf|bpftool)$/
const AMAZON_TOPIC_KERNEL = /^(?:\d+:)?(?<line>5\.\d{1,2})\./

/** Oracle's builds for live patching and of the validated cipher module: their epoch is above the main line's of every age. */
const ORACLE_BUILDS: readonly (readonly [RegExp, string])[] = [
  [/\.ksplice\d/, 'ksplice'],
  [/_fips(?:$|[._])/, 'fips'],
]

/** The line beside the main one that a build is of, where its version shows it; then the main line says nothing of it. */
function builtChannel(lineage: string, item: PackageName): string | undefined {
  if (lineage === 'amazon:2') return amazonKernelTopic(item)
  return lineage.startsWith('ol:') ? ORACLE_BUILDS.find(([pattern]) => pattern.test(item.version))?.[1] : undefined
}

/** What a system builds for a line of its own has no counterpart at whom it follows. */
function isBuiltElsewhere(lineage: string, own: string, item: PackageName): boolean {
  return lineage.startsWith('rhel:') && own !== lineage && builtChannel(own, item) !== undefined
}

function amazonKernelTopic({ name, version }: PackageName): string | undefined {
  const line = AMAZON_KERNEL.test(name) ? AMAZON_TOPIC_KERNEL.exec(version)?.groups?.['line'] : undefined
  return line === undefined ? undefined : `kernel-${line}`
}

/**
 * A FIPS line speaks of FIPS builds: any other build on that machine is older than all of them by its spelling alone. So does
 * a topic of kernels of its kernels.
 */
function isOfChannel(channel: string, item: PackageName): boolean {
  const { name, version } = item
  if (/^kernel-\d/.test(channel)) return amazonKernelTopic(item) === channel
  return !channel.startsWith('fips') || name.includes('fips') || /fips/i.test(version)
}

function lineageLookups(software: Software, platform: Platform, names: readonly PackageName[]): readonly Lookup[] {
  const lookups: Lookup[] = []
  const own = platform.lineage[0] ?? ''
  for (const [rank, lineage] of platform.lineage.entries()) {
    const [distribution = '', line = ''] = lineage.split(':', 2)
    const [release = '', lineChannel] = line.split('+', 2)
    // A package of a module stream is spoken of by the stream's claims alone: the same name outside it has other versions.
    for (const item of names) {
      const { type, name, version } = item
      if (lineChannel === undefined ? isBuiltElsewhere(lineage, own, item) : !isOfChannel(lineChannel, item)) continue
      const channel = software.module ?? lineChannel ?? builtChannel(lineage, item)
      const product = { type, distribution, release, name }
      lookups.push({
        key: distributionKey(channel === undefined ? product : { ...product, channel }),
        version: distribution === 'ubuntu' && lineChannel === undefined ? onMainLine(version) : version,
        level: 'platform',
        rank,
        lineage,
      })
      if (distribution === 'rhel' && rank === 0 && lineChannel === undefined)
        lookups.push(...minorLookups(software, platform, item, release), ...extendedLookups(platform, item, release))
      if (distribution !== 'ubuntu' || lineChannel !== undefined) continue
      if (FIPS_BUILD.test(version)) {
        for (const [place, fips] of FIPS_CHANNELS.entries()) {
          if (platform.lineage.includes(`${lineage}+${fips}`)) continue
          const before = rank - (FIPS_CHANNELS.length - place) / 10 // after the lines that are seen, before the main one
          const key = distributionKey({ ...product, channel: fips })
          lookups.push({ key, version, level: 'platform', rank: before, lineage: `${lineage}+${fips}` })
        }
      }
      for (const paid of UBUNTU_CHANNELS) {
        if (platform.lineage.includes(`${lineage}+${paid}`)) continue
        lookups.push({
          key: distributionKey({ ...product, channel: paid }),
          version,
          level: 'platform',
          rank: platform.lineage.length,
          lineage: `${lineage}+${paid}`,
          ...(ESM_BUILD.test(version) ? { builtHere: true as const } : { foreignChannel: paid }),
        })
      }
    }
  }
  return lookups
}

function minorLookups(
  { module }: Software,
  platform: Platform,
  { type, name, version }: PackageName,
  release: string,
): readonly Lookup[] {
  const { major, minor = '' } = RHEL_BUILD.exec(version)?.groups ?? {}
  if (major !== release) return []
  return RHEL_CHANNELS.map((line) => {
    const channel = `${line}-${major}.${minor}`
    return {
      key: distributionKey({
        type,
        distribution: 'rhel',
        release,
        name,
        channel: module === undefined ? channel : `${channel}+${module}`,
      }),
      version,
      level: 'platform',
      rank: platform.lineage.length,
      lineage: `rhel:${release}+${channel}`,
      builtHere: true,
    }
  })
}

/**
 * Extended life (ELS) goes on with the numbers of the main line, `el6_10.8` then `el6_10.17`: what is at or above its fix has the
 * fix, whoever subscribed; what is below is open, and the fix is sold apart.
 */
function extendedLookups({ lineage }: Platform, { type, name, version }: PackageName, release: string): readonly Lookup[] {
  const channel = `els-${release}`
  const line = `rhel:${release}+${channel}`
  if (lineage.includes(line)) return []
  const key = distributionKey({ type, distribution: 'rhel', release, name, channel })
  const place = { key, version, level: 'platform', lineage: line } as const
  return [
    { ...place, rank: lineage.length, builtHere: true },
    { ...place, rank: lineage.length + 1, foreignChannel: 'ELS' },
  ]
}

/** purl type → our ecosystem type, where the two differ in nothing but the list of what we can judge. */
const ECOSYSTEM_OF_PURL: Readonly<Record<string, EcosystemType>> = {
  cargo: 'cargo',
  cocoapods: 'cocoapods',
  composer: 'composer',
  conan: 'conan',
  cran: 'cran',
  gem: 'gem',
  githubactions: 'github-actions',
  golang: 'golang',
  hackage: 'hackage',
  hex: 'hex',
  k8s: 'kubernetes',
  maven: 'maven',
  npm: 'npm',
  nuget: 'nuget',
  pub: 'pub',
  pypi: 'pypi',
  swift: 'swift',
}

function productLookups(software: Software): readonly Lookup[] {
  const product = software.purl === undefined ? undefined : ecosystemProduct(software.purl)
  const lookups: Lookup[] = (software.products ?? []).map((key) => ({ key, version: software.version, level: 'maker', rank: 0 }))
  for (const { product: key, name } of software.alike ?? [])
    lookups.push({ key, version: software.version, level: 'maker', rank: 1, alike: name })
  if (product !== undefined) {
    lookups.push({ key: ecosystemKey(product.type, product.name), version: software.version, level: 'ecosystem', rank: 0 })
  }
  const cpe = software.cpe === undefined ? undefined : mendCpe(software.cpe)
  const key = cpe?.ok === true ? keyOf(cpe.value) : undefined
  if (cpe?.ok === true && key !== undefined) {
    const purlType = /^pkg:([a-z0-9.+-]+)\//.exec(software.purl ?? '')?.[1]
    lookups.push({
      key,
      version: withUpdate(software.version, cpe.value),
      level: 'cpe',
      rank: 0,
      named: { cpe: cpe.value, bareVersion: software.version, ...(purlType !== undefined && { purlType }) },
    })
  }
  return lookups
}

/** A maker's own build is no distribution's package: it is looked up as the release that it holds. */
function upstreamLookups(software: Software): readonly Lookup[] | undefined {
  const build = upstreamBuild(software)
  return build?.products.flatMap(([vendor, product]): readonly Lookup[] => {
    const { version } = build
    const cpe = buildCpe({ part: 'a', vendor, product })
    return cpe.ok
      ? [{ key: cpeKey('a', vendor, product), version, level: 'cpe', rank: 0, named: { cpe: cpe.value, bareVersion: version } }]
      : []
  })
}

/** `8.5` with the update `p1` is `8.5 p1`, as claims write it; a version that tells its update already stays. */
function withUpdate(version: string, { version: stated, update }: Cpe): string {
  const word = literalOf(update)
  return word === undefined || version === '' || version !== (literalOf(stated) ?? version) ? version : `${version} ${word}`
}

/** The ecosystem and the name as its registry writes it, from a canonical purl. Source: purl specification, types. */
export function ecosystemProduct(purl: string): { readonly type: EcosystemType; readonly name: string } | undefined {
  const match = /^pkg:(?<type>[a-z0-9.+-]+)\/(?<path>[^@?#]+)/.exec(purl)?.groups
  const type = ECOSYSTEM_OF_PURL[match?.['type'] ?? '']
  const path = match?.['path']
  if (type === undefined || path === undefined) return undefined
  const segments = path.split('/').map(decoded)
  if (segments.some((segment) => segment === undefined)) return undefined
  return { type, name: segments.join(type === 'maven' ? ':' : '/') }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined // a broken percent sequence names nothing
  }
}

/** Part, vendor and product of a CPE name in either binding, when all three are exact. */
export function cpeProduct(cpe: string): ProductKey | undefined {
  const parsed = mendCpe(cpe)
  return parsed.ok ? keyOf(parsed.value) : undefined
}

function keyOf({ part, vendor, product }: Cpe): ProductKey | undefined {
  const exact = [part, vendor, product].every((value) => value !== ANY && value !== NA && !hasWildcard(value))
  return exact ? cpeKey(part, vendor, product) : undefined
}
