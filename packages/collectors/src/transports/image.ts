/** Container images in a file or folder: `docker save`, OCI layouts. Layers are read past, nothing is unpacked or run. */
import type { ProbeRecord } from '@hygie/core/evidence/evidence'
import { ok, type Result } from '@hygie/versions/result'
import { openBlobs, type Blobs } from '../image/blobs.ts'
import { findImages, type FoundImage } from '../image/find-images.ts'
import { imageRecordName } from '../image/identity.ts'
import { imageLimits, type ImageLimits } from '../image/limits.ts'
import { openImage, type OpenedImage } from '../image/open-image.ts'
import type { Collected } from './local.ts'
import { rootRecords } from './rootfs.ts'

export type ImageOptions = { readonly collectedAt: string; readonly version?: string; readonly limits?: ImageLimits }

/**
 * One for each image of the archive.
 *
 * Errors  those of openBlobs, findImages and openImage: a part whose digest is wrong refuses the archive
 * Cost    two reads of each layer that holds what is looked for, one of the others
 */
export async function collectImages(path: string, options: ImageOptions): Promise<Result<readonly Collected[]>> {
  const limits = options.limits ?? imageLimits
  const blobs = await openBlobs(path, limits)
  if (!blobs.ok) return blobs
  try {
    const images = await findImages(blobs.value, limits)
    if (!images.ok) return images
    const all: Collected[] = []
    for (const image of images.value) {
      const collected = await collectImage(blobs.value, image, images.value.length === 1 ? path : '', options, limits)
      if (!collected.ok) return collected
      all.push(collected.value)
    }
    return ok(all)
  } finally {
    await blobs.value.close()
  }
}

async function collectImage(
  blobs: Blobs,
  image: FoundImage,
  path: string,
  options: ImageOptions,
  limits: ImageLimits,
): Promise<Result<Collected>> {
  const opened = await openImage(blobs, image, limits)
  if (!opened.ok) return opened
  const { root } = opened.value
  const probes = await root.run(rootRecords)
  if (!probes.ok) return probes
  const notes = [
    ...image.notes,
    ...opened.value.notes,
    ...(root.leftOut === 0 ? [] : [`${root.leftOut} files were not read: together they exceed what is held in memory`]),
  ]
  return ok({
    evidence: {
      format: 'hygie.evidence/1',
      collectedAt: options.collectedAt,
      collector: { name: 'hygie', version: options.version ?? '' },
      target: `image:${path === '' ? (image.names[0] ?? image.id) : path}`,
      probes: [identityRecord(image, opened.value, notes), ...probes.value],
    },
    problems: [],
  })
}

function identityRecord(image: FoundImage, { layers }: OpenedImage, notes: readonly string[]): ProbeRecord {
  const { diffIds: _diffIds, ...config } = image.config
  const output = {
    names: image.names,
    digest: image.digest ?? '',
    id: image.id,
    ...config,
    layers: image.layers.map((place, index) => ({ digest: place.digest ?? place.diffId ?? '', ...layers[index] })),
    notes,
  }
  return { probe: imageRecordName, status: 'ok', durationMs: 0, output: JSON.stringify(output) }
}
