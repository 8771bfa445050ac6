/** Whether a downloaded file is what it claims to be: by upstream's checksum, and by its first and last bytes. */
import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { BytesBroken, causeOf } from '../reading/bytes.ts'
import type { ReadingLimits } from '../reading/limits.ts'
import { fileBytes, packingOf, unpack, type Packing } from '../reading/unpack.ts'
import { openRandom, zipMembers } from '../reading/zip.ts'

export type Expected = { readonly kind: 'sha256' | 'sha512'; readonly hex: string; readonly of: 'file' | 'unpacked' }

const HEX_CHARS = { sha256: 64, sha512: 128 } as const
const LINES_MAX = 20_000
const EDGE_BYTES = 512

/**
 * Reads what stands in a checksum file: the bare sum, `SUM  name` (coreutils), `SHA256 (name) = SUM` (BSD), or NVD's `.meta`
 * (`sha256:SUM` of the unpacked file). Several lines: the one that names the file. Undefined when there is none.
 */
export function parseChecksum(text: string, kind: 'sha256' | 'sha512' | 'nvd-meta', name: string): string | undefined {
  const lines = text.split('\n', LINES_MAX).map((line) => line.trim())
  if (kind === 'nvd-meta') {
    const line = lines.find((candidate) => /^sha256:/i.test(candidate))
    return line === undefined ? undefined : hexOf(line.slice('sha256:'.length).trim(), 'sha256')
  }
  const filled = lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('-----'))
  const found = filled.flatMap((line) => {
    const bsd = /^SHA\d{3} \((?<name>[^)]{1,400})\) = (?<hex>[\dA-Fa-f]{64,128})$/.exec(line)?.groups
    const gnu = /^(?<hex>[\dA-Fa-f]{64,128})(?: [ *](?<name>\S.{0,400}))?$/.exec(line)?.groups
    const hex = hexOf(bsd?.['hex'] ?? gnu?.['hex'] ?? '', kind)
    return hex === undefined ? [] : [{ hex, name: bsd?.['name'] ?? gnu?.['name'] }]
  })
  const named = found.find((line) => line.name !== undefined && line.name.slice(line.name.lastIndexOf('/') + 1) === name)
  return (named ?? (found.length === 1 ? found[0] : undefined))?.hex
}

function hexOf(text: string, kind: 'sha256' | 'sha512'): string | undefined {
  return new RegExp(`^[\\da-f]{${HEX_CHARS[kind]}}$`, 'i').test(text) ? text.toLowerCase() : undefined
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of fileBytes(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** Why the file is not the one expected, or undefined. `name` is the one it will have. Unpacking is bounded by `limits`. */
export async function checksumProblem(
  path: string,
  name: string,
  expected: Expected,
  limits: ReadingLimits,
): Promise<string | undefined> {
  const packing = expected.of === 'unpacked' ? packingOf(name) : undefined
  const hash = createHash(expected.kind)
  try {
    const bytes = packing === undefined ? fileBytes(path) : unpack(packing, fileBytes(path), limits)
    for await (const chunk of bytes) hash.update(chunk)
  } catch (thrown) {
    if (thrown instanceof BytesBroken) return thrown.failure.message
    return causeOf(thrown)
  }
  const found = hash.digest('hex')
  return found === expected.hex ? undefined : `its ${expected.kind} is ${found}, must be ${expected.hex}`
}

const MAGIC: Readonly<Record<Packing, readonly number[]>> = {
  gz: [0x1f, 0x8b],
  bz2: [0x42, 0x5a, 0x68],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  zst: [0x28, 0xb5, 0x2f, 0xfd],
}

/**
 * A page of a proxy or a server that says "come back later" with status 200 is no feed, nor is a file cut short by a length
 * that was too small. Only the edges are read (of a ZIP its directory): whole archives unpack to gigabytes.
 */
export async function contentProblem(path: string, name: string, limits: ReadingLimits): Promise<string | undefined> {
  const { size: byteCount } = await stat(path)
  if (byteCount === 0) return 'it is empty'
  if (name.endsWith('.zip')) return zipProblem(path, limits)
  const { start, end } = await edges(path, byteCount)
  const packing = packingOf(name)
  if (packing !== undefined)
    return MAGIC[packing].every((byte, index) => start[index] === byte) ? undefined : notA(packing, start)
  const first = start
    .toString('latin1')
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart()
  const last = end.toString('latin1').trimEnd()
  if (name.endsWith('.json')) {
    const closes = first.startsWith('[') ? ']' : '}'
    if (!/^[[{]/.test(first)) return notA('json', start)
    if (!last.endsWith(closes)) return `it is cut short: JSON must end with ${closes}`
  }
  if (name.endsWith('.xml')) return first.startsWith('<') && last.endsWith('>') ? undefined : notA('xml', start)
  if (/^<(?:!doctype\s+html|html)/i.test(first) && !/\.html?$/.test(name)) return notA('data', start)
  return undefined
}

async function zipProblem(path: string, limits: ReadingLimits): Promise<string | undefined> {
  for await (const member of zipMembers(await openRandom(path), limits))
    return member.kind === 'rejection' ? member.error.message : undefined
  return 'the archive is empty'
}

async function edges(path: string, byteCount: number): Promise<{ start: Buffer; end: Buffer }> {
  const handle = await open(path, 'r')
  try {
    const length = Math.min(EDGE_BYTES, byteCount)
    const start = Buffer.alloc(length)
    const end = Buffer.alloc(length)
    await handle.read(start, 0, length, 0)
    await handle.read(end, 0, length, byteCount - length)
    return { start, end }
  } finally {
    await handle.close()
  }
}

function notA(wanted: string, start: Buffer): string {
  const shown = start
    .subarray(0, 40)
    .toString('latin1')
    .replaceAll(/[^\x20-\x7E]/g, '.')
  return `it is no ${wanted}: begins with "${shown}"`
}
