/** Archives of Docker before 1.10: `repositories` names layers, each layer its parent. Source: Docker image specification 1.0. */
import { isObject, own, type JsonObject } from '@hygie/standards/json/fields'
import { parseJsonBytes } from '@hygie/standards/json/parse'
import { fail, ok, type Result } from '@hygie/versions/result'
import type { Blobs } from './blobs.ts'
import type { FoundImage } from './find-images.ts'
import { configOf } from './image-config.ts'
import type { ImageLimits } from './limits.ts'

/** Errors: image-missing, image-large, image-manifest, those of parseJson. Such archives hold no digests to check. */
export async function legacyImages(blobs: Blobs, limits: ImageLimits): Promise<Result<readonly FoundImage[]>> {
  const repositories = await objectAt(blobs, 'repositories', limits)
  if (!repositories.ok) return repositories
  const namesOf = new Map<string, string[]>()
  for (const [name, tags] of Object.entries(repositories.value))
    for (const [tag, id] of isObject(tags) ? Object.entries(tags) : [])
      if (typeof id === 'string') namesOf.set(id, [...(namesOf.get(id) ?? []), `${name}:${tag}`])
  const found: FoundImage[] = []
  for (const [id, names] of [...namesOf].slice(0, limits.imagesMax)) {
    const image = await imageOf(blobs, id, names, limits)
    if (!image.ok) return image
    found.push(image.value)
  }
  return found.length === 0 ? fail('image-none', 'Cannot find an image: "repositories" names none') : ok(found)
}

async function imageOf(blobs: Blobs, top: string, names: readonly string[], limits: ImageLimits): Promise<Result<FoundImage>> {
  const ids: string[] = []
  let first: JsonObject | undefined
  for (let id: unknown = top; typeof id === 'string' && id !== '';) {
    if (!/^[0-9a-f]{12,64}$/.test(id) || ids.includes(id) || ids.length > limits.layersMax)
      return fail('image-manifest', `Cannot read the layers of "${names[0] ?? ''}": their parents make no chain`)
    const layer = await objectAt(blobs, `${id}/json`, limits)
    if (!layer.ok) return layer
    first ??= layer.value
    ids.push(id)
    id = own(layer.value, 'parent')
  }
  return ok({
    names,
    id: '',
    config: configOf(first ?? {}),
    layers: ids.toReversed().map((id) => ({ blob: `${id}/layer.tar` })),
    notes: ['an archive of this age holds no digests: its parts cannot be checked'],
  })
}

async function objectAt(blobs: Blobs, name: string, limits: ImageLimits): Promise<Result<JsonObject>> {
  const bytes = await blobs.read(name, limits.documentBytesMax)
  const parsed = bytes.ok ? parseJsonBytes(bytes.value) : bytes
  if (!parsed.ok) return parsed
  return isObject(parsed.value) ? ok(parsed.value) : fail('image-manifest', `Cannot read "${name}" of the image: it is no object`)
}
