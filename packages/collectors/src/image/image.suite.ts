/** Small images for tests, built the way the specifications say. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'

export type Member = {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly type?: '0' | '1' | '2' | '3' | '5' | 'x' | 'L'
  readonly target?: string
  readonly mode?: number
}

/** A ustar archive. Source: POSIX.1-2017, pax, "ustar Interchange Format". */
export function tar(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.map(block), Buffer.alloc(1_024)])
}

function block({ name, content = '', type = '0', target = '', mode = 0o644 }: Member): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(mode.toString(8).padStart(7, '0'), 100)
  header.write(bytes.length.toString(8).padStart(11, '0'), 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(target, 157)
  header.write('ustar\u000000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const CONFIG = { architecture: 'amd64', os: 'linux', created: '2026-11-24T10:00:00Z' }

/** As `docker save` wrote before version 25. */
export function dockerArchive(layers: readonly Buffer[], tags: readonly string[] = ['ward/app:1'], more: object = {}): Buffer {
  const config = Buffer.from(
    JSON.stringify({
      ...CONFIG,
      ...more,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    }),
  )
  const names = layers.map((layer, index) => `${index}${sha256(layer).slice(1)}/layer.tar`)
  const manifest = [{ Config: `${sha256(config)}.json`, RepoTags: tags, Layers: names }]
  return tar([
    ...layers.map((content, index) => ({ name: names[index] ?? '', content })),
    { name: `${sha256(config)}.json`, content: config },
    { name: 'manifest.json', content: JSON.stringify(manifest) },
  ])
}

export type Layout = ReadonlyMap<string, Buffer>
export type Face = {
  readonly layers: readonly Buffer[]
  readonly platform?: { readonly os: string; readonly architecture: string }
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** An OCI layout: one face directly in index.json, several under an index of their own. */
export function ociLayout(faces: readonly Face[], name = 'v1'): Layout {
  const files = new Map<string, Buffer>([['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')]])
  const add = (bytes: Buffer, mediaType: string): object => {
    files.set(`blobs/sha256/${sha256(bytes)}`, bytes)
    return { mediaType, digest: `sha256:${sha256(bytes)}`, size: bytes.length }
  }
  const manifests = faces.map(({ layers, platform }) => {
    const config = { ...CONFIG, ...platform, rootfs: { type: 'layers', diff_ids: [] } }
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: add(Buffer.from(JSON.stringify(config)), 'application/vnd.oci.image.config.v1+json'),
      layers: layers.map((layer) => add(layer, 'application/vnd.oci.image.layer.v1.tar')),
    }
    return { ...add(Buffer.from(JSON.stringify(manifest)), MANIFEST), ...(platform === undefined ? {} : { platform }) }
  })
  const inner = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }))
  const top = faces.length === 1 ? (manifests[0] ?? {}) : add(inner, 'application/vnd.oci.image.index.v1+json')
  const index = { schemaVersion: 2, manifests: [{ ...top, annotations: { 'org.opencontainers.image.ref.name': name } }] }
  files.set('index.json', Buffer.from(JSON.stringify(index)))
  return files
}

export function layoutTar(layout: Layout): Buffer {
  return tar([...layout].map(([name, content]) => ({ name, content })))
}

export function writeLayout(folder: string, layout: Layout): string {
  for (const [name, content] of layout) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

export const packed = {
  gzip: (layer: Buffer): Buffer => gzipSync(layer),
  zstd: (layer: Buffer): Buffer => zstdCompressSync(layer),
}
