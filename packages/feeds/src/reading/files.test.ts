import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { readAll } from './bytes.ts'
import { openFiles, plainName } from './files.ts'
import { READING_LIMITS, type ReadingLimits } from './limits.ts'
import { tarSample, zipSample } from './samples.ts'

const root = mkdtempSync(join(tmpdir(), 'hygie-files-'))
after(() => rmSync(root, { recursive: true }))

const BZ2 = 'QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAogACIDZQhgEUofF3JFOFCQusZN2w==' // {"a":1} and newline, by bzip2
const XZ = '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAHeyJhIjoxfQoAvkmRQ1UE74UAASAIuxnZux+2830BAAAAAARZWg==' // the same, by xz

let folders = 0
/** What reading a mirror of these files gives: `path → text`, or `path ✗ code`. */
async function reading(
  files: Readonly<Record<string, string | Uint8Array>>,
  limits: ReadingLimits = READING_LIMITS,
): Promise<readonly string[]> {
  folders += 1
  const mirror = join(root, String(folders))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(mirror, path)), { recursive: true })
    writeFileSync(join(mirror, path), content)
  }
  return readingOf(mirror, limits)
}

async function readingOf(mirror: string, limits: ReadingLimits = READING_LIMITS): Promise<readonly string[]> {
  const seen: string[] = []
  for await (const file of openFiles(mirror, ['feed'], () => true, limits)) {
    if ('kind' in file) {
      seen.push(`${file.error.at} ✗ ${file.error.code}`)
      continue
    }
    const whole = await readAll(file.bytes(), 1_000_000)
    seen.push(whole.ok ? `${file.path} → ${whole.value.toString()}` : `${file.path} ✗ ${whole.error.code}`)
  }
  return seen
}

test('folders are read in order of their names, packed files unpacked', async () => {
  assert.deepEqual(
    await reading({
      'feed/b.json': 'B',
      'feed/a/z.json.gz': gzipSync('Z'),
      'feed/a/y.json.zst': zstdCompressSync('Y'),
      'feed/c.json.bz2': Buffer.from(BZ2, 'base64'),
      'feed/d.json.xz': Buffer.from(XZ, 'base64'),
      'other/e.json': 'E',
    }),
    [
      'feed/a/y.json.zst → Y',
      'feed/a/z.json.gz → Z',
      'feed/b.json → B',
      'feed/c.json.bz2 → {"a":1}\n',
      'feed/d.json.xz → {"a":1}\n',
    ],
  )
})

test('members of archives come one by one, a zip by name, a tar in its own order', async () => {
  const members = [
    { name: 'b', text: 'B' },
    { name: 'a', text: 'A', stored: true },
  ]
  const tar = await tarSample(members)
  assert.deepEqual(
    await reading({
      'feed/m.zip': zipSample(members),
      'feed/n.tar': tar,
      'feed/o.tar.gz': gzipSync(tar),
      'feed/p.tgz': gzipSync(tar),
      'feed/q.tar.zst': zstdCompressSync(tar),
    }),
    [
      'feed/m.zip!a → A',
      'feed/m.zip!b → B',
      ...['n.tar', 'o.tar.gz', 'p.tgz', 'q.tar.zst'].flatMap((name) => [`feed/${name}!b → B`, `feed/${name}!a → A`]),
    ],
  )
})

test('one archive inside another is opened, a third is left as a file', async () => {
  const inner = zipSample([{ name: 'x', text: 'X' }])
  const tar = await tarSample([{ name: 'i.zip', text: 'not a zip' }])
  assert.deepEqual(await reading({ 'feed/a.tar': await tarSample([{ name: 'b.tar', text: tar.toString('latin1') }]) }), [
    'feed/a.tar!b.tar!i.zip → not a zip',
  ])
  const packed = await tarSample([{ name: 'ok.json', text: '1' }])
  assert.deepEqual(await reading({ 'feed/o.tar': packed, 'feed/p.zip': inner }), ['feed/o.tar!ok.json → 1', 'feed/p.zip!x → X'])
})

test('names that climb out of the folder are labels only', async () => {
  assert.deepEqual(await reading({ 'feed/a.zip': zipSample([{ name: '../../etc/passwd', text: 'x' }]) }), [
    'feed/a.zip!../../etc/passwd → x',
  ])
})

test('links are not followed', async () => {
  const mirror = join(root, 'links')
  mkdirSync(join(mirror, 'feed'), { recursive: true })
  symlinkSync('/', join(mirror, 'feed/root'))
  assert.deepEqual(await readingOf(mirror), ['feed/root ✗ file-kind'])
})

test('an absent path gives nothing', async () => {
  assert.deepEqual(await readingOf(join(root, 'nowhere')), [])
})

const zip = zipSample([
  { name: 'a', text: 'A'.repeat(1000) },
  { name: 'b', text: 'B' },
])
const damaged: Readonly<Record<string, readonly [string, Uint8Array, readonly string[]]>> = {
  'empty gzip': ['x.gz', Buffer.alloc(0), ['feed/x.gz ✗ packed-damaged']],
  'cut gzip': ['x.gz', gzipSync('hello hello').subarray(0, 15), ['feed/x.gz ✗ packed-damaged']],
  'text called gzip': ['x.gz', Buffer.from('hello'), ['feed/x.gz ✗ packed-damaged']],
  'cut zstd': ['x.zst', zstdCompressSync('hello hello').subarray(0, 12), ['feed/x.zst ✗ packed-damaged']],
  'text called bzip2': ['x.bz2', Buffer.from('hello'), ['feed/x.bz2 ✗ packed-damaged']],
  'cut bzip2': ['x.bz2', Buffer.from(BZ2, 'base64').subarray(0, 30), ['feed/x.bz2 ✗ packed-damaged']],
  'text called xz': ['x.xz', Buffer.from('hello'), ['feed/x.xz ✗ packed-damaged']],
  'cut xz': ['x.xz', Buffer.from(XZ, 'base64').subarray(0, 30), ['feed/x.xz ✗ packed-damaged']],
  'text called zip': ['x.zip', Buffer.from('hello'), ['feed/x.zip offset 5 ✗ archive-damaged']],
  'empty zip file': ['x.zip', Buffer.alloc(0), ['feed/x.zip offset 0 ✗ archive-damaged']],
  'cut zip': ['x.zip', zip.subarray(0, zip.length - 30), [`feed/x.zip offset ${zip.length - 30} ✗ archive-damaged`]],
  'zip with one broken member': [
    'x.zip',
    Buffer.concat([Buffer.alloc(20), zip.subarray(20)]),
    ['feed/x.zip!a ✗ archive-damaged', 'feed/x.zip!b → B'],
  ],
  'zip that lies about a size': [
    'x.zip',
    zipSample([{ name: 'a', text: 'A'.repeat(99), statedBytes: 10 }]),
    ['feed/x.zip!a ✗ archive-damaged'],
  ],
  'text called tar': ['x.tar', Buffer.from('hello'.repeat(200)), ['feed/x.tar offset 1000 ✗ archive-damaged']],
  'empty tar': ['x.tar', Buffer.alloc(0), ['feed/x.tar offset 0 ✗ archive-damaged']],
}
for (const [what, [name, content, expected]] of Object.entries(damaged))
  test(`${what} is a rejection and the next file follows`, async () => {
    assert.deepEqual(await reading({ [`feed/${name}`]: content, 'feed/z': 'Z' }), [...expected, 'feed/z → Z'])
  })

test('a cut tar gives the members before the cut, then a rejection', async () => {
  const tar = await tarSample([
    { name: 'a', text: 'A' },
    { name: 'b', text: 'B'.repeat(5000) },
  ])
  const seen = await reading({ 'feed/x.tar.gz': gzipSync(tar.subarray(0, 2500)), 'feed/z': 'Z' })
  assert.deepEqual(seen, [
    'feed/x.tar.gz!a → A',
    'feed/x.tar.gz!b ✗ archive-damaged',
    'feed/x.tar.gz offset 2500 ✗ archive-damaged',
    'feed/z → Z',
  ])
})

test('bombs stop at the bounds: size of a member, growth, number of members', async () => {
  const small: ReadingLimits = { ...READING_LIMITS, memberBytesMax: 3000, ratioFloorBytes: 500, ratioMax: 20, countMax: 3 }
  const many = ['a', 'b', 'c', 'd'].map((name) => ({ name, text: '' }))
  assert.deepEqual(await reading({ 'feed/a.gz': gzipSync('x'.repeat(100_000)) }, small), ['feed/a.gz ✗ bytes-many'])
  assert.deepEqual(await reading({ 'feed/a.gz': gzipSync('x'.repeat(2900)) }, small), ['feed/a.gz ✗ bytes-ratio'])
  assert.deepEqual(await reading({ 'feed/a.zip': zipSample([{ name: 'm', text: 'x'.repeat(100_000) }]) }, small), [
    'feed/a.zip!m ✗ bytes-many',
  ])
  assert.deepEqual(await reading({ 'feed/a.zip': zipSample([{ name: 'm', text: 'x'.repeat(2999) }]) }, small), [
    'feed/a.zip!m ✗ bytes-ratio',
  ])
  assert.match((await reading({ 'feed/a.zip': zipSample(many) }, small))[0] ?? '', /archive-damaged/)
  assert.deepEqual((await reading({ 'feed/a.tar': await tarSample(many) }, small)).at(-1)?.slice(-17), '✗ archive-members')
})

test('plainName drops folder, archive and packing', () => {
  assert.equal(plainName('ubuntu/osv.zip!cve/x.json.gz'), 'x.json')
  assert.equal(plainName('list.gz'), 'list')
})

test('a reader that leaves a member early still gets the next one', async () => {
  const members = [
    { name: 'a', text: 'A'.repeat(600_000) },
    { name: 'b', text: 'B' },
  ]
  const tar = await tarSample(members)
  for (const [name, content] of Object.entries({ 'x.tar': tar, 'x.tar.gz': gzipSync(tar), 'x.zip': zipSample(members) })) {
    const mirror = join(root, `early-${name}`)
    mkdirSync(join(mirror, 'feed'), { recursive: true })
    writeFileSync(join(mirror, 'feed', name), content)
    const seen: string[] = []
    for await (const file of openFiles(mirror, ['feed'], () => true)) {
      if ('kind' in file) seen.push(file.error.code)
      else
        for await (const chunk of file.bytes()) {
          seen.push(Buffer.from(chunk.subarray(0, 1)).toString())
          break
        }
    }
    assert.deepEqual(seen, ['A', 'B'], name)
  }
})
