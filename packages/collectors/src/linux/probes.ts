/** All Linux probes, in order of collection: what names the machine first, what takes long last, the second lane behind it. */
import type { Probe } from '../probe.ts'
import { accounts } from './accounts/probe.ts'
import { alpm } from './alpm/probe.ts'
import { apk } from './apk/probe.ts'
import { defence } from './defence/probe.ts'
import { dpkg } from './dpkg/probe.ts'
import { files } from './files/probe.ts'
import { flatpak } from './flatpak/probe.ts'
import { identity } from './identity/probe.ts'
import { java } from './java/probe.ts'
import { kernelSettings } from './kernel-settings/probe.ts'
import { kernel } from './kernel/probe.ts'
import { languages } from './languages/probe.ts'
import { networkServices } from './network-services/probe.ts'
import { osRelease } from './os-release/probe.ts'
import { ports } from './ports/probe.ts'
import { restarts } from './restarts/probe.ts'
import { rpm } from './rpm/probe.ts'
import { services } from './services/probe.ts'
import { snap } from './snap/probe.ts'
import { ssh } from './ssh/probe.ts'
import { storage } from './storage/probe.ts'
import { sudo } from './sudo/probe.ts'
import { updates } from './updates/probe.ts'

export const linuxProbes: readonly Probe[] = [
  osRelease,
  identity,
  kernel,
  dpkg,
  rpm,
  apk,
  alpm,
  snap,
  flatpak,
  services,
  ports,
  restarts,
  accounts,
  ssh,
  sudo,
  kernelSettings,
  storage,
  files,
  defence,
  networkServices,
  languages,
  updates,
  java,
]
