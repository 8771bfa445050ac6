import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { jarLines } from './jar.ts'

/** A directory of `count` entries that all lead to the same bytes: the way a small archive becomes endless. */
function repeating(name: (index: number) => string, content: Buffer, count: number): Buffer {
  const packed = deflateRawSync(content)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(content.length, 18)
  const first = Buffer.from(name(0))
  fields.writeUInt16LE(first.length, 22)
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), fields, first, packed])
  const directory = Buffer.concat(
    Array.from({ length: count }, (_, index) => {
      const own = Buffer.from(name(index))
      const named = Buffer.from(fields)
      named.writeUInt16LE(own.length, 22)
      return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), named, Buffer.alloc(14), own])
    }),
  )
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}

const POM = Buffer.from('groupId=org.example\nartifactId=a\nversion=1.0\n')
const leaf = repeating(() => 'META-INF/maven/g/a/pom.properties', POM, 1)

test('archives in archives give their own statements, three deep', async () => {
  let archive = leaf
  for (let depth = 0; depth < 3; depth += 1) archive = repeating(() => 'in.jar', archive, 1)
  assert.deepEqual(await jarLines(archive), [
    ...Array.from({ length: 3 }, () => 'inner in.jar'),
    'groupId=org.example',
    'artifactId=a',
    'version=1.0',
  ])
})

test('thousands of entries that lead to the same archive end with the budget', async () => {
  const archive = repeating((index) => `${index % 10}.jar`, leaf, 3_000)
  const lines = await jarLines(archive, 0, { bytes: leaf.length * 5, entries: 1_000 })
  assert.equal(lines.filter((line) => line.startsWith('inner')).length, 5)
  assert.equal(lines.at(-1), 'broken')
  const deep = repeating((index) => `${index % 10}.jar`, archive, 3_000)
  const few = await jarLines(deep, 0, { bytes: 1e9, entries: 100 })
  assert.ok(few.length < 1_000)
  assert.equal(few.at(-1), 'broken')
})
