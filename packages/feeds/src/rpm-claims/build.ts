/** One build of a package as lists of updates name it, and the statement "below it, the update is missing". */
import type { DistributionProduct } from '@hygie/core/product-key'
import { rpm } from '@hygie/versions/rpm'
import { below } from '../fixed-range.ts'
import { isDebugPackage, packageType, type RpmStatement } from './statements.ts'

export type RpmBuild = {
  readonly name: string
  readonly epoch?: string
  readonly version: string
  readonly release: string
  readonly architecture?: string
  /** `mariadb:10.3:8050020220427075058:c5368500:x86_64` */
  readonly module?: string
}
export type RpmPlace = Pick<DistributionProduct, 'distribution' | 'release' | 'channel'>

/** Undefined: no package that can be compared, or one that holds nothing that runs. */
export function fixedBuild(build: RpmBuild, place: RpmPlace): RpmStatement | undefined {
  const { name, architecture } = build
  const version = `${build.epoch === undefined || build.epoch === '' ? '0' : build.epoch}:${build.version}-${build.release}`
  if (!/^[^\s:]{1,300}$/.test(name) || build.version === '' || build.release === '' || !rpm.parse(version).ok) return undefined
  if (isDebugPackage(name)) return undefined
  const stream = /^[^:\s]{1,100}:[^:\s]{1,100}/.exec(build.module ?? '')?.[0]
  const channel = stream ?? place.channel
  return {
    product: {
      type: packageType(architecture),
      distribution: place.distribution,
      release: place.release,
      name,
      ...(channel === undefined ? {} : { channel }),
    },
    status: 'affected',
    range: below('rpm', version),
    ...(architecture === undefined ? {} : { architecture }),
  }
}
