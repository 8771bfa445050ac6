import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { readRpmHeader } from '../linux/rpm/read-header.ts'
import { readEvidence } from '../read-evidence.ts'
import { collectRootfs } from '../transports/rootfs.ts'
import { RootFolder } from './root-folder.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hygie-root-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(path: string, content: string | Uint8Array): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

test('links are followed inside the root and never lead out', () => {
  put('outside.txt', 'secret')
  put('root/etc/real', 'inside')
  put('root/var/x', 'x')
  const link = (target: string, path: string): void => symlinkSync(target, join(folder, 'root', path))
  link('/etc/real', 'absolute')
  link('../../../../../../etc/real', 'var/above')
  link('../outside.txt', 'out')
  link(join(folder, 'outside.txt'), 'host')
  link('loop-b', 'loop-a')
  link('loop-a', 'loop-b')
  link('/..', 'up')
  link('.', 'self')
  const root = new RootFolder(join(folder, 'root'))
  assert.equal(root.text('/absolute', 100), 'inside')
  assert.equal(root.text('/var/above', 100), 'inside')
  assert.equal(root.text('/self/self/self/etc/real', 100), 'inside')
  for (const path of [
    '/out',
    '/host',
    '/loop-a',
    '/up/outside.txt',
    '/../outside.txt',
    '/etc/../../outside.txt',
    '/etc/real/x',
    '/none',
  ])
    assert.equal(root.text(path, 100), undefined, path)
  assert.deepEqual(
    root.list('/up').map(({ name }) => name),
    root.list('/').map(({ name }) => name),
  )
  assert.deepEqual(root.read('/etc/real', 3), { bytes: Buffer.from('ins'), cut: true })
})

test('no path leads out of a root', () => {
  put('secret', 'secret')
  put('root/a/b', 'in')
  symlinkSync('/a', join(folder, 'root/l'))
  symlinkSync('../..', join(folder, 'root/a/m'))
  const root = new RootFolder(join(folder, 'root'))
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'l', 'm', '..', '.', 'root', 'secret', ''), { maxLength: 12 }), (parts) => {
      const real = root.resolve(parts.join('/'))
      assert.ok(real === undefined || real === join(folder, 'root') || real.startsWith(join(folder, 'root/')))
      assert.notEqual(root.text(parts.join('/'), 100), 'secret')
    }),
  )
})

/** A header as rpm keeps it: strings, and an epoch. */
function header(fields: Readonly<Record<number, string | number>>): Buffer {
  const index: Buffer[] = []
  const data: Buffer[] = []
  let offset = 0
  for (const [tag, value] of Object.entries(fields)) {
    const piece = typeof value === 'number' ? Buffer.alloc(4) : Buffer.from(`${value}\u0000`)
    if (typeof value === 'number') piece.writeUInt32BE(value)
    const entry = Buffer.alloc(16)
    entry.writeUInt32BE(Number(tag), 0)
    entry.writeUInt32BE(typeof value === 'number' ? 4 : 6, 4)
    entry.writeUInt32BE(offset, 8)
    entry.writeUInt32BE(1, 12)
    index.push(entry)
    data.push(piece)
    offset += piece.length
  }
  const head = Buffer.alloc(8)
  head.writeUInt32BE(index.length, 0)
  head.writeUInt32BE(offset, 4)
  return Buffer.concat([head, ...index, ...data])
}
const OPENSSL = header({
  1000: 'openssl-libs',
  1001: '3.0.7',
  1002: '27.el9',
  1003: 1,
  1011: 'AlmaLinux',
  1022: 'x86_64',
  1044: 'openssl-3.0.7-27.el9.src.rpm',
  5096: 'x:1:2:3',
})

test('rpm headers: fields, and refusal of what leads out', () => {
  const read = readRpmHeader(OPENSSL)
  assert.deepEqual(read, {
    ok: true,
    value: {
      name: 'openssl-libs',
      epoch: '1',
      version: '3.0.7',
      release: '27.el9',
      architecture: 'x86_64',
      sourceRpm: 'openssl-3.0.7-27.el9.src.rpm',
      modularityLabel: 'x:1:2:3',
      vendor: 'AlmaLinux',
    },
  })
  for (const blob of [Buffer.alloc(0), Buffer.alloc(8), Buffer.alloc(64, 0xff), OPENSSL.subarray(0, 40)])
    assert.equal(readRpmHeader(blob).ok, false)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (blob) => void readRpmHeader(blob)))
  fc.assert(
    fc.property(fc.nat(OPENSSL.length - 1), fc.nat(255), fc.nat(OPENSSL.length), (at, value, length) => {
      const blob = Buffer.from(OPENSSL)
      blob[at] = value
      readRpmHeader(blob.subarray(0, length))
    }),
    { numRuns: 2_000 },
  )
})

test('a root folder with an rpm database of the sqlite kind, without writing into it', async () => {
  put('etc/os-release', 'ID=almalinux\nVERSION_ID="9.4"\n')
  mkdirSync(join(folder, 'var/lib/rpm'), { recursive: true })
  const database = new DatabaseSync(join(folder, 'var/lib/rpm/rpmdb.sqlite'))
  database.exec('pragma journal_mode = wal; create table Packages (hnum integer primary key, blob blob not null)')
  database.prepare('insert into Packages values (1, ?), (2, ?)').run(OPENSSL, Buffer.from('broken'))
  database.close()
  const before = readdirSync(join(folder, 'var/lib/rpm'))
  const collected = await collectRootfs(folder, { collectedAt: '2026-11-24T10:00:00Z' })
  assert.ok(collected.ok)
  const { inventory } = readEvidence(collected.value.evidence)
  assert.deepEqual(inventory.platform.lineage, ['almalinux:9', 'rhel:9'])
  assert.deepEqual(
    inventory.software.map(({ key, source }) => [key, source?.name]),
    [['rpm:openssl-libs@1:3.0.7-27.el9:x86_64', 'openssl']],
  )
  assert.ok(inventory.unknown.some(({ why }) => typeof why === 'string' && why.includes('1 headers cannot be read')))
  assert.deepEqual(readdirSync(join(folder, 'var/lib/rpm')), before)
})

test('a broken rpm database is a blind spot, not an empty system', async () => {
  for (const file of ['Packages', 'Packages.db', 'rpmdb.sqlite']) {
    put(`var/lib/rpm/${file}`, 'this is no database, however long the text may be that stands in it')
    const broken = await collectRootfs(folder, { collectedAt: '2026-11-24T10:00:00Z' })
    assert.ok(broken.ok)
    assert.ok(broken.value.evidence.probes.some(({ probe, status }) => probe === 'linux.rpm' && status === 'failed'))
    rmSync(join(folder, `var/lib/rpm/${file}`))
  }
})

test('a distroless root: status.d, language packages, nested Java archives', async () => {
  put('usr/lib/os-release', 'ID=debian\nVERSION_ID="12"\n')
  put('var/lib/dpkg/status.d/libssl3', 'Package: libssl3\nVersion: 3.0.11-1~deb12u2\nArchitecture: amd64\nSource: openssl\n')
  put('var/lib/dpkg/status.d/libssl3.md5sums', 'aa  usr/lib/x\n')
  put('opt/app/node_modules/lodash/package.json', '{"name":"lodash","version":"4.17.4"}')
  put(
    'opt/app/lib/python3.11/site-packages/idna-3.6.dist-info/METADATA',
    'Metadata-Version: 2.1\nName: idna\nVersion: 3.6\n\nVersion: 9\n',
  )
  put(
    'opt/app/web.war',
    zip({
      'WEB-INF/lib/inner.jar': zip({
        'META-INF/maven/g/a/pom.properties': Buffer.from('version=1.0\r\ngroupId=g\r\nartifactId=a\r\n'),
      }),
    }),
  )
  put('opt/app/broken.jar', 'PK')
  symlinkSync('/etc/passwd', join(folder, 'opt/app/node_modules/evil'))
  const collected = await collectRootfs(folder, { collectedAt: '2026-11-24T10:00:00Z' })
  assert.ok(collected.ok)
  const { inventory } = readEvidence(collected.value.evidence)
  assert.deepEqual(
    inventory.software.map(({ key }) => key),
    ['deb:libssl3@3.0.11-1~deb12u2:amd64', 'maven:g:a@1.0', 'npm:lodash@4.17.4', 'pypi:idna@3.6'],
  )
  assert.equal(inventory.collectedAt, '2026-11-24T10:00:00Z')
})

test('what is no folder is refused', async () => {
  put('file', '')
  for (const path of ['file', 'none']) assert.equal((await collectRootfs(join(folder, path), { collectedAt: '' })).ok, false)
})

/** The smallest zip there can be: entries stored, one central directory. Source: APPNOTE 6.3.10. */
function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), content])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) {
    crc = (crc ^ byte) >>> 0
    for (let bit = 0; bit < 8; bit += 1) crc = crc % 2 === 1 ? ((crc >>> 1) ^ 0xedb8_8320) >>> 0 : crc >>> 1
  }
  return (crc ^ 0xffff_ffff) >>> 0
}
