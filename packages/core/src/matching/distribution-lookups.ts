/**
 * Keys of a distribution's packages, in every line of its platform's lineage: releases, paid and extended channels, module streams,
 * builds that bear another line's mark.
 */
import { distributionKey, type DistributionType } from '../product-key.ts'
import type { Platform, Software } from '../inventory/inventory.ts'
import type { Lookup } from './lookup.ts'

type PackageName = { readonly type: DistributionType; readonly name: string; readonly version: string }

export function named(type: DistributionType, name: string, version: string): PackageName {
  return { type, name, version }
}

/**
 * Debian signs kernels and boot loaders in packages of their own (`linux-signed-amd64`, version `6.1.76+1`), but states
 * vulnerabilities of the source they are built from (`linux`), whose version the binary package bears.
 */
const SIGNED_SOURCE = /^(?<source>.+?)-signed(?:-(?<rest>.+))?$/
const ARCHITECTURES = new Set(['amd64', 'arm64', 'i386'])

export function debianNames(software: Software): readonly PackageName[] {
  const source = software.source ?? { name: software.name, version: software.version }
  const names = [named('deb', source.name, source.version), named('deb-binary', software.name, software.version)]
  const signed = SIGNED_SOURCE.exec(source.name)?.groups
  if (signed === undefined) return names
  const { source: base = '', rest } = signed
  const unsigned = rest === undefined || ARCHITECTURES.has(rest) ? base : `${base}-${rest}`
  return [...names, named('deb', unsigned, software.version)]
}

export function rpmNames(software: Software): readonly PackageName[] {
  const names = [named('rpm', software.name, software.version)]
  return software.source === undefined ? names : [...names, named('srpm', software.source.name, software.source.version)]
}

/**
 * EPEL: Fedora builds packages for Red Hat's releases, and the vendor of each shows it. Red Hat, and who follows it, says nothing
 * of such a build, even where it has a package of that name itself.
 */
export function epelLookups(software: Software, platform: Platform): readonly Lookup[] | undefined {
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

export function lineageLookups(software: Software, platform: Platform, names: readonly PackageName[]): readonly Lookup[] {
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
