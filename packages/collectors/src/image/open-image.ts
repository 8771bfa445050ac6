/** An image's layers → one file system to read from. Every layer is read once to its end, so that its digest can be checked. */
import type { Hash } from 'node:crypto'
import { fail, ok, type Failure, type Result } from '@hygie/versions/result'
import type { Blobs } from './blobs.ts'
import { checkHash, hashFor } from './digest.ts'
import type { FoundImage, LayerPlace } from './find-images.ts'
import { ImageRoot, type LayerPieces } from './image-root.ts'
import { packingOf, unpackLayer, type Packing } from './layer-stream.ts'
import { LayerTree } from './layer-tree.ts'
import type { ImageLimits } from './limits.ts'
import { tarReader, type TarEntry } from './tar-reader.ts'

export type OpenedImage = {
  readonly root: ImageRoot
  /** Of the unpacked layers, the lowest first. */
  readonly layers: readonly { readonly entries: number; readonly unpackedBytes: number }[]
  readonly notes: readonly string[]
}

/**
 * Errors  image-large, image-digest, image-missing, image-layer (broken or cut), image-layer-packing, image-encrypted
 * Cost    one read of each layer; memory grows with the number of files, not with their contents
 */
export async function openImage(blobs: Blobs, image: FoundImage, limits: ImageLimits): Promise<Result<OpenedImage>> {
  if (image.layers.length > limits.layersMax)
    return fail('image-large', `Cannot read an image of ${image.layers.length} layers: must be at most ${limits.layersMax}`)
  const tree = new LayerTree()
  const packings: Packing[] = []
  const layers: OpenedImage['layers'][number][] = []
  const left = { entries: limits.entriesMax, bytes: limits.unpackedBytesMax }
  for (const [index, place] of image.layers.entries()) {
    const layer = await scan(blobs, place, left)
    if (!layer.ok) return { ok: false, error: { ...layer.error, at: `layer ${index + 1} of ${image.layers.length}` } }
    const { entries, packing, unpackedBytes } = layer.value
    left.entries -= entries.length
    left.bytes -= unpackedBytes
    tree.apply(entries, index)
    packings.push(packing)
    layers.push({ entries: entries.length, unpackedBytes })
  }
  const { count, first } = tree.refused
  const pieces: LayerPieces = async (layer, wanted, take) =>
    readPieces(blobs, image.layers[layer]?.blob ?? '', packings[layer] ?? 'none', wanted, take)
  return ok({
    root: new ImageRoot(tree, pieces, limits.keptBytesMax),
    layers,
    notes:
      count === 0 ? [] : [`${count} members of its layers such as "${first}" were left out: they lead out of it, or to nothing`],
  })
}

type Scanned = { readonly entries: readonly TarEntry[]; readonly packing: Packing; readonly unpackedBytes: number }

async function scan(
  blobs: Blobs,
  { blob, digest, diffId }: LayerPlace,
  left: { readonly entries: number; readonly bytes: number },
): Promise<Result<Scanned>> {
  if (!blobs.has(blob)) return fail('image-missing', `Cannot find the layer "${blob}" in the image`)
  const packing = packingOf(await headOf(blobs, blob))
  if (!packing.ok) return packing
  const blobHash = digest === undefined ? undefined : hashFor(digest)
  const diffHash = blobHash === undefined && diffId !== undefined ? hashFor(diffId) : undefined
  const entries: TarEntry[] = []
  const reader = tarReader({
    entry(entry): boolean | Failure {
      if (entries.length >= left.entries) return tooLarge('files')
      entries.push(entry)
      return false
    },
  })
  let unpackedBytes = 0
  let fault: Failure | undefined
  try {
    for await (const piece of unpackLayer(blobs.stream(blob), packing.value, (packed) => blobHash?.update(packed))) {
      unpackedBytes += piece.length
      if (unpackedBytes > left.bytes) return { ok: false, error: tooLarge('bytes') }
      diffHash?.update(piece)
      fault ??= reader.write(piece)
      if (fault?.code === 'image-large') return { ok: false, error: fault }
    }
  } catch (cause) {
    // A wrong digest says more than the damage that it did.
    const changed = digest === undefined ? undefined : await checkBlob(blobs, digest, blob)
    if (changed !== undefined) return { ok: false, error: changed }
    return fail('image-layer', `Cannot unpack the layer "${blob}": ${cause instanceof Error ? cause.message : 'it is broken'}`)
  }
  const wrong = verdictOf(blobHash, digest, blob) ?? verdictOf(diffHash, diffId, blob) ?? fault ?? reader.end()
  if (wrong !== undefined) return { ok: false, error: wrong }
  return ok({ entries, packing: packing.value, unpackedBytes })
}

function tooLarge(what: 'files' | 'bytes'): Failure {
  return { code: 'image-large', message: `Cannot read the image: its layers hold more ${what} than the bound` }
}

async function checkBlob(blobs: Blobs, digest: string, blob: string): Promise<Failure | undefined> {
  const hash = hashFor(digest)
  if (hash === undefined) return undefined
  for await (const piece of blobs.stream(blob)) hash.update(piece)
  return checkHash(hash, digest, blob)
}

function verdictOf(hash: Hash | undefined, digest: string | undefined, blob: string): Failure | undefined {
  return hash === undefined || digest === undefined ? undefined : checkHash(hash, digest, blob)
}

async function headOf(blobs: Blobs, blob: string): Promise<Buffer> {
  for await (const piece of blobs.stream(blob)) return piece.subarray(0, 8)
  return Buffer.alloc(0)
}

async function readPieces(
  blobs: Blobs,
  blob: string,
  packing: Packing,
  wanted: Parameters<LayerPieces>[1],
  take: Parameters<LayerPieces>[2],
): Promise<Result<undefined>> {
  try {
    if (packing === 'none' && blobs.jumps) {
      for (const [index, { offset, bytes }] of wanted.entries())
        await take(index, await gather(blobs.stream(blob, offset, bytes)))
      return ok(undefined)
    }
    await slices(unpackLayer(blobs.stream(blob), packing), wanted, take)
    return ok(undefined)
  } catch (cause) {
    return fail('image-layer', `Cannot unpack the layer "${blob}": ${cause instanceof Error ? cause.message : 'it is broken'}`)
  }
}

/** Pieces may overlap: one file under two names is one piece, but two members may be asked for to different lengths. */
async function slices(
  stream: AsyncIterable<Buffer>,
  wanted: Parameters<LayerPieces>[1],
  take: Parameters<LayerPieces>[2],
): Promise<void> {
  let next = 0
  let position = 0
  let parts: Buffer[] = []
  let filled = 0
  for await (const piece of stream) {
    for (let piecewise = wanted[next]; piecewise !== undefined; piecewise = wanted[next]) {
      const from = piecewise.offset + filled - position
      if (from >= piece.length) break
      const part = piece.subarray(Math.max(0, from), Math.min(piece.length, from + piecewise.bytes - filled))
      parts.push(Buffer.from(part))
      filled += part.length
      if (filled < piecewise.bytes) break
      await take(next, parts.length === 1 ? (parts[0] ?? part) : Buffer.concat(parts))
      next += 1
      parts = []
      filled = 0
    }
    position += piece.length
    if (next >= wanted.length) return
  }
}

async function gather(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const piece of stream) parts.push(Buffer.from(piece)) // a copy: the piece itself would be held whole
  return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts)
}
