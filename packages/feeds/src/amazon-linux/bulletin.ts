/**
 * Ids of Amazon Linux's bulletins. The number alone is not unique: the word before it names the system and, where there is
 * one, the repository beside the core one (`ALAS2KERNEL-5.15-2022-001`: the extras topic kernel-5.15 of Amazon Linux 2).
 * Source: alas.aws.amazon.com, the ids and collections of its repositories.
 */
import type { RpmPlace } from '../rpm-claims/build.ts'

/** `ALAS-2011-1` is of the first Amazon Linux, `ALAS2023LIVEPATCH-2023-001` of a repository of 2023. */
export const BULLETIN_IDS = /^ALAS(?<system>20\d\d|2)?(?<topic>[A-Z][A-Z0-9.-]{0,60}?)?-\d{4}-\d{1,6}$/

export function bulletinPlace(id: string): RpmPlace | undefined {
  const groups = BULLETIN_IDS.exec(id)?.groups
  if (groups === undefined) return undefined
  const topic = groups['topic']?.toLowerCase()
  return { distribution: 'amazon', release: groups['system'] ?? '1', ...(topic === undefined ? {} : { channel: topic }) }
}

/** `amazon-linux-ami`, `amazon-linux-2---kernel-5.15`, `amazon-linux-2023---kernel-livepatch`. */
export function collectionRelease(collection: string): string | undefined {
  const system = /^amazon-linux-(ami|20\d\d|2)(?:-|$)/.exec(collection)?.[1]
  return system === 'ami' ? '1' : system
}

/**
 * Pages and news call a bulletin `ALAS-2018-939` whatever the system; the folder of the page tells which:
 * `/AL2/ALAS-2018-939.html` is `ALAS2-2018-939`.
 */
export function fullId(short: string, address: string): string | undefined {
  const system = /^https:\/\/alas\.aws\.amazon\.com\/(?:AL(20\d\d|2)\/)?[\w.-]+\.html$/.exec(address)
  if (system === null) return undefined
  const id = short.startsWith('ALAS-') && system[1] !== undefined ? `ALAS${system[1]}${short.slice(4)}` : short
  return BULLETIN_IDS.test(id) ? id : undefined
}
