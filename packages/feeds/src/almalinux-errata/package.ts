/** One package of an erratum, as AlmaLinux lists it. */
import { rpm } from '@hygie/versions/rpm'
import { below } from '../fixed-range.ts'
import { isDebugPackage, packageType, type RpmStatement } from '../rpm-claims/statements.ts'

export type AlmaPackage = {
  readonly name: string
  readonly epoch?: string
  readonly version: string
  readonly release: string
  readonly architecture?: string
  /** `mariadb:10.3:8050020220427075058:c5368500:x86_64` */
  readonly module?: string
}

/** Undefined: no package that can be compared, or one that holds nothing that runs. */
export function almaPackage(item: AlmaPackage, release: string): RpmStatement | undefined {
  const { name, architecture } = item
  const version = `${item.epoch === undefined || item.epoch === '' ? '0' : item.epoch}:${item.version}-${item.release}`
  if (!/^[^\s:]{1,300}$/.test(name) || item.version === '' || item.release === '' || !rpm.parse(version).ok) return undefined
  if (isDebugPackage(name)) return undefined
  const channel = /^[^:\s]{1,100}:[^:\s]{1,100}/.exec(item.module ?? '')?.[0]
  return {
    product: {
      type: packageType(architecture),
      distribution: 'almalinux',
      release,
      name,
      ...(channel === undefined ? {} : { channel }),
    },
    status: 'affected',
    range: below('rpm', version),
    ...(architecture === undefined ? {} : { architecture }),
  }
}

/** From `https://errata.almalinux.org/8/ALSA-….html`, else from the builds: `5.1.el8_4`, `1.module_el9.6.0+151`. */
export function almaRelease(address: string | undefined, packages: readonly AlmaPackage[]): string | undefined {
  const stated = /^https:\/\/errata\.almalinux\.org\/(\d{1,2})\//.exec(address ?? '')?.[1]
  if (stated !== undefined) return stated
  const built = new Set(packages.flatMap(({ release }) => /[._]el(\d{1,2})(?:[._+]|$)/.exec(release)?.[1] ?? []))
  return built.size === 1 ? [...built][0] : undefined
}
