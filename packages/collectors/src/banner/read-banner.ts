/**
 * A text that a service or device says of itself → what it claims to run.
 *
 * Invariant: everything here is `weak`. A CPE name is given only with an exact version, and never for what a distribution
 * built: its fixes do not change the upstream version that the banner shows.
 */
import type { Platform, Software } from '@hygie/core/inventory/inventory'
import { buildCpe, printCpe } from '@hygie/standards/cpe/cpe'
import { distributionBuild } from './distribution-build.ts'
import { loadRecognisers, type BannerKind } from './load-recognisers.ts'
import { recognise, type Recognition } from './recognise.ts'

export type BannerReading = {
  readonly software: readonly Software[]
  /** Only when distribution and release are certain. */
  readonly platform?: Platform
  /** What kind of thing answers, in recog's words: `Switch`, `Printer`, `Firewall`. */
  readonly device?: string
  readonly family?: Platform['family']
  /** Maker and product of the hardware. */
  readonly hardware?: { readonly vendor: string; readonly product: string }
  /** The system in words, release included when it is said. */
  readonly system?: string
}

/** Cost: one pass over a table of up to 600 patterns; below 1 ms for usual texts. */
export function readBanner(kind: BannerKind, text: string): BannerReading {
  const said = kind === 'ssh' ? text.replace(/^SSH-[\d.]{1,4}-/, '').trimEnd() : text
  const build = distributionBuild(kind, said)
  const found = recognise(loadRecognisers(kind).recognisers, said)
  const software = found === undefined ? [] : softwareOf(found, BUILT.test(said))
  const field = (name: string): string => found?.fields.get(name) ?? ''
  const device = field('hw.device') || field('os.device')
  const hardware = { vendor: field('hw.vendor'), product: field('hw.product') }
  const system = [field('os.vendor'), field('os.product'), field('os.version')].filter((part) => part !== '').join(' ')
  const family = found === undefined ? undefined : familyOf(device, field('os.vendor'), field('os.family'))
  return {
    software: build === undefined ? software : [build.software, ...software.filter(({ name }) => name !== 'OpenSSH')],
    ...(build === undefined ? {} : { platform: build.platform }),
    ...(device === '' ? {} : { device }),
    ...(family === undefined ? {} : { family }),
    ...(hardware.vendor === '' && hardware.product === '' ? {} : { hardware }),
    ...(system === '' ? {} : { system }),
  }
}

/** Software that says no more than its name is listed all the same: it cannot be judged, and is shown so. */
export function claimedSoftware(claim: {
  readonly name: string
  readonly version: string
  readonly vendor?: string
  readonly cpe?: string
}): Software {
  const { name, version, vendor, cpe } = claim
  return {
    key: `banner:${name.toLowerCase()}@${version}`,
    name,
    version,
    origin: 'banner',
    evidence: 'weak',
    ...(vendor === undefined || vendor === '' ? {} : { vendor }),
    ...(cpe === undefined ? {} : { cpe }),
  }
}

/** Systems that are no product of one version: a distribution or Windows is named by a release, and mended by packages or updates. */
const GENERAL =
  /^(?:debian|ubuntu|canonical|red hat|centos|fedora(?: project)?|suse|novell|opensuse|oracle|linux|gentoo|mandriva|mandrake|raspbian|raspberry pi|amazon|alpine|microsoft|freebsd|openbsd|netbsd|apple)$/i

/** A distribution's name anywhere in the banner: what it shows is the upstream version of a build with fixes of its own. */
const BUILT = /debian|ubuntu|raspbian|red ?hat|centos|rocky|alma|fedora|suse|oracle linux|amzn|alpine|gentoo|\.el\d/i

function softwareOf({ fields }: Recognition, isBuilt: boolean): readonly Software[] {
  const field = (name: string): string => fields.get(name) ?? ''
  const software: Software[] = []
  for (const part of ['service', 'service.component', 'os'] as const) {
    const name = field(`${part}.product`)
    const version = field(`${part}.version`)
    if (name === '' || (part === 'os' && (version === '' || GENERAL.test(field('os.vendor'))))) continue
    const cpe = isBuilt ? undefined : exactCpe(field(`${part}.cpe23`), version)
    software.push(claimedSoftware({ name, version, vendor: field(`${part}.vendor`), ...(cpe === undefined ? {} : { cpe }) }))
  }
  return software
}

/** Digits first, no blanks, no `X` for digits that are not known. */
const EXACT = /^\d[\w.+~()-]*$/

/** The URI binding as recog and nmap write it, special characters raw. Undefined unless it holds this very version. */
export function exactCpe(uri: string, version: string): string | undefined {
  const match = /^cpe:\/([aoh]):([^:]+):([^:]+)(?::([^:]*))?$/.exec(uri)
  if (match === null || !EXACT.test(version) || /(?:^|\.)x(?:\.|$)/i.test(version)) return undefined
  const [, part = '', vendor = '', product = '', stated = ''] = match
  if (stated.toLowerCase() !== version.toLowerCase()) return undefined
  const cpe = buildCpe({ part, vendor: plain(vendor), product: plain(product), version: version.toLowerCase() })
  return cpe.ok ? printCpe(cpe.value) : undefined
}

function plain(text: string): string {
  return text.replaceAll(/%([2-7][0-9a-fA-F])/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}

const NETWORK =
  /switch|router|firewall|wap|access point|wireless|load balancer|gateway|modem|vpn|network appliance|ips|proxy|bridge|multiplexer|hub/i

function familyOf(device: string, vendor: string, family: string): Platform['family'] | undefined {
  if (device !== '' && !/^(?:general|server|desktop|workstation|laptop)/i.test(device))
    return NETWORK.test(device) ? 'network' : 'device'
  if (vendor === 'Microsoft' || family === 'Windows') return 'windows'
  return /linux/i.test(family) ? 'linux' : undefined
}
