/** Unpacks one compressed stream: gzip, zstd, bzip2, xz. Memory is bounded by the window of the method. */
import { createReadStream } from 'node:fs'
import { Readable, type Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import unbzip2Stream from 'unbzip2-stream'
import xzDecompress from 'xz-decompress'
import { broken, BytesBroken, causeOf, type Bytes } from './bytes.ts'
import { CHUNK_BYTES, MIB, type ReadingLimits } from './limits.ts'

export const packings = ['gz', 'zst', 'bz2', 'xz'] as const
export type Packing = (typeof packings)[number]

/** One call of the bzip2 reader unpacks up to 1 MB of input at once; more than this out of it is a bomb. */
const BURST_BYTES_MAX = 256 * MIB

/** By the last suffix of a name; undefined when the file is not packed. */
export function packingOf(name: string): Packing | undefined {
  return name.endsWith('.tgz') ? 'gz' : packings.find((packing) => name.endsWith(`.${packing}`))
}

export function unpackedName(name: string): string {
  const packing = packingOf(name)
  if (name.endsWith('.tgz')) return `${name.slice(0, -4)}.tar`
  return packing === undefined ? name : name.slice(0, -packing.length - 1)
}

export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  try {
    for await (const chunk of stream) yield chunk as Uint8Array // no encoding was set
  } catch (thrown) {
    throw broken('file-unreadable', `Cannot read the file: ${causeOf(thrown)}`)
  } finally {
    stream.destroy()
  }
}

/** Errors (thrown, see BytesBroken): packed-damaged with the offset in the packed bytes, bytes-many, bytes-ratio. */
export async function* unpack(packing: Packing, packed: Bytes, limits: ReadingLimits): AsyncGenerator<Uint8Array> {
  const meter = { in: 0, out: 0 }
  const source = metered(packed, meter)
  try {
    for await (const chunk of opened(packing, source)) {
      meter.out += chunk.length
      checkMeter(meter, limits)
      if (chunk.length > 0) yield chunk
    }
  } catch (thrown) {
    if (thrown instanceof BytesBroken) throw thrown
    throw broken('packed-damaged', `Cannot unpack ${packing}: ${causeOf(thrown)}`, `offset ${meter.in}`)
  }
  if (meter.in === 0) throw broken('packed-damaged', `Cannot unpack ${packing}: the file is empty`, 'offset 0')
}

function checkMeter(meter: { readonly in: number; readonly out: number }, limits: ReadingLimits): void {
  if (meter.out > limits.memberBytesMax)
    throw broken(
      'bytes-many',
      `Cannot unpack: more than ${limits.memberBytesMax} bytes, must be at most that`,
      `offset ${meter.in}`,
    )
  if (meter.out > limits.ratioFloorBytes && meter.out > meter.in * limits.ratioMax)
    throw broken('bytes-ratio', `Cannot unpack: grows more than ${limits.ratioMax} times`, `offset ${meter.in}`)
}

function opened(packing: Packing, source: Bytes): Bytes {
  switch (packing) {
    case 'gz':
      return through(source, createGunzip({ chunkSize: CHUNK_BYTES }))
    case 'zst':
      return through(source, createZstdDecompress({ chunkSize: CHUNK_BYTES }))
    case 'bz2':
      return bzip2(source)
    case 'xz':
      return xz(source)
    default:
      return packing satisfies never
  }
}

async function* metered(packed: Bytes, meter: { in: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of packed) {
    meter.in += chunk.length
    yield chunk
  }
}

async function* through(source: Bytes, transform: Transform): AsyncGenerator<Uint8Array> {
  const readable = Readable.from(source, { objectMode: false, highWaterMark: CHUNK_BYTES })
  readable.on('error', (error) => transform.destroy(error))
  readable.pipe(transform)
  try {
    for await (const chunk of transform) yield chunk as Uint8Array // zlib gives buffers
  } finally {
    readable.destroy()
    transform.destroy()
  }
}

async function* bzip2(source: Bytes): AsyncGenerator<Uint8Array> {
  const stream = unbzip2Stream()
  let ready: Uint8Array[] = []
  let burst = 0
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure ??= error
  })
  stream.on('data', (chunk) => {
    burst += chunk.length
    // Thrown into the library's own `try`: it stops there and reports the error.
    if (burst > BURST_BYTES_MAX) throw new Error(`one megabyte gives more than ${BURST_BYTES_MAX} bytes`)
    ready.push(chunk)
  })
  for await (const chunk of source) {
    stream.write(chunk)
    const given = ready
    ready = []
    burst = 0
    yield* given
    if (failure !== undefined) throw failure
  }
  stream.end()
  yield* ready
  if (failure !== undefined) throw failure
}

async function* xz(source: Bytes): AsyncGenerator<Uint8Array> {
  // Closed like any stream below; the web stream type of the library is the browser's.
  const stream = new xzDecompress.XzReadableStream(
    Readable.toWeb(Readable.from(source, { objectMode: false })) as ReadableStream<Uint8Array>,
  )
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined) // it may have failed before; that error is on its way
  }
}
