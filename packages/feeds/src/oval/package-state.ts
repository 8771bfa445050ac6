/** What a test says of one package: affected below a version, affected whatever the version, or not at all. */
import { everyVersion, type Range } from '@hygie/versions/range'
import type { ClaimStatus } from '@hygie/core/knowledge/claim'
import { below } from '../fixed-range.ts'
import type { OvalCheck, OvalEntity } from './checks.ts'

export type PackageState = {
  readonly name: string
  readonly status: ClaimStatus
  readonly range: Range
  readonly architectures?: readonly string[]
}
export type PackageScheme = 'rpm' | 'deb'

/** `0:0`, `0:0-0`: below it there is nothing, above it everything. */
const ZERO = /^(?:0:)?0(?:-0)?$/
/** `x86_64`, `(aarch64|ppc64le|s390x|x86_64)` */
const ARCHITECTURES = /^\(?([\w|]{1,300})\)?$/

/** Undefined: the test is of another kind. The version is as the document has it; whether its order can be read is told later. */
export function packageStateOf(check: OvalCheck, scheme: PackageScheme): PackageState | undefined {
  if (check.type !== (scheme === 'rpm' ? 'rpminfo' : 'dpkginfo') || check.package === undefined) return undefined
  const architecture = check.entities.find(({ name }) => name === 'arch')
  const architectures = architecture === undefined ? undefined : architecturesOf(architecture)
  const [first, ...more] = check.entities.filter(({ name }) => name !== 'arch')
  const saying = first === undefined || more.length > 0 ? undefined : sayingOf(first, scheme)
  if (saying === undefined || (architecture !== undefined && architectures === undefined)) return undefined
  return { name: check.package, ...saying, ...(architectures === undefined ? {} : { architectures }) }
}

function sayingOf(
  { name, operation, text }: OvalEntity,
  scheme: PackageScheme,
): Pick<PackageState, 'range' | 'status'> | undefined {
  if (name === 'evr' && operation === 'less than')
    return ZERO.test(text) ? never(scheme) : { status: 'affected', range: below(scheme, text) }
  if (name === 'evr' && operation === 'greater than' && ZERO.test(text)) return always(scheme)
  // SUSE's way to say "is not affected": no package has version 0
  if (name === 'version' && operation === 'equals' && text === '0') return never(scheme)
  return undefined
}

export function always(scheme: PackageScheme): Pick<PackageState, 'range' | 'status'> {
  return { status: 'affected', range: everyVersion(scheme) }
}

export function never(scheme: PackageScheme): Pick<PackageState, 'range' | 'status'> {
  return { status: 'notAffected', range: everyVersion(scheme) }
}

export function architecturesOf({ operation, text }: OvalEntity): readonly string[] | undefined {
  if (operation !== 'equals' && operation !== 'pattern match') return undefined
  const names = ARCHITECTURES.exec(text)?.[1]?.split('|')
  return names === undefined || names.includes('') ? undefined : names
}
