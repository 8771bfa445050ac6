/** Archives made to do harm: bombs of every packing, names that stand twice or climb, links, devices, headers that lie about sizes. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { pack, type Header } from 'tar-stream'
import { readAll } from './bytes.ts'
import { openFiles } from './files.ts'
import { READING_LIMITS, type ReadingLimits } from './limits.ts'
import { tarSample, zipSample } from './samples.ts'

const mirror = mkdtempSync(join(tmpdir(), 'hygie-archives-'))
after(() => rmSync(mirror, { recursive: true }))
mkdirSync(join(mirror, 'feed'))

/** 400,000 zeros by `xz -9e -C crc32` and 4,000,000 by `bzip2 -9`. */
const XZ =
  '/Td6WFoAAAFpIt42AgAhARwAAAAQz1jM5hp/AH5dAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcRiZOkYAAAAAAHE9WV4AAZYBgLUYAKoa3Zk+MA2LAgAAAAABWVo='
const BZ2 = 'QlpoOTFBWSZTWf5U2/MAHqNEAMAAEAAACCAAMMwJqmmipIbUKkh4u5IpwoSH8qbfmA=='
const SMALL: ReadingLimits = { ...READING_LIMITS, memberBytesMax: 50_000, ratioFloorBytes: 20_000, ratioMax: 20 }

/** What reading this one file gives: `name → text`, or `name ✗ code`. */
async function reading(name: string, content: Uint8Array, limits: ReadingLimits = READING_LIMITS): Promise<readonly string[]> {
  const path = join(mirror, 'feed', name)
  writeFileSync(path, content)
  const seen: string[] = []
  for await (const file of openFiles(mirror, ['feed'], () => true, limits)) {
    if ('kind' in file) {
      seen.push(`✗ ${file.error.code}`)
      continue
    }
    const whole = await readAll(file.bytes(), 1_000_000)
    seen.push(`${file.path.slice(`feed/${name}`.length)} ${whole.ok ? `→ ${whole.value.toString()}` : `✗ ${whole.error.code}`}`)
  }
  rmSync(path)
  return seen
}

const zeros = Buffer.alloc(4_000_000)
for (const [name, content] of [
  ['x.json.gz', gzipSync(zeros)],
  ['x.json.zst', zstdCompressSync(zeros)],
  ['x.json.bz2', Buffer.from(BZ2, 'base64')],
  ['x.json.xz', Buffer.from(XZ, 'base64')],
] as const) {
  test(`a bomb in ${name} stops at the size of a member`, async () => {
    assert.deepEqual(await reading(name, content, { ...SMALL, ratioFloorBytes: 1e9 }), [' ✗ bytes-many'])
  })
  test(`a bomb in ${name} stops where it grows too much`, async () => {
    assert.deepEqual(await reading(name, content, { ...SMALL, memberBytesMax: 1e9 }), [' ✗ bytes-ratio'])
  })
}

test('packed in packed is unpacked once: no chain of bombs', async () => {
  const inner = gzipSync(gzipSync(zeros))
  assert.deepEqual(await reading('x.gz', inner, { ...SMALL, memberBytesMax: 100_000, ratioMax: 1e6 }), [
    ` → ${gzipSync(zeros).toString()}`,
  ])
})

test('a name that stands twice gives both members, in their order', async () => {
  const members = [
    { name: 'a', text: '1' },
    { name: 'a', text: '2' },
  ]
  assert.deepEqual(await reading('x.zip', zipSample(members)), ['!a → 1', '!a → 2'])
  assert.deepEqual(await reading('x.tar', await tarSample(members)), ['!a → 1', '!a → 2'])
})

test('links and devices in a tar are passed over, and nothing is read through them', async () => {
  const archive = await tar([
    [{ name: 'passwd', type: 'symlink', linkname: '/etc/passwd' }, ''],
    [{ name: 'shadow', type: 'link', linkname: '../../../../etc/shadow' }, ''],
    [{ name: 'null', type: 'character-device', devmajor: 1, devminor: 3 }, ''],
    [{ name: 'fifo', type: 'fifo' }, ''],
    [{ name: '../../climbs', type: 'file' }, 'x'],
    [{ name: '/rooted', type: 'file' }, 'y'],
  ])
  assert.deepEqual(await reading('x.tar', archive), ['!../../climbs → x', '!/rooted → y'])
})

test('a tar whose extended header lies about a size ends, and gives no more than it holds', async () => {
  for (const size of ['-1', '-9999999999', 'x', '1e9', '9'.repeat(400), '0', '4000', 'NaN']) {
    const archive = await tar([
      [{ name: 'a', type: 'file', pax: { size } }, 'A'],
      [{ name: 'b', type: 'file' }, 'B'],
    ])
    const seen = await reading('x.tar', archive)
    assert.ok(seen.length <= 4 && seen.join('').length < 10_000, `${size}: ${seen.join(' ').slice(0, 200)}`)
  }
})

test('a tar whose header announces more than any file has is refused before it is read', async () => {
  const archive = await tarSample([{ name: 'a', text: 'A' }])
  for (const size of [
    '77777777777',
    '\x80\0\0\0\0\0\xff\xff\xff\xff\xff\xff',
    '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xf0',
  ]) {
    const harmed = Buffer.from(archive)
    harmed.write(size.padEnd(12, '\0'), 124, 'latin1')
    harmed.write('        ', 148, 'latin1')
    const sum = harmed.subarray(0, 512).reduce((total, byte) => total + byte, 0)
    harmed.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    const seen = await reading('x.tar', harmed)
    assert.ok(seen.length > 0 && seen.every((line) => line.includes('✗')), `${JSON.stringify(size)}: ${seen.join(' ')}`)
  }
})

test('a zip whose members lie over each other, or out of the file, gives no more than its bounds', async () => {
  const archive = zipSample([
    { name: 'a', text: 'A'.repeat(3_000) },
    { name: 'b', text: 'B'.repeat(3_000) },
  ])
  const directory = archive.readUInt32LE(archive.length - 6)
  const overlapping = Buffer.from(archive)
  const second = directory + 46 + 1
  overlapping.writeUInt32LE(0, second + 42) // b begins where a does
  const seen = await reading('x.zip', overlapping)
  assert.deepEqual(seen[0], `!a → ${'A'.repeat(3_000)}`)
  assert.equal(seen.length, 2)
  assert.match(seen[1] ?? '', /^!b ✗ /, 'the bytes of another member under its name')
  const outside = Buffer.from(archive)
  outside.writeUInt32LE(0xfffffff0, second + 42)
  assert.deepEqual(
    (await reading('x.zip', outside)).map((line) => line.slice(0, 20)),
    ['!a → AAAAAAAAAAAAAAA', '!b ✗ archive-damaged'],
  )
})

async function tar(entries: readonly (readonly [Partial<Header> & { readonly name: string }, string])[]): Promise<Buffer> {
  const packing = pack()
  for (const [header, text] of entries) packing.entry({ ...header }, text)
  packing.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of packing) chunks.push(chunk as Uint8Array) // bytes were put in
  return Buffer.concat(chunks)
}
