/**
 * Which images a folder or archive holds, and of what layers each is made.
 *
 * Source: OCI image layout 1.1 (`oci-layout`, `index.json`, nested indexes); Docker image specification 1.2
 * (`manifest.json`), 1.0 (`repositories`, `<id>/json`). Where both kinds stand in one archive, as `docker save` writes
 * since version 25, the OCI layout is read and takes its names from both.
 */
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { fail, ok, type Result } from '@hygie/versions/result'
import type { Blobs } from './blobs.ts'
import { checkDigest, digestPath } from './digest.ts'
import { configOf, parseImageConfig, type ImageConfig } from './image-config.ts'
import { legacyImages } from './legacy-images.ts'
import type { ImageLimits } from './limits.ts'

export type LayerPlace = {
  /** Name of the blob among the image's files. */
  readonly blob: string
  /** Of the blob as it lies there. */
  readonly digest?: string
  /** Of the unpacked layer. */
  readonly diffId?: string
}
export type FoundImage = {
  readonly names: readonly string[]
  /** Of the manifest: what registries know it by. Absent when the archive does not keep it. */
  readonly digest?: string
  /** Of the config: what Docker calls the image's id. */
  readonly id: string
  readonly config: ImageConfig
  readonly layers: readonly LayerPlace[]
  /** What was chosen among several platforms. */
  readonly notes: readonly string[]
}

/** Errors: image-missing, image-large, image-digest, image-manifest, image-none, those of parseJson. */
export async function findImages(blobs: Blobs, limits: ImageLimits): Promise<Result<readonly FoundImage[]>> {
  const docker = blobs.has('manifest.json') ? await dockerImages(blobs, limits) : undefined
  if (blobs.has('index.json')) {
    const found = await ociImages(blobs, limits)
    if (!found.ok) return found
    if (found.value.length > 0) return ok(found.value.map((image) => withNames(image, docker?.ok === true ? docker.value : [])))
  }
  if (docker !== undefined) return docker
  if (blobs.has('repositories')) return legacyImages(blobs, limits)
  return fail('image-none', 'Cannot find an image: neither index.json with its manifests nor manifest.json is there')
}

function withNames(image: FoundImage, others: readonly FoundImage[]): FoundImage {
  const more = others.filter(({ id }) => id === image.id).flatMap(({ names }) => names)
  return more.length === 0 ? image : { ...image, names: [...new Set(more)] }
}

async function dockerImages(blobs: Blobs, limits: ImageLimits): Promise<Result<readonly FoundImage[]>> {
  const list = await document(blobs, 'manifest.json', limits)
  if (!list.ok) return list
  if (!Array.isArray(list.value)) return fail('image-manifest', 'Cannot read manifest.json: it must be a list of images')
  const found: FoundImage[] = []
  for (const item of (list.value as readonly unknown[]).slice(0, limits.imagesMax)) {
    const configName = isObject(item) ? own(item, 'Config') : undefined
    const layers = isObject(item) ? texts(own(item, 'Layers')) : []
    if (!isObject(item) || typeof configName !== 'string')
      return fail('image-manifest', 'Cannot read manifest.json: an image names no config')
    const bytes = await blobs.read(configName, limits.documentBytesMax)
    if (!bytes.ok) return bytes
    const stated = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json)?$/.exec(configName)?.[1]
    const sound = stated === undefined ? undefined : checkDigest(bytes.value, `sha256:${stated}`, configName)
    if (sound !== undefined) return { ok: false, error: sound }
    const config = parseImageConfig(bytes.value)
    if (!config.ok) return config
    const places = placesOf(layers, config.value)
    if (!places.ok) return places
    found.push({
      names: texts(own(item, 'RepoTags')),
      id: stated === undefined ? '' : `sha256:${stated}`,
      config: config.value,
      layers: places.value,
      notes: [],
    })
  }
  return found.length === 0 ? fail('image-none', 'Cannot find an image: manifest.json is an empty list') : ok(found)
}

function placesOf(layers: readonly string[], { diffIds }: ImageConfig): Result<readonly LayerPlace[]> {
  if (diffIds.length > 0 && diffIds.length !== layers.length)
    return fail('image-manifest', `Cannot read the image: ${layers.length} layers, but its config names ${diffIds.length}`)
  return ok(
    layers.map((blob, index): LayerPlace => {
      const digest = /^blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(blob)
      const diffId = diffIds[index]
      return {
        blob,
        ...(digest === null ? {} : { digest: `${digest[1] ?? ''}:${digest[2] ?? ''}` }),
        ...(diffId === undefined ? {} : { diffId }),
      }
    }),
  )
}

const MANIFESTS = new Set(['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'])
const INDEXES = new Set(['application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json'])
/** An index in an index in an index: none is deeper. */
const NESTING_MAX = 4

type Descriptor = {
  readonly mediaType: string
  readonly digest: string
  readonly names: readonly string[]
  readonly platform: string
}

async function ociImages(blobs: Blobs, limits: ImageLimits): Promise<Result<readonly FoundImage[]>> {
  const index = await document(blobs, 'index.json', limits)
  if (!index.ok) return index
  const groups = Map.groupBy(descriptorsOf(index.value), (descriptor) =>
    // Without a name of its own, a platform is one face of the image beside it.
    descriptor.names.length === 0 && descriptor.platform !== '' ? 'platforms' : `${descriptor.names.join()} ${descriptor.digest}`,
  )
  const found = new Map<string, FoundImage>()
  for (const group of [...groups.values()].slice(0, limits.imagesMax)) {
    const image = await choose(blobs, group, limits, [], 0)
    if (!image.ok) return image
    if (image.value === undefined) continue
    const key = image.value.digest ?? image.value.id
    const known = found.get(key)
    found.set(key, known === undefined ? image.value : { ...known, names: [...new Set([...known.names, ...image.value.names])] })
  }
  return ok([...found.values()])
}

const WANTED = 'linux/amd64'

/** The one for linux/amd64, else the first whose manifest is there. What is no image (attestations, charts) is passed over. */
async function choose(
  blobs: Blobs,
  among: readonly Descriptor[],
  limits: ImageLimits,
  names: readonly string[],
  depth: number,
): Promise<Result<FoundImage | undefined>> {
  const there = among.filter(({ digest }) => blobs.has(digestPath(digest)))
  const [first] = there
  const chosen = there.find(({ platform }) => platform === WANTED) ?? first
  if (chosen === undefined) {
    const [absent] = among
    return absent === undefined ? ok(undefined) : fail('image-missing', `Cannot find the manifest ${absent.digest} in the image`)
  }
  const others = among.filter((other) => other !== chosen && other.platform !== '').map(({ platform }) => platform)
  const notes =
    others.length === 0 ? [] : [`platform ${chosen.platform || 'without name'} was read, not ${[...new Set(others)].join(', ')}`]
  const read = await verified(blobs, chosen.digest, limits)
  if (!read.ok) return read
  const known = [...new Set([...names, ...chosen.names])]
  if (INDEXES.has(chosen.mediaType) || Array.isArray(own(read.value, 'manifests'))) {
    if (depth >= NESTING_MAX) return fail('image-manifest', 'Cannot read the image: its indexes are nested too deep')
    return choose(blobs, descriptorsOf(read.value), limits, known, depth + 1)
  }
  const image = await imageOf(blobs, read.value, limits)
  if (!image.ok || image.value === undefined) return image
  return ok({ ...image.value, names: known, digest: chosen.digest, notes: [...notes, ...image.value.notes] })
}

async function imageOf(blobs: Blobs, manifest: JsonObject, limits: ImageLimits): Promise<Result<FoundImage | undefined>> {
  const configAt = own(manifest, 'config')
  const layers = own(manifest, 'layers')
  const digest = isObject(configAt) ? own(configAt, 'digest') : undefined
  if (typeof digest !== 'string' || !Array.isArray(layers))
    return fail('image-manifest', 'Cannot read the manifest of an image: it names no config or no layers')
  const type = isObject(configAt) ? own(configAt, 'mediaType') : undefined
  if (typeof type === 'string' && !/image\.(?:config\.)?v1\+json$/.test(type)) return ok(undefined) // an artifact of another kind
  const config = await verified(blobs, digest, limits)
  if (!config.ok) return config
  const parsed = configOf(config.value)
  const places: LayerPlace[] = []
  for (const layer of layers.slice(0, limits.layersMax + 1) as readonly unknown[]) {
    const layerDigest = isObject(layer) ? own(layer, 'digest') : undefined
    if (typeof layerDigest !== 'string' || digestPath(layerDigest) === '')
      return fail('image-manifest', 'Cannot read the manifest of an image: a layer has no digest')
    places.push({ blob: digestPath(layerDigest), digest: layerDigest })
  }
  return ok({ names: [], id: digest, config: parsed, layers: places, notes: [] })
}

function descriptorsOf(index: unknown): readonly Descriptor[] {
  const list = isObject(index) ? own(index, 'manifests') : undefined
  if (!Array.isArray(list)) return []
  return (list as readonly unknown[]).slice(0, DESCRIPTORS_MAX).flatMap((item) => {
    if (!isObject(item)) return []
    const mediaType = own(item, 'mediaType')
    const digest = own(item, 'digest')
    const platform = own(item, 'platform')
    const annotations = own(item, 'annotations')
    const written = isObject(platform) ? `${text(own(platform, 'os'))}/${text(own(platform, 'architecture'))}` : ''
    if (typeof digest !== 'string' || digestPath(digest) === '' || written === 'unknown/unknown') return []
    if (typeof mediaType === 'string' && !MANIFESTS.has(mediaType) && !INDEXES.has(mediaType)) return []
    const names = isObject(annotations)
      ? [text(own(annotations, 'io.containerd.image.name')) || text(own(annotations, 'org.opencontainers.image.ref.name'))]
      : []
    return [{ mediaType: text(mediaType), digest, names: names.filter((name) => name !== ''), platform: written }]
  })
}

/** The largest index of a public image has some 40. */
const DESCRIPTORS_MAX = 1_000

async function verified(blobs: Blobs, digest: string, limits: ImageLimits): Promise<Result<JsonObject>> {
  const name = digestPath(digest)
  const bytes = await blobs.read(name, limits.documentBytesMax)
  if (!bytes.ok) return bytes
  const wrong = checkDigest(bytes.value, digest, name)
  if (wrong !== undefined) return { ok: false, error: wrong }
  const parsed = parseJsonBytes(bytes.value)
  if (!parsed.ok) return parsed
  return isObject(parsed.value) ? ok(parsed.value) : fail('image-manifest', `Cannot read "${name}" of the image: it is no object`)
}

async function document(blobs: Blobs, name: string, limits: ImageLimits): Promise<Result<unknown>> {
  const bytes = await blobs.read(name, limits.documentBytesMax)
  return bytes.ok ? parseJsonBytes(bytes.value) : bytes
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map((item) => item.slice(0, 1_024)) : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1_024) : ''
}
