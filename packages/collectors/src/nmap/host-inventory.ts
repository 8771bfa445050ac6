/** One host of a scan → its inventory: what answers, and what that claims to be. */
import type { Inventory, InventoryPart, ListeningPort, Mark, Platform, Software, Unknown } from '@hygie/core/inventory/inventory'
import type { Failure } from '@hygie/versions/result'
import type { BannerKind } from '../banner/load-recognisers.ts'
import { claimedSoftware, exactCpe, readBanner, type BannerReading } from '../banner/read-banner.ts'
import { mergeParts } from '../merge-parts.ts'

export type NmapAddress = { readonly kind: string; readonly address: string; readonly vendor: string }
export type NmapPort = {
  readonly protocol: string
  readonly port: string
  readonly state: string
  /** Attributes of the element `service`. */
  readonly service: ReadonlyMap<string, string>
  readonly cpes: readonly string[]
  /** What scripts found at this port, by their id. */
  readonly scripts: ReadonlyMap<string, string>
}
/** What nmap takes the system for. */
export type NmapSystem = {
  readonly name: string
  readonly accuracy: number
  readonly types: readonly string[]
  readonly families: readonly string[]
}
/** What stands in one `host` element. */
export type NmapHost = {
  /** Seconds since 1970. */
  readonly ended: string
  readonly state: string
  readonly reason: string
  readonly addresses: readonly NmapAddress[]
  readonly names: readonly string[]
  readonly ports: readonly NmapPort[]
  readonly systems: readonly NmapSystem[]
}

export type HostContext = {
  readonly target: string
  readonly collectedAt: string
  /** When the scan began, seconds since 1970 as nmap writes them. */
  readonly started: string
}
export type HostReading = { readonly inventory: Inventory; readonly problems: readonly Failure[] }

/** Undefined for a host that is down, or only taken to be up: `-Pn` reports every address as such, with no port open. */
export function hostInventory(host: NmapHost, context: HostContext): HostReading | undefined {
  const open = host.ports.filter(({ state }) => state === 'open')
  if (host.state !== 'up' || (host.reason === 'user-set' && open.length === 0)) return undefined
  const address = host.addresses.find(({ kind }) => kind === 'ipv4' || kind === 'ipv6')?.address ?? ''
  const problems: Failure[] = []
  const ports: ListeningPort[] = []
  const claims: BannerReading[] = []
  for (const port of open) {
    const listening = portOf(port, address)
    if (listening === undefined) {
      if (port.protocol !== 'sctp' && port.protocol !== 'ip')
        problems.push({
          code: 'nmap-port',
          message: `Cannot use the port "${port.port.slice(0, 20)}/${port.protocol.slice(0, 20)}"`,
          at: address,
        })
      continue
    }
    ports.push(listening)
    claims.push(...claimsOf(port))
  }
  const part: InventoryPart = {
    marks: marksOf(host),
    platform: platformOf(host, claims),
    software: claims.flatMap(({ software }) => software),
    ports,
    unknown: unknownOf(host, claims),
  }
  const name = host.names.find((item) => item !== '' && item !== 'localhost') ?? address
  const inventory = mergeParts([part], {
    target: `${context.target}#${address === '' ? name : address}`,
    collectedAt: isoOf(host.ended) ?? isoOf(context.started) ?? context.collectedAt,
    ...(name === '' ? {} : { name }),
  })
  return { inventory: name === '' ? inventory : { ...inventory, name }, problems }
}

function portOf({ protocol, port }: NmapPort, address: string): ListeningPort | undefined {
  if ((protocol !== 'tcp' && protocol !== 'udp') || !/^\d{1,5}$/.test(port)) return undefined
  const number = Number(port)
  return number > 65_535 ? undefined : { protocol, address, port: number }
}

/** nmap asked the service and is sure of the answer. Source: nmap reference guide, "service": conf 10 is a match, 3 the table. */
const CONFIDENCE_MIN = 8

/** Texts that scripts bring home, by the table that knows them. */
const SCRIPTS: Readonly<Record<string, BannerKind>> = {
  'http-server-header': 'http.server',
  'http-title': 'html.title',
  'snmp-sysdescr': 'snmp.description',
}
/** Services whose first words the script `banner` prints. */
const GREETINGS: Readonly<Record<string, BannerKind>> = {
  ssh: 'ssh',
  ftp: 'ftp',
  smtp: 'smtp',
  telnet: 'telnet',
  pop3: 'pop3',
  imap: 'imap',
}

function claimsOf({ service, cpes, scripts }: NmapPort): readonly BannerReading[] {
  const at = (name: string): string => service.get(name) ?? ''
  const claims: BannerReading[] = []
  const isProbed = at('method') === 'probed' && Number.parseInt(at('conf'), 10) >= CONFIDENCE_MIN
  for (const [script, text] of scripts) {
    const kind = script === 'banner' ? GREETINGS[at('name')] : SCRIPTS[script]
    if (kind !== undefined) claims.push(readBanner(kind, greetingOf(text.trim())))
  }
  const greeting = isProbed ? sshGreeting(at('product'), at('version')) : undefined
  if (greeting !== undefined) claims.push(readBanner('ssh', greeting))
  // Two readings of one answer: nmap's own words count when ours say nothing of a product.
  if (isProbed && at('product') !== '' && !claims.some(({ software }) => software.length > 0)) claims.push(probed(at, cpes))
  return claims
}

/** nmap writes `8.9p1 Ubuntu 3ubuntu0.10` for `OpenSSH_8.9p1 Ubuntu-3ubuntu0.10`. */
function sshGreeting(product: string, version: string): string | undefined {
  if (product !== 'OpenSSH') return undefined
  const match = /^(\S+) (Debian|Ubuntu|Raspbian) (\S+)$/.exec(version)
  return match === null ? undefined : `OpenSSH_${match[1] ?? ''} ${match[2] ?? ''}-${match[3] ?? ''}`
}

/** Status numbers of FTP and SMTP are no part of what is recognised. */
function greetingOf(text: string): string {
  return text.replace(/^(?:220|\+OK|\* OK)[ -]/, '')
}

const BUILT = /debian|ubuntu|raspbian|red ?hat|centos|rocky|alma|fedora|suse|alpine|gentoo/i

function probed(at: (name: string) => string, cpes: readonly string[]): BannerReading {
  const name = at('product')
  const version = at('version')
  const cpe = BUILT.test(`${version} ${at('extrainfo')}`)
    ? undefined
    : cpes.map((uri) => exactCpe(uri, version)).find((found) => found !== undefined)
  const software: Software = claimedSoftware({ name, version, ...(cpe === undefined ? {} : { cpe }) })
  const family = familyOf(at('devicetype'), at('ostype'))
  return { software: [software], ...(family === undefined ? {} : { family }) }
}

/** Words of nmap's device types. Source: nmap reference guide, "Device types". */
const NETWORK =
  /^(?:bridge|broadband router|firewall|hub|load balancer|proxy server|router|switch|WAP|VoIP adapter|security-misc)$/i
const GENERAL = /^(?:general purpose|)$/i

function familyOf(type: string, system: string): Platform['family'] | undefined {
  if (!GENERAL.test(type)) return NETWORK.test(type) ? 'network' : 'device'
  if (/^windows/i.test(system)) return 'windows'
  return /^linux/i.test(system) ? 'linux' : undefined
}

/** A distribution is taken from its own builds only, and only when all of them agree. Else the family, as far as it is claimed. */
function platformOf(host: NmapHost, claims: readonly BannerReading[]): Partial<Platform> {
  const certain = new Map(claims.flatMap(({ platform }) => (platform === undefined ? [] : [[platform.lineage.join(), platform]])))
  const [platform] = certain.values()
  if (platform !== undefined && certain.size === 1) return platform
  const claimed = claims.map(({ family }) => family).find((family) => family !== undefined)
  const guess = host.systems[0]
  const guessed = guess === undefined ? undefined : familyOf(guess.types[0] ?? '', guess.families[0] ?? '')
  return { family: claimed ?? guessed ?? 'device' }
}

function unknownOf(host: NmapHost, claims: readonly BannerReading[]): readonly Unknown[] {
  const lineages = new Set(claims.flatMap(({ platform }) => (platform === undefined ? [] : [platform.lineage.join()])))
  const [guess] = host.systems
  const list: Unknown[] = [
    { what: 'software of the asset', why: 'a scan from outside sees what answers, and that only claims its version' },
  ]
  if (lineages.size > 1) list.push({ what: 'platform', why: `services claim different systems: ${[...lineages].join(' and ')}` })
  else if (lineages.size === 0)
    list.push({
      what: 'platform',
      why:
        guess === undefined
          ? 'no service tells distribution and release'
          : `no service tells distribution and release; nmap guesses "${guess.name.slice(0, 200)}" (${guess.accuracy} %)`,
    })
  for (const { hardware, system } of claims) {
    if (hardware !== undefined)
      list.push({ what: 'device', why: `a service claims: ${hardware.vendor} ${hardware.product}`.trim() })
    if (system !== undefined && lineages.size !== 1) list.push({ what: 'system', why: `a service claims: ${system}` })
  }
  return list
}

const LOOPBACK = /^(?:127\.|::1$|0\.0\.0\.0$)/

function marksOf({ addresses, names }: NmapHost): readonly Mark[] {
  const marks: Mark[] = []
  for (const { kind, address } of addresses) {
    if (kind === 'mac' && /^(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/.test(address))
      marks.push({ kind: 'mac', value: address.toLowerCase() })
    else if ((kind === 'ipv4' || kind === 'ipv6') && /^[0-9a-fA-F.:]{2,45}$/.test(address) && !LOOPBACK.test(address))
      marks.push({ kind: 'ip', value: address.toLowerCase() })
  }
  for (const name of names)
    if (/^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})$/.test(name) && !/^localhost(?:\.|$)/i.test(name))
      marks.push({ kind: name.includes('.') ? 'fqdn' : 'hostname', value: name.toLowerCase() })
  return marks
}

/** Seconds since 1970, up to the year 2286. */
function isoOf(seconds: string): string | undefined {
  return /^[1-9]\d{8,9}$/.test(seconds) ? new Date(Number(seconds) * 1_000).toISOString() : undefined
}
