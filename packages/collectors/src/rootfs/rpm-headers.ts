/**
 * Package headers out of rpm's own files, of the two kinds before SQLite.
 *
 * Source: rpm, lib/backend/ndb/rpmpkg.c (`Packages.db`); Berkeley DB 5.3, dbinc/db_page.h (`Packages`, a hash of pages in the
 * byte order of the machine that made it). Every offset and chain is checked: what leads nowhere is left out and counted.
 */
export type RpmHeaders = { readonly headers: readonly Buffer[]; readonly refused: number }

/** As many packages as an inventory holds. */
const HEADERS_MAX = 200_000

const NDB_MAGIC = 0x506d_7052 // RpmP
const NDB_SLOT = 0x746f_6c53 // Slot
const NDB_BLOB = 0x5362_6c42 // BlbS
const NDB_PAGE_BYTES = 4_096
const NDB_UNIT_BYTES = 16

/** Undefined when it is no such file. */
export function ndbHeaders(bytes: Buffer): RpmHeaders | undefined {
  if (bytes.length < NDB_PAGE_BYTES || bytes.readUInt32LE(0) !== NDB_MAGIC) return undefined
  const headers: Buffer[] = []
  let refused = 0
  let spent = 0 // sound headers do not overlap: together they are smaller than the file
  const end = Math.min(bytes.readUInt32LE(12) * NDB_PAGE_BYTES, bytes.length - NDB_UNIT_BYTES)
  // The first two slots are the file's header.
  for (let at = 2 * NDB_UNIT_BYTES; at <= end - NDB_UNIT_BYTES && headers.length < HEADERS_MAX; at += NDB_UNIT_BYTES) {
    if (bytes.readUInt32LE(at) !== NDB_SLOT) continue
    const [index, place] = [bytes.readUInt32LE(at + 4), bytes.readUInt32LE(at + 8)]
    if (index === 0 || place === 0) continue // a free slot
    const blob = place * NDB_UNIT_BYTES
    const fits =
      blob + NDB_UNIT_BYTES <= bytes.length && bytes.readUInt32LE(blob) === NDB_BLOB && bytes.readUInt32LE(blob + 4) === index
    const length = fits ? bytes.readUInt32LE(blob + 12) : 0
    const begin = blob + NDB_UNIT_BYTES
    spent += length
    if (!fits || begin + length > bytes.length || spent > bytes.length) refused += 1
    else headers.push(bytes.subarray(begin, begin + length))
  }
  return { headers, refused }
}

const HASH_MAGIC = 0x0006_1561
const PAGE_HEADER_BYTES = 26
const HASH_PAGES = new Set([2, 13]) // P_HASH_UNSORTED, P_HASH
const OVERFLOW_PAGE = 7
const KEYDATA = 1
const OFFPAGE = 3
/** One header: the largest met (a kernel's) has 4 MB. */
const HEADER_BYTES_MAX = 67_108_864

/** Undefined when it is no such file. */
export function berkeleyHeaders(bytes: Buffer): RpmHeaders | undefined {
  if (bytes.length < 512) return undefined
  const little = bytes.readUInt32LE(12) === HASH_MAGIC
  if (!little && bytes.readUInt32BE(12) !== HASH_MAGIC) return undefined
  const u16 = (at: number): number => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const u32 = (at: number): number => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))
  const pageBytes = u32(20)
  if (![512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 65_536].includes(pageBytes)) return undefined
  const pages = Math.floor(bytes.length / pageBytes)
  const headers: Buffer[] = []
  let refused = 0
  let spent = 0 // as above

  /** Data too large for its page: a chain of pages, each with its share. */
  const chained = (first: number, length: number): Buffer | undefined => {
    const pieces: Buffer[] = []
    let left = length
    for (let page = first, count = 0; left > 0; page = u32(page * pageBytes + 16), count += 1) {
      const at = page * pageBytes
      if (page === 0 || page >= pages || count > pages || bytes[at + 25] !== OVERFLOW_PAGE) return undefined
      const share = Math.min(u16(at + 22), pageBytes - PAGE_HEADER_BYTES, left)
      if (share === 0) return undefined
      spent += share
      if (spent > bytes.length) return undefined
      pieces.push(bytes.subarray(at + PAGE_HEADER_BYTES, at + PAGE_HEADER_BYTES + share))
      left -= share
    }
    return Buffer.concat(pieces)
  }
  const valueAt = (at: number, index: number): Buffer | undefined => {
    const offsetOf = (entry: number): number => u16(at + PAGE_HEADER_BYTES + entry * 2)
    const begin = at + offsetOf(index)
    const end = at + offsetOf(index - 1) // items are laid from the end of the page
    if (offsetOf(index) < PAGE_HEADER_BYTES || end > at + pageBytes || end <= begin) return undefined
    if (bytes[begin] === KEYDATA) return bytes.subarray(begin + 1, end)
    if (bytes[begin] !== OFFPAGE || end - begin < 12) return undefined
    const length = u32(begin + 8)
    return length > HEADER_BYTES_MAX ? undefined : chained(u32(begin + 4), length)
  }

  for (let page = 1; page < pages && headers.length < HEADERS_MAX; page += 1) {
    const at = page * pageBytes
    if (!HASH_PAGES.has(bytes[at + 25] ?? 0)) continue
    const entries = Math.min(u16(at + 20), Math.floor((pageBytes - PAGE_HEADER_BYTES) / 2))
    for (let index = 1; index < entries; index += 2) {
      const value = valueAt(at, index)
      if (value === undefined) refused += 1
      else if (value.length > 8) headers.push(value) // shorter: the counter that rpm keeps under the key 0
    }
  }
  return { headers, refused }
}
