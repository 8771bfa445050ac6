import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readEvidence } from '../read-evidence.ts'
import { collectRootfs } from '../transports/rootfs.ts'
import { berkeleyHeaders, ndbHeaders } from './rpm-headers.ts'

const BERKELEY = gunzipSync(readFileSync(new URL('samples/Packages.gz', import.meta.url)))
const HEADERS = berkeleyHeaders(BERKELEY)?.headers ?? []

/** A file of ndb as rpm lays it: a page of slots, then blobs in units of 16 bytes. */
function ndb(headers: readonly Buffer[]): Buffer {
  const slots = Buffer.alloc(4_096)
  slots.write('RpmP')
  slots.writeUInt32LE(1, 12)
  const blobs: Buffer[] = []
  let unit = 256
  headers.forEach((header, index) => {
    const at = 32 + 32 * index // every second slot stays free
    for (const slot of [at, at + 16]) slots.write('Slot', slot)
    slots.writeUInt32LE(index + 1, at + 4)
    slots.writeUInt32LE(unit, at + 8)
    const head = Buffer.alloc(16)
    head.write('BlbS')
    head.writeUInt32LE(index + 1, 4)
    head.writeUInt32LE(header.length, 12)
    const units = Math.ceil((28 + header.length) / 16)
    blobs.push(Buffer.concat([head, header, Buffer.alloc(units * 16 - 16 - header.length)]))
    unit += units
  })
  return Buffer.concat([slots, ...blobs])
}

test('packages of a root folder whose rpm keeps Berkeley DB or ndb', async () => {
  for (const [file, bytes] of [
    ['var/lib/rpm/Packages', BERKELEY],
    ['usr/lib/sysimage/rpm/Packages.db', ndb(HEADERS)],
  ] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'hygie-rpm-'))
    try {
      mkdirSync(join(folder, file, '..'), { recursive: true })
      writeFileSync(join(folder, file), bytes)
      const collected = await collectRootfs(folder, { collectedAt: '2026-11-24T10:00:00Z' })
      assert.ok(collected.ok)
      const { inventory } = readEvidence(collected.value.evidence)
      assert.deepEqual(
        inventory.software.map(({ key, source }) => [key, source?.name]),
        [
          ['rpm:hygie-sample-libs@1:2.3.4-5.el8_6:noarch', 'hygie-sample'],
          ['rpm:hygie-sample@1:2.3.4-5.el8_6:noarch', 'hygie-sample'],
        ],
      )
      assert.deepEqual(
        inventory.unknown.filter(({ what }) => /rpm/i.test(what)),
        [],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
})

test('what leads nowhere in a database is counted', () => {
  const broken = ndb(HEADERS)
  broken.writeUInt32LE(9_999, 40)
  assert.deepEqual([ndbHeaders(broken)?.headers.length, ndbHeaders(broken)?.refused], [1, 1])
  const cut = BERKELEY.subarray(0, 3 * 4_096)
  assert.ok((berkeleyHeaders(cut)?.headers.length ?? 0) < 2)
  for (const other of [Buffer.alloc(0), Buffer.alloc(8_192), Buffer.from('x'.repeat(8_192))])
    assert.deepEqual([ndbHeaders(other), berkeleyHeaders(other)], [undefined, undefined])
})

test('headers that overlap are not read again and again', () => {
  const shared = ndb([HEADERS[0] ?? Buffer.alloc(0), Buffer.alloc(20)])
  for (let at = 32; at + 16 < 4_096; at += 16) {
    shared.write('Slot', at)
    shared.writeUInt32LE(1, at + 4)
    shared.writeUInt32LE(256, at + 8)
  }
  const found = ndbHeaders(shared)
  assert.ok(found !== undefined && found.headers.length < 6 && found.refused > 240)
})

test('a database changed anywhere makes no reader throw or run on', () => {
  for (const whole of [BERKELEY, ndb(HEADERS)])
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (changes, end) => {
          const bytes = Buffer.from(whole)
          for (const [at, byte] of changes) bytes[at] = byte
          for (const some of [bytes, bytes.subarray(0, end)]) {
            const found = [...(ndbHeaders(some)?.headers ?? []), ...(berkeleyHeaders(some)?.headers ?? [])]
            assert.ok(found.length <= whole.length)
          }
        },
      ),
    )
})
