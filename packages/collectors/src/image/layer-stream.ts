/** Bytes of a layer, unpacked by what they begin with: media types and names do not always tell. */
import { Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { fail, ok, type Result } from '@hygie/versions/result'

export type Packing = 'none' | 'gzip' | 'zstd'

const PIECE_BYTES = 1_048_576

/** Errors: image-layer-packing for what other tools pack with. */
export function packingOf(head: Buffer): Result<Packing> {
  const signature = head.subarray(0, 6).toString('hex')
  if (signature.startsWith('1f8b')) return ok('gzip')
  if (signature.startsWith('28b52ffd') || /^5.2a4d18/.test(signature)) return ok('zstd') // RFC 8878 3.1; 3.1.2 skippable frames
  if (signature.startsWith('fd377a58') || signature.startsWith('425a68'))
    return fail('image-layer-packing', 'Cannot unpack a layer: it is packed with xz or bzip2, must be tar, gzip or zstd')
  return ok('none')
}

/** `seen` gets every packed byte that goes by, to its end if the stream is read to its end. */
export async function* unpackLayer(
  packed: AsyncIterable<Buffer>,
  packing: Packing,
  seen?: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
  const watched = seen === undefined ? packed : watch(packed, seen)
  if (packing === 'none') {
    yield* watched
    return
  }
  const source = Readable.from(watched, { objectMode: false, highWaterMark: PIECE_BYTES })
  const transform: Transform =
    packing === 'gzip' ? createGunzip({ chunkSize: PIECE_BYTES }) : createZstdDecompress({ chunkSize: PIECE_BYTES })
  source.on('error', (error) => transform.destroy(error))
  try {
    yield* source.pipe(transform) as AsyncIterable<Buffer>
  } finally {
    source.destroy()
    transform.destroy()
  }
}

async function* watch(pieces: AsyncIterable<Buffer>, seen: (piece: Buffer) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    seen(piece)
    yield piece
  }
}
