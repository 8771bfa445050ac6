/** Archives harmed anywhere: reading ends, throws nothing, and no promise is left that rejects unheard. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { readAll } from './bytes.ts'
import { openFiles } from './files.ts'
import { tarSample, zipSample } from './samples.ts'

const root = mkdtempSync(join(tmpdir(), 'hygie-harmed-'))
after(() => rmSync(root, { recursive: true }))
mkdirSync(join(root, 'feed'))

const unheard: unknown[] = []
process.on('unhandledRejection', (cause) => unheard.push(cause))

const members = [
  { name: 'a.json', text: '{"a":1}'.repeat(50) },
  { name: 'b/c.json', text: 'x'.repeat(3000), stored: true },
]
const tar = await tarSample(members)
const inner = zipSample(members)
const samples: Readonly<Record<string, Buffer>> = {
  'x.zip': zipSample([...members, { name: 'n.tar', text: tar.toString('latin1') }]),
  'x.tar': await tarSample([{ name: 'n.zip', text: inner.toString('latin1') }, ...members]),
  'x.tar.gz': gzipSync(tar),
  'x.tar.zst': zstdCompressSync(tar),
  // {"a":1} and newline, by bzip2 and xz
  'x.json.bz2': Buffer.from('QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAogACIDZQhgEUofF3JFOFCQusZN2w==', 'base64'),
  'x.json.xz': Buffer.from('/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHeyJhIjoxfQoAvkmRQ1UE74UAASAIuxnZux+2830BAAAAAARZWg==', 'base64'),
}

for (const [name, whole] of Object.entries(samples))
  test(`${name} harmed anywhere`, async () => {
    const path = join(root, 'feed', name)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.uint8Array({ maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        async (at, bytes, cut, leave) => {
          writeFileSync(
            path,
            Buffer.concat([whole.subarray(0, at), bytes, cut ? Buffer.alloc(0) : whole.subarray(at + bytes.length)]),
          )
          for await (const file of openFiles(root, ['feed'], () => true)) {
            if ('kind' in file) continue
            if (leave) break // a reader that stops early must not hang the archive
            await readAll(file.bytes(), 1_000_000)
          }
        },
      ),
      { numRuns: 150 },
    )
    rmSync(path)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    assert.deepEqual(unheard, [])
  })
