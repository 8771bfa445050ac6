/** Claims and devices of Palo Alto Networks, alike from its documents and from its list. */
import type { Claim, ClaimStatus } from '@hygie/core/knowledge/claim'
import type { DeviceRecord } from '@hygie/core/knowledge/record'
import { deviceKey } from '@hygie/core/product-names/maker'
import type { Interval, Range } from '@hygie/versions/range'
import { networkKeysOf } from '../csaf-advisory/network.ts'
import { betweenBranches } from './ranges.ts'

export const MAKER = 'Palo Alto Networks'

export function deviceOf(name: string): DeviceRecord {
  return { kind: 'device', product: deviceKey(MAKER, name), maker: MAKER, name }
}

const UNNAMED = { status: 'unclear', note: 'a branch that the advisory does not name' } as const

export type Head = Pick<Claim, 'vulnerability' | 'statedAt' | 'reference'>

export type Said = {
  readonly intervals: readonly Interval[]
  readonly versions: readonly string[]
  readonly isAffected: boolean
  readonly platforms: readonly string[]
}

/** On some platforms only: for a version inside it is unclear, as an inventory may not tell the platform. */
export function* claimsOn(name: string, head: Head, { intervals, versions, isAffected, platforms }: Said): Generator<Claim> {
  if (intervals.length + versions.length === 0 || (!isAffected && platforms.length > 0)) return
  const range: Range = { scheme: 'generic', intervals, versions }
  const status: ClaimStatus = isAffected ? (platforms.length > 0 ? 'unclear' : 'affected') : 'notAffected'
  const note = platforms.length > 0 ? { note: `on ${platforms.join(', ').slice(0, 200)}` } : {}
  const gaps = isAffected ? betweenBranches(intervals) : []
  for (const product of [deviceKey(MAKER, name), ...networkKeysOf(MAKER, name)]) {
    yield { kind: 'claim', ...head, product, range, status, ...note }
    if (gaps.length > 0) yield { kind: 'claim', ...head, product, range: { ...range, intervals: gaps, versions: [] }, ...UNNAMED }
  }
}
