/**
 * One header blob of an rpm database → package fields. Source: rpm, docs/manual/format_header.md: two counts, index entries of
 * 16 bytes (tag, type, offset, count), then data; all big-endian. In the database the magic is left out.
 */
import { fail, ok, type Result } from '@hygie/versions/result'
import type { RpmEntry } from './read-listing.ts'

/** rpm's own limits (lib/header.c): 65,535 entries, 256 MiB of data. */
const ENTRIES_MAX = 65_535
const STRING_BYTES_MAX = 65_536
const TAGS = {
  name: 1000,
  version: 1001,
  release: 1002,
  epoch: 1003,
  vendor: 1011,
  architecture: 1022,
  sourceRpm: 1044,
  modularityLabel: 5096,
} as const
const INT32 = 4
const STRINGS: ReadonlySet<number> = new Set([6, 8, 9]) // STRING, STRING_ARRAY, I18NSTRING: the first is what we want

/** Errors: rpm-header when the blob is cut, or says what cannot be. Never throws. Cost: linear in the entries. */
export function readRpmHeader(blob: Uint8Array): Result<RpmEntry> {
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  if (blob.length < 8) return broken('shorter than its head')
  const entries = view.getUint32(0)
  const data = 8 + entries * 16
  if (entries > ENTRIES_MAX || data + view.getUint32(4) > blob.length) return broken('its counts lead out of it')
  const offsets = new Map<number, { readonly type: number; readonly at: number }>()
  for (let index = 0; index < entries; index += 1) {
    const at = 8 + index * 16
    offsets.set(view.getUint32(at), { type: view.getUint32(at + 4), at: data + view.getUint32(at + 8) })
  }
  const text = (tag: number): string => {
    const entry = offsets.get(tag)
    if (entry === undefined || !STRINGS.has(entry.type) || entry.at >= blob.length) return ''
    const end = blob.indexOf(0, entry.at)
    return end < 0 || end - entry.at > STRING_BYTES_MAX
      ? ''
      : Buffer.from(blob.subarray(entry.at, end))
          .toString('utf8')
          .replaceAll(/[\t\r\n]/g, ' ')
  }
  const epoch = offsets.get(TAGS.epoch)
  const name = text(TAGS.name)
  if (name === '') return broken('it has no name')
  return ok({
    name,
    epoch: epoch?.type === INT32 && epoch.at + 4 <= blob.length ? String(view.getUint32(epoch.at)) : '',
    version: text(TAGS.version),
    release: text(TAGS.release),
    architecture: text(TAGS.architecture),
    sourceRpm: text(TAGS.sourceRpm),
    modularityLabel: text(TAGS.modularityLabel),
    vendor: text(TAGS.vendor),
  })
}

function broken(cause: string): Result<never> {
  return fail('rpm-header', `Cannot read a header of the rpm database: ${cause}`)
}
