/**
 * Tells which kernel packages run: only the running kernel exposes. Packages that merely come from the kernel's source
 * (headers, libc headers, perf, tools) are no kernels and stay unmarked.
 *
 * Each distribution writes the running release in its own way; the rule is the distribution's packaging, named at each line.
 */
import type { Software } from '@hygie/core/inventory/inventory'

/** Never guesses: without a running release every kernel is `unknown`. Cost: linear. */
export function markKernels(software: readonly Software[], running: string | undefined): readonly Software[] {
  return software.map((item) => {
    const releases = kernelReleases(item)
    if (releases === undefined) return item
    if (running === undefined) return { ...item, kernel: 'unknown' }
    return { ...item, kernel: releases.some((release) => release(running)) ? 'running' : 'installed' }
  })
}

type Test = (running: string) => boolean

/** Undefined: not a kernel. */
function kernelReleases(item: Software): readonly Test[] | undefined {
  if (item.origin === 'dpkg') return debKernel(item)
  if (item.origin === 'rpm') return rpmKernel(item)
  if (item.origin === 'apk') return apkKernel(item)
  return item.origin === 'alpm' ? archKernel(item) : undefined
}

/** linux-image-6.1.0-13-amd64, linux-image-unsigned-5.15.0-91-generic, linux-modules-5.15.0-91-generic; Proxmox has names of its own. */
function debKernel({ name }: Software): readonly Test[] | undefined {
  const release =
    /^(?:linux-(?:image|modules|modules-extra)|pve-kernel|proxmox-kernel)-(?:unsigned-)?(\d.*?)(?:-signed|-unsigned)?$/.exec(
      name,
    )?.[1]
  return release === undefined ? undefined : [(running) => running === release]
}

const RED_HAT =
  /^kernel(?:-(?:core|modules|modules-core|modules-extra|debug|debug-core|rt|rt-core|uek|uek-core|64k|64k-core|zfcpdump|zfcpdump-core|PAE|xen|smp|ml|lt|plus))?$/
const SUSE = /^kernel-(default|default-base|azure|rt|64kb|preempt|pae|vanilla|kvmsmall|longterm)$/

/**
 * Red Hat: uname is version-release.arch, with +debug, +rt behind for variants, before EL 6 without the architecture.
 * SUSE: kernel-default-5.14.21-150500.55.39.1 runs as 5.14.21-150500.55.39-default; a name both use may be either.
 */
function rpmKernel(item: Software): readonly Test[] | undefined {
  const version = item.version.replace(/^\d+:/, '')
  const full = `${version}.${item.architecture ?? ''}`
  const tests: Test[] = []
  if (RED_HAT.test(item.name)) {
    const variant = /PAE|xen|smp/.exec(item.name)?.[0] ?? ''
    tests.push(
      (running) =>
        running === full ||
        running.startsWith(`${full}+`) ||
        running === `${version}${variant}` ||
        running === `${full}.${variant}`,
    )
  }
  const flavour = SUSE.exec(item.name)?.[1]?.replace('-base', '')
  if (flavour !== undefined)
    tests.push((running) => running === `${version.replace(/\.\d+$/, '')}-${flavour}` || running === `${version}-${flavour}`)
  return tests.length === 0 ? undefined : tests
}

/** linux-lts 6.6.31-r0 runs as 6.6.31-0-lts. */
function apkKernel({ name, version }: Software): readonly Test[] | undefined {
  const flavour = /^linux-(lts|virt|edge|rpi\d?|stable|openpax|hardened|vanilla|grsec|gru|asahi|starfive|elm)$/.exec(name)?.[1]
  return flavour === undefined ? undefined : [(running) => running === `${version.replace(/-r(\d+)$/, '-$1')}-${flavour}`]
}

/** linux 6.9.1.arch1-1 runs as 6.9.1-arch1-1; linux-lts 6.6.31-1 as 6.6.31-1-lts. */
function archKernel({ name, version }: Software): readonly Test[] | undefined {
  const flavour = /^linux(?:-(lts|zen|hardened|rt|rt-lts))?$/.exec(name)
  if (flavour === null) return undefined
  const release = version.replace(/\.((?:arch|zen|hardened|rt)\d+)/, '-$1')
  return [(running) => running === release || running === `${release}-${flavour[1] ?? ''}`]
}
