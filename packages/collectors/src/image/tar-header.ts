/**
 * One header block of a tar archive. Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Extended Header";
 * GNU tar manual, "Basic Tar Format" (base-256 numbers, long names, sparse files).
 */
import { fail, ok, type Result } from '@hygie/versions/result'

export const BLOCK_BYTES = 512

export type TarHeader = {
  readonly type: string
  readonly name: string
  readonly target: string
  readonly bytes: number
  readonly mode: number
  /** GNU sparse members have more blocks of their map behind the header. */
  readonly moreMap: boolean
}

const TEXT = new TextDecoder() // a name that is not UTF-8 is shown with replacement characters; it is only compared

/** Undefined for a block of zeros, which ends an archive. Errors: tar-checksum, tar-number. */
export function parseTarHeader(block: Buffer): Result<TarHeader | undefined> {
  if (block[0] === 0 && block.every((byte) => byte === 0)) return ok(undefined)
  if (!checksumHolds(block)) return fail('tar-checksum', 'Cannot read a tar archive: the checksum of a header is wrong')
  const bytes = numberAt(block, 124, 12)
  const mode = numberAt(block, 100, 8)
  if (bytes === undefined) return fail('tar-number', 'Cannot read a tar archive: the size of a member is no number')
  const type = String.fromCharCode(block[156] ?? 0)
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0'
  const prefix = isUstar ? textAt(block, 345, 155) : ''
  const name = textAt(block, 0, 100)
  return ok({
    type,
    name: prefix === '' ? name : `${prefix}/${name}`,
    target: textAt(block, 157, 100),
    bytes,
    mode: mode ?? 0,
    moreMap: type === 'S' && block[482] === 1,
  })
}

/** Whether bytes begin a tar archive: its first header bears the right checksum. */
export function looksLikeTar(head: Buffer): boolean {
  return head.length >= BLOCK_BYTES && head[0] !== 0 && checksumHolds(head.subarray(0, BLOCK_BYTES))
}

/** `LENGTH KEY=VALUE\n`, again and again. A record that is none ends the reading: what came before holds. */
export function paxRecords(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>()
  let at = 0
  while (at < content.length) {
    const blank = content.indexOf(0x20, at)
    if (blank < 0 || blank - at > 10) break
    const length = Number.parseInt(content.toString('latin1', at, blank), 10)
    if (!(length > blank - at + 1) || at + length > content.length) break
    const record = TEXT.decode(content.subarray(blank + 1, at + length - 1))
    const equals = record.indexOf('=')
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

/** Text up to the first zero. */
export function textAt(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length)
  const end = field.indexOf(0)
  return TEXT.decode(end < 0 ? field : field.subarray(0, end))
}

/** Octal digits, or two's complement with the first bit set. Negative and above 2^53 is none. */
function numberAt(block: Buffer, from: number, length: number): number | undefined {
  const first = block[from] ?? 0
  if (first >= 0x80) {
    let value = first & 0x7f
    for (const byte of block.subarray(from + 1, from + length)) {
      value = value * 256 + byte
      if (value > Number.MAX_SAFE_INTEGER) return undefined
    }
    return value
  }
  const text = textAt(block, from, length).trim()
  if (text === '') return 0
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined
}

/** The sum of all bytes, the field itself taken as blanks. Old writers added bytes as signed ones. */
function checksumHolds(block: Buffer): boolean {
  const stated = numberAt(block, 148, 8)
  let sum = 8 * 0x20
  let signed = sum
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    if (at >= 148 && at < 156) continue
    const byte = block[at] ?? 0
    sum += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  return stated === sum || stated === signed
}
