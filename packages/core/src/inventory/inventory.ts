/** What evidence means: a pure function of it. Absent knowledge is listed in `unknown`, never guessed. */
import type { Text } from '../text/text.ts'
import type { Facts } from '../compliance/facts.ts'

export type Mark = {
  readonly kind: 'machine-id' | 'dmi-serial' | 'dmi-uuid' | 'mac' | 'hostname' | 'fqdn' | 'cloud-id' | 'sid' | 'serial'
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
  readonly edition?: string
  readonly build?: string
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
  | 'windows'

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
  readonly vendor?: string
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
