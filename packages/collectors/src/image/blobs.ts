/**
 * The files of an image by name, wherever they lie: a folder, a tar archive, a packed tar archive. Read only, by pieces;
 * nothing is ever written.
 */
import { createReadStream, statSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import { RootFolder } from '../rootfs/root-folder.ts'
import { archiveEntriesMax, type ImageLimits } from './limits.ts'
import { tarReader, type TarEntry } from './tar-reader.ts'

export type Blobs = {
  readonly has: (name: string) => boolean
  /** A document, whole. Errors: image-missing, image-large, and those of the file system. */
  readonly read: (name: string, bytesMax: number) => Promise<Result<Buffer>>
  /** From a place on, at most so many bytes. A name that is not there gives nothing. */
  readonly stream: (name: string, from?: number, bytesMax?: number) => AsyncIterable<Buffer>
  /** Jumping costs nothing: a piece in the middle need not be read past. */
  readonly jumps: boolean
  readonly close: () => Promise<void>
}

/** Errors: image-missing, image-kind, image-large, those of tarReader. */
export async function openBlobs(path: string, limits: ImageLimits): Promise<Result<Blobs>> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return fail('image-missing', `Cannot find "${path}"`)
  if (stats.isDirectory()) return ok(folderBlobs(path))
  if (!stats.isFile()) return fail('image-kind', `Cannot read "${path}": it is neither a file nor a folder`)
  const file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  if (bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b) {
    await file.close()
    return packedBlobs(path, limits)
  }
  const index = await indexOf(file)
  if (!index.ok) await file.close()
  return index.ok ? ok(tarBlobs(file, path, index.value)) : index
}

function folderBlobs(path: string): Blobs {
  const root = new RootFolder(path)
  const place = (name: string): string | undefined => {
    const real = root.resolve(name)
    return real !== undefined && statSync(real, { throwIfNoEntry: false })?.isFile() === true ? real : undefined
  }
  return {
    jumps: true,
    has: (name) => place(name) !== undefined,
    async read(name, bytesMax) {
      const read = root.read(name, bytesMax)
      if (typeof read === 'string') return missing(name)
      return read.cut ? large(name, bytesMax) : ok(read.bytes)
    },
    async *stream(name, from = 0, bytesMax = Number.MAX_SAFE_INTEGER) {
      const real = place(name)
      const end = Math.min(from + bytesMax, Number.MAX_SAFE_INTEGER) - 1
      if (real !== undefined && bytesMax > 0)
        yield* createReadStream(real, { start: from, end, highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>
    },
    close: async () => undefined,
  }
}

/** Members of the archive by their path; links are followed when they are read (`docker save` once linked equal layers). */
type Index = ReadonlyMap<string, TarEntry>
const PIECE_BYTES = 1_048_576
const LINKS_MAX = 8

async function indexOf(file: FileHandle): Promise<Result<Index>> {
  const { index, reader } = indexer()
  const piece = Buffer.alloc(65_536)
  let position = 0
  while (!reader.ended()) {
    const { bytesRead } = await file.read(piece, 0, piece.length, position)
    if (bytesRead === 0) break
    let at = 0
    while (at < bytesRead && !reader.ended()) {
      const end = Math.min(at + 512, bytesRead)
      const fault = reader.write(piece.subarray(at, end))
      if (fault !== undefined) return { ok: false, error: fault }
      at = end + reader.jump()
    }
    position += at
  }
  if (position > (await file.stat()).size) return fail('tar-cut', 'Cannot read a tar archive: it ends within a member')
  const fault = reader.end()
  return fault === undefined ? ok(index) : { ok: false, error: fault }
}

function indexer(small?: Map<string, Buffer[]>): {
  readonly index: Map<string, TarEntry>
  readonly reader: ReturnType<typeof tarReader>
} {
  const index = new Map<string, TarEntry>()
  let held = 0
  let current: Buffer[] | undefined
  const reader = tarReader({
    entry(entry): boolean | Failure {
      if (index.size >= archiveEntriesMax)
        return { code: 'image-large', message: `Cannot read an image archive: more than ${archiveEntriesMax} members` }
      const name = plain(entry.name)
      index.set(name, entry)
      current = undefined
      if (small === undefined || entry.kind !== 'file' || entry.bytes > SMALL_BYTES || held + entry.bytes > SMALL_BYTES_MAX)
        return false
      held += entry.bytes
      current = []
      small.set(name, current)
      return true
    },
    content: (piece) => current?.push(Buffer.from(piece)),
  })
  return { index, reader }
}

function plain(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

function memberOf(index: Index, name: string): TarEntry | undefined {
  let at = plain(name)
  for (let links = 0; links <= LINKS_MAX; links += 1) {
    const entry = index.get(at)
    if (entry === undefined || entry.kind === 'file') return entry
    if (entry.kind === 'hardlink') at = plain(entry.target)
    else if (entry.kind === 'link') at = besides(at, entry.target)
    else return undefined
  }
  return undefined
}

/** `abc/layer.tar` and `../def/layer.tar` → `def/layer.tar`. */
function besides(name: string, target: string): string {
  const parts = target.startsWith('/') ? [] : name.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function tarBlobs(file: FileHandle, path: string, index: Index): Blobs {
  return {
    jumps: true,
    has: (name) => memberOf(index, name) !== undefined,
    async read(name, bytesMax) {
      const entry = memberOf(index, name)
      if (entry === undefined) return missing(name)
      if (entry.bytes > bytesMax) return large(name, bytesMax)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(entry.bytes), 0, entry.bytes, entry.offset)
      return bytesRead === entry.bytes ? ok(buffer) : fail('image-cut', `Cannot read "${name}": "${path}" ends within it`)
    },
    async *stream(name, from = 0, bytesMax = Number.MAX_SAFE_INTEGER) {
      const entry = memberOf(index, name)
      if (entry === undefined) return
      const end = entry.offset + Math.min(entry.bytes, from + bytesMax)
      let position = entry.offset + from
      while (position < end) {
        const bytes = Math.min(PIECE_BYTES, end - position)
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(bytes), 0, bytes, position)
        if (bytesRead === 0) return
        position += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    },
    close: async () => file.close(),
  }
}

/** Documents of a packed archive are kept while it is indexed: each later look costs unpacking it from its start. */
const SMALL_BYTES = 1_048_576
const SMALL_BYTES_MAX = 67_108_864

async function packedBlobs(path: string, limits: ImageLimits): Promise<Result<Blobs>> {
  const small = new Map<string, Buffer[]>()
  const { index, reader } = indexer(small)
  try {
    let bytes = 0
    for await (const piece of unpacked(path)) {
      bytes += piece.length
      if (bytes > limits.unpackedBytesMax)
        return fail('image-large', `Cannot read "${path}": unpacked it has more than ${limits.unpackedBytesMax} bytes`)
      const fault = reader.write(piece)
      if (fault !== undefined) return { ok: false, error: fault }
    }
  } catch (cause) {
    return fail('image-packed', `Cannot unpack "${path}": ${cause instanceof Error ? cause.message : 'it is broken'}`)
  }
  const fault = reader.end()
  if (fault !== undefined) return { ok: false, error: fault }
  return ok({
    jumps: false,
    has: (name) => memberOf(index, name) !== undefined,
    async read(name, bytesMax) {
      const entry = memberOf(index, name)
      if (entry === undefined) return missing(name)
      const kept = [...index].find(([, other]) => other === entry)?.[0] ?? ''
      const pieces = small.get(kept)
      return pieces === undefined || entry.bytes > bytesMax ? large(name, bytesMax) : ok(Buffer.concat(pieces))
    },
    async *stream(name, from = 0, bytesMax = Number.MAX_SAFE_INTEGER) {
      const entry = memberOf(index, name)
      if (entry === undefined) return
      const begin = entry.offset + from
      const end = entry.offset + Math.min(entry.bytes, from + bytesMax)
      let position = 0
      for await (const piece of unpacked(path)) {
        const next = position + piece.length
        if (next > begin) yield piece.subarray(Math.max(0, begin - position), Math.min(piece.length, end - position))
        position = next
        if (position >= end) return
      }
    },
    close: async () => undefined,
  })
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES })
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  file.on('error', (error) => gunzip.destroy(error))
  try {
    yield* file.pipe(gunzip) as AsyncIterable<Buffer>
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

function missing(name: string): Result<Buffer> {
  return fail('image-missing', `Cannot find "${name}" in the image`)
}

function large(name: string, bytesMax: number): Result<Buffer> {
  return fail('image-large', `Cannot read "${name}" of the image: must be at most ${bytesMax} bytes`)
}
