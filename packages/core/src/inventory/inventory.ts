/** What evidence means: a pure function of it. Absent knowledge is listed in `unknown`, never guessed. */
import type { Text } from '../text/text.ts'
import type { Facts } from '../compliance/facts.ts'
import type { ProductKey } from '../product-key.ts'

export type Mark = {
  readonly kind:
    | 'machine-id'
    | 'dmi-serial'
    | 'dmi-uuid'
    | 'mac'
    | 'hostname'
    | 'fqdn'
    | 'ip'
    | 'cloud-id'
    | 'sid'
    | 'serial'
    | 'inventory-number'
    | 'udi'
    | 'ae-title'
  readonly value: string
}

export type Platform = {
  readonly family: 'linux' | 'windows' | 'network' | 'device' | 'application'
  /** os-release ID, lower case: `debian`, `rhel`, `almalinux`. */
  readonly id: string
  /** As the lineage writes it (Debian `12`, Ubuntu `22.04`, RHEL-like the full `9.4`, Alpine `3.20.1`); empty when unknown. */
  readonly release: string
  readonly name?: string
  readonly codename?: string
  /** Windows: EditionID (`EnterpriseS`, `ServerStandard`). */
  readonly edition?: string
  /** Windows: `10.0.17763.6054`, or `10.0.17763` when the revision was not seen; network gear: the image's whole version. */
  readonly build?: string
  /** Windows: InstallationType. Two products of one build (client and server) are told apart by it alone. */
  readonly installation?: 'client' | 'server' | 'server-core' | 'nano-server' | 'embedded'
  /**
   * Whose claims count, most specific first, each `distribution:release` as product keys write it: `['debian:12']`,
   * `['ubuntu:18.04+esm-infra', 'ubuntu:18.04']`, `['almalinux:9', 'rhel:9']`. Empty = no platform claims can be made.
   */
  readonly lineage: readonly string[]
  readonly architecture: string
  readonly cpe?: string
}

export type SoftwareOrigin =
  | 'dpkg'
  | 'rpm'
  | 'apk'
  | 'alpm'
  | 'snap'
  | 'flatpak'
  | 'language'
  | 'sbom'
  | 'declared'
  | 'purl'
  /** Windows itself and programs in its registry. */
  | 'windows'
  /** Software or firmware of a maker's device, as its owner or its maker's sheet declares it. */
  | 'device'
  /** System of a switch, router or firewall. */
  | 'network'
  /** Read from what a service says of itself over the network. */
  | 'banner'

export type Software = {
  /** Canonical text of what it is, platform aside: `deb:openssl@3.0.11-1~deb12u2:amd64`, `pypi:requests@2.31.0`. */
  readonly key: string
  readonly name: string
  readonly version: string
  readonly origin: SoftwareOrigin
  readonly architecture?: string
  readonly source?: { readonly name: string; readonly version: string }
  /** Canonical purl text. */
  readonly purl?: string
  readonly cpe?: string
  /**
   * Product keys under which its maker's own statements know exactly this product (`msrc:…`): what decides first. Names that
   * are only alike do not belong here.
   */
  readonly products?: readonly ProductKey[]
  /** Products of its maker whose names are like this one: what is said of them is possible here, never certain. */
  readonly alike?: readonly { readonly product: ProductKey; readonly name: string }[]
  readonly vendor?: string
  /** Seen only in what a service says of itself: such a version is claimed, and nothing is ever `affected` by it. */
  readonly evidence?: 'weak'
  /** RPM modularity label's name and stream, `nodejs:18`. */
  readonly module?: string
  /** Repository or channel the package came from, when the machine says so. */
  readonly repository?: string
  /** Where a language package or archive lies. */
  readonly path?: string
  /** Other places with the same software. */
  readonly morePaths?: readonly string[]
  /** For kernel packages: whether this is the running kernel; absent = not a kernel. */
  readonly kernel?: 'running' | 'installed' | 'unknown'
}

/** Numbered updates of a system that is mended by them (Windows). */
export type Updates = {
  /** KB numbers without `KB`, distinct and sorted. */
  readonly installed: readonly string[]
  /** Where the list was read: `systeminfo`, `qfe`, `cbs`, `wua`, `registry`, `msi`. Empty = the list is not known at all. */
  readonly sources: readonly string[]
  /** Newest build that is installed and waits for a restart. */
  readonly pendingBuild?: string
}

export type Service = {
  readonly name: string
  readonly state: 'running' | 'stopped' | 'failed' | 'unknown'
  readonly enabled?: boolean
}
export type ListeningPort = {
  readonly protocol: 'tcp' | 'udp'
  readonly address: string
  readonly port: number
  readonly process?: string
}
export type Account = {
  readonly name: string
  readonly uid: number
  readonly shell: string
  readonly home: string
  readonly password?: 'locked' | 'empty' | 'set' | 'unknown'
}
export type PendingUpdate = {
  readonly name: string
  readonly installed?: string
  readonly candidate: string
  readonly security?: boolean
}
export type StaleProcess = { readonly pid: number; readonly command: string; readonly libraries: readonly string[] }

/** Something that could not be seen or judged: a blind spot to show as work to do. */
export type Unknown = {
  readonly what: string
  /** A domain sentence, or the words of a reader (`needs root`). */
  readonly why: Text | string
  /** How many things of this kind; absent = one. */
  readonly count?: number
}

export type Inventory = {
  readonly target: string
  readonly name: string
  readonly collectedAt: string
  readonly marks: readonly Mark[]
  readonly platform: Platform
  readonly runningKernel?: string
  /** Absent = not a system of numbered updates. */
  readonly updates?: Updates
  /** Sorted by key, each distinct software once. */
  readonly software: readonly Software[]
  readonly services: readonly Service[]
  readonly ports: readonly ListeningPort[]
  readonly accounts: readonly Account[]
  readonly pendingUpdates: readonly PendingUpdate[]
  readonly rebootRequired: 'yes' | 'no' | 'unknown'
  readonly staleProcesses: readonly StaleProcess[]
  readonly facts: Facts
  readonly unknown: readonly Unknown[]
}

/** What one probe's reader contributes; parts are merged in probe order. */
export type InventoryPart = Partial<Omit<Inventory, 'platform' | 'target' | 'collectedAt'>> & {
  readonly platform?: Partial<Platform>
}
