/** Readers of binary files that machines and images bring: harmed in every way they end, throw nothing and stay bounded. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { openBlobs } from '@hygie/collectors/image/blobs'
import { findImages } from '@hygie/collectors/image/find-images'
import { dockerArchive, layoutTar, ociLayout, tar } from '@hygie/collectors/image/image.suite'
import { imageLimits } from '@hygie/collectors/image/limits'
import { openImage } from '@hygie/collectors/image/open-image'
import { jarLines } from '@hygie/collectors/rootfs/jar'
import { berkeleyHeaders, ndbHeaders } from '@hygie/collectors/rootfs/rpm-headers'
import { zipSample } from '@hygie/feeds/reading/samples'
import { harmed, harmRuns, harms } from '@hygie/versions/harm.suite'

const folder = mkdtempSync(join(tmpdir(), 'hygie-binaries-'))
after(() => rmSync(folder, { recursive: true }))

const layer = tar([
  { name: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\n' },
  { name: 'var/lib/dpkg/status', content: 'Package: a\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: amd64\n' },
])
const images = [dockerArchive([layer]), dockerArchive([layer, gzipSync(layer)]), layoutTar(ociLayout([{ layers: [layer] }]))]

test('images harmed in every way', async () => {
  const path = join(folder, 'image.tar')
  await fc.assert(
    fc.asyncProperty(fc.nat(images.length - 1), harms(2), async (index, harm) => {
      writeFileSync(path, harmed(images[index] ?? assert.fail(), harm))
      const blobs = await openBlobs(path, imageLimits)
      if (!blobs.ok) return
      try {
        const found = await findImages(blobs.value, imageLimits)
        if (found.ok) for (const image of found.value.slice(0, 3)) await openImage(blobs.value, image, imageLimits)
      } finally {
        await blobs.value.close()
      }
    }),
    harmRuns(150),
  )
})

test('Java archives harmed in every way', async () => {
  const inner = zipSample([{ name: 'META-INF/maven/g/a/pom.properties', text: 'groupId=g\nartifactId=a\nversion=1\n' }])
  const jar = zipSample([
    { name: 'META-INF/MANIFEST.MF', text: 'Manifest-Version: 1.0\n' },
    { name: 'WEB-INF/lib/a.jar', text: inner.toString('latin1') },
  ])
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('inner', 'jar'), harms(2), async (which, harm) => {
      const bytes = harmed(which === 'jar' ? jar : inner, harm)
      assert.ok((await jarLines(Buffer.from(bytes))).length <= bytes.length + 1)
    }),
    harmRuns(200),
  )
})

test('rpm databases of any bytes', () => {
  const page = Buffer.alloc(16_384)
  page.write('RpmP', 0, 'latin1')
  const tree = Buffer.alloc(16_384)
  tree.writeUInt32LE(0x061561, 12)
  tree.writeUInt32LE(4_096, 20)
  tree.writeUInt32LE(4, 32)
  fc.assert(
    fc.property(
      fc.constantFrom(page, tree),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 40 }),
      fc.nat(16_384),
      (base, edits, length) => {
        const bytes = Buffer.from(base)
        for (const [at, value] of edits) bytes[at] = value
        for (const read of [ndbHeaders, berkeleyHeaders]) {
          const found = read(bytes.subarray(0, length))
          assert.ok((found?.headers.length ?? 0) + (found?.refused ?? 0) <= bytes.length)
        }
      },
    ),
    harmRuns(2_000),
  )
})
