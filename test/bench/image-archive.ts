/** An image of one layer with a package list, as `docker save` writes it: what scanners of images read packages and release from. */
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'

export async function imageArchive(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const layer = await tarOf(files)
  const diffId = `sha256:${createHash('sha256').update(layer).digest('hex')}`
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: [{ created: '2023-04-02T00:00:00Z', created_by: 'bench' }],
  })
  const name = `${createHash('sha256').update(config).digest('hex')}.json`
  const manifest = JSON.stringify([{ Config: name, RepoTags: ['bench:latest'], Layers: ['layer.tar'] }])
  return tarOf({ [name]: config, 'layer.tar': layer, 'manifest.json': manifest })
}

async function tarOf(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mtime: new Date(0) }, content)
  archive.finalize()
  return buffer(archive)
}
