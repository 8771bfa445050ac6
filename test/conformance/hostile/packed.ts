/** Packed files and streams of hostile-input/GENERATORS.md: x15 and j8, through the readers that open a mirror. */

import { gzipSync, zstdCompressSync } from 'node:zlib'
import { BytesBroken } from '@hygie/feeds/reading/bytes'
import { READING_LIMITS } from '@hygie/feeds/reading/limits'
import { bytesOf, zipSample } from '@hygie/feeds/reading/samples'
import { lines } from '@hygie/feeds/reading/text'
import { unpack } from '@hygie/feeds/reading/unpack'
import type { Packing } from '@hygie/feeds/reading/unpack'
import { randomOf, zipMembers } from '@hygie/feeds/reading/zip'
import type { Trial } from './trial.ts'

const MIB = 1_048_576

/** 1 GiB of zeros: both formats allow members one after the other. */
function zeros(packing: 'gz' | 'zst'): Buffer {
  const piece = Buffer.alloc(16 * MIB)
  const packed = packing === 'gz' ? gzipSync(piece) : zstdCompressSync(piece)
  return Buffer.concat(Array.from({ length: 64 }, () => packed))
}

async function unpackAll(packing: Packing, packed: Buffer): Promise<string> {
  let bytes = 0
  try {
    for await (const chunk of unpack(packing, bytesOf(packed), READING_LIMITS)) bytes += chunk.length
    return `${bytes} bytes`
  } catch (thrown) {
    if (!(thrown instanceof BytesBroken)) throw thrown
    return `${thrown.failure.code} ${bytes < 256 * MIB ? 'early' : 'late'}`
  }
}

async function zipNames(zip: Buffer, countMax: number): Promise<string> {
  const found: string[] = []
  for await (const member of zipMembers(randomOf(zip), { ...READING_LIMITS, countMax })) {
    found.push(member.kind === 'member' ? member.name : member.error.code)
  }
  return found.join(' ')
}

async function longLine(): Promise<string> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const piece = Buffer.alloc(MIB, 'x')
    for (let count = 0; count < 200; count += 1) yield piece
    yield await Promise.resolve(Buffer.from('\n{"id":1}\n'))
  }
  const found: string[] = []
  for await (const line of lines(bytes())) found.push(line.kind === 'line' ? line.text : line.error.code)
  return found.join(' ')
}

export const PACKED_TRIALS: Readonly<Record<string, readonly Trial[]>> = {
  x15: [
    { name: 'gzip of 1 GiB of zeros', wanted: 'bytes-ratio early', run: () => unpackAll('gz', zeros('gz')) },
    { name: 'zstd of 1 GiB of zeros', wanted: 'bytes-ratio early', run: () => unpackAll('zst', zeros('zst')) },
    {
      name: 'zip with more members than allowed',
      wanted: 'archive-damaged',
      run: () =>
        zipNames(zipSample(Array.from({ length: 1_000 }, (_, index) => ({ name: `${index}`, text: '', stored: true }))), 999),
    },
    {
      name: 'zip with ../../x: a label, nothing is written',
      wanted: '../../x',
      run: () => zipNames(zipSample([{ name: '../../x', text: 'a' }]), 10),
    },
  ],
  j8: [{ name: 'one line of 200 MiB', wanted: 'line-long {"id":1}', run: longLine }],
}
