/** The line of updates that a row's own words name. Source: Security Update Guide, `SubType` and download names. */
import type { UpdateRecord } from '@hygie/core/knowledge/record'

export type Lane = NonNullable<UpdateRecord['lane']>

/** Three spellings of hotpatch are met. "Security Update" tells nothing: it is a cumulative update here and a patch there. */
export function laneOf(subType: string): Lane | undefined {
  const plain = subType.toLowerCase().replaceAll(/[\s-]+/g, '')
  if (plain.includes('hotpatch')) return 'hotpatch'
  if (plain.startsWith('iecumulative')) return undefined // of Internet Explorer, also in rows on Windows itself
  if (plain.includes('monthlyrollup') || plain.includes('cumulative')) return 'cumulative'
  return plain.includes('securityonly') ? 'security-only' : undefined
}
