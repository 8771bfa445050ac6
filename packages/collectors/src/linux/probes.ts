/** All Linux probes, in order of collection: what names the machine first, what takes long last. */
import type { Probe } from '../probe.ts'
import { alpm } from './alpm/probe.ts'
import { apk } from './apk/probe.ts'
import { flatpak } from './flatpak/probe.ts'
import { java } from './java/probe.ts'
import { languages } from './languages/probe.ts'
import { rpm } from './rpm/probe.ts'
import { snap } from './snap/probe.ts'
import { dpkg } from './dpkg/probe.ts'
import { identity } from './identity/probe.ts'
import { kernel } from './kernel/probe.ts'
import { osRelease } from './os-release/probe.ts'

export const linuxProbes: readonly Probe[] = [osRelease, identity, kernel, dpkg, rpm, apk, alpm, snap, flatpak, languages, java]
