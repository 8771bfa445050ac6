/** Which release an erratum of AlmaLinux is for, and one package of it. */
import { fixedBuild, type RpmBuild } from '../rpm-claims/build.ts'
import type { RpmStatement } from '../rpm-claims/statements.ts'

/** Undefined: no package that can be compared, or one that holds nothing that runs. */
export function almaPackage(build: RpmBuild, release: string): RpmStatement | undefined {
  return fixedBuild(build, { distribution: 'almalinux', release })
}

/** From `https://errata.almalinux.org/8/ALSA-….html`, else from the builds: `5.1.el8_4`, `1.module_el9.6.0+151`. */
export function almaRelease(address: string | undefined, packages: readonly RpmBuild[]): string | undefined {
  const stated = /^https:\/\/errata\.almalinux\.org\/(\d{1,2})\//.exec(address ?? '')?.[1]
  if (stated !== undefined) return stated
  const built = new Set(packages.flatMap(({ release }) => /[._]el(\d{1,2})(?:[._+]|$)/.exec(release)?.[1] ?? []))
  return built.size === 1 ? [...built][0] : undefined
}
