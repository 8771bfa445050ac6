/** The platform of a bill of materials: from its operating-system component, else from what most of its packages say. */
import type { Platform } from '@hygie/core/inventory/inventory'
import { debianReleases, ubuntuReleases } from '../linux/os-release/codenames.ts'
import { platformOf } from '../linux/platform.ts'

export type Distro = { readonly id: string; readonly version: string }

/** Names that tools write where os-release has another ID. */
const IDS: ReadonlyMap<string, string> = new Map([
  ['redhat', 'rhel'],
  ['red hat enterprise linux', 'rhel'],
  ['alma', 'almalinux'],
  ['oracle', 'ol'],
  ['amazon', 'amzn'],
  ['amazonlinux', 'amzn'],
  ['suse linux enterprise server', 'sles'],
  ['suse linux enterprise micro', 'sle-micro'],
  ['opensuse.leap', 'opensuse-leap'],
  ['opensuse.tumbleweed', 'opensuse-tumbleweed'],
  ['cbl-mariner', 'mariner'],
  ['rockylinux', 'rocky'],
  ['archlinux', 'arch'],
])

/** Undefined when it is no Linux distribution that Hygie knows. */
export function platformOfDistro(distro: Distro, architecture?: string): Platform | undefined {
  const written = distro.id.toLowerCase().trim()
  const id = IDS.get(written) ?? written
  if (!/^[a-z0-9._-]{1,64}$/.test(id)) return undefined
  const version = distro.version.replace(/^v(?=\d)/, '').trim()
  const release = debianReleases.get(version) ?? ubuntuReleases.get(version) ?? version
  // `2 (Karoo)`, `AMI release 2018.03`, `12.4 (bookworm)`
  const plain = /\d[\w.]*/.exec(release)?.[0] ?? release
  const codename = /^[a-z]+$/.test(version) ? version : ''
  const platform = platformOf({
    osRelease: `ID="${id}"\nVERSION_ID="${/^\d/.test(plain) ? plain : ''}"\nVERSION_CODENAME="${codename}"\nNAME="${id}"\n`,
    ...(architecture === undefined ? {} : { architecture }),
  })
  return platform
}

/** The one that most packages name; ties go to the first seen. */
export function mostNamed(
  distros: readonly Distro[],
): { readonly distro: Distro; readonly others: readonly string[] } | undefined {
  const counts = new Map<string, { readonly distro: Distro; count: number }>()
  for (const distro of distros) {
    const key = `${distro.id} ${distro.version}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { distro, count: 1 })
    else known.count += 1
  }
  const ordered = [...counts.values()].toSorted((left, right) => right.count - left.count)
  const [first, ...others] = ordered
  return first === undefined
    ? undefined
    : { distro: first.distro, others: others.map(({ distro }) => `${distro.id} ${distro.version}`) }
}
