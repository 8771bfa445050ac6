/** All Linux probes, in order of collection: what names the machine first, what takes long last. */
import type { Probe } from '../probe.ts'
import { dpkg } from './dpkg/probe.ts'
import { identity } from './identity/probe.ts'
import { kernel } from './kernel/probe.ts'
import { osRelease } from './os-release/probe.ts'

export const linuxProbes: readonly Probe[] = [osRelease, identity, kernel, dpkg]
