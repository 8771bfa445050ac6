import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { buildIn, claim, everyKind, inFolder, said, suiteKey, suiteTrust, vulnerability } from './build.suite.ts'
import { applyDelta, makeDelta } from './delta.ts'
import { DELTA_TRAILER_BYTES } from './delta-file.ts'
import { generateSigningKey, trustOf } from './keys.ts'
import type { SourcedRecord } from './sourced-record.ts'

/** Records drawn from a small world, so that two draws share much. */
const names = fc.constantFrom('CVE-2024-1000', 'CVE-2024-1001', 'GHSA-a', 'DSA-1', 'é🦅')
const record: fc.Arbitrary<SourcedRecord> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('debian', 'nvd', 'osv'),
      names,
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('1', '2', '3'),
      fc.option(names, { nil: undefined }),
    )
    .map(([source, id, name, fixed, advisory]) =>
      said(source, claim(id, `deb:debian:12:${name}`, fixed, advisory === undefined ? {} : { advisory })),
    ),
  fc
    .tuple(
      fc.constantFrom('nvd', 'osv'),
      names,
      fc.array(names, { maxLength: 3 }),
      fc.option(fc.string({ unit: 'binary', maxLength: 5 }), { nil: undefined }),
    )
    .map(([source, id, aliases, title]) =>
      said(source, vulnerability(id, { aliases, ...(title === undefined ? {} : { title }) })),
    ),
  fc
    .tuple(names, fc.constantFrom(5, 7.5))
    .map(([id, score]) => said('nvd', { kind: 'score', vulnerability: id, origin: 'nvd', system: 'cvss3.1', score })),
  fc
    .tuple(names, fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([id, score]) => said('epss', { kind: 'epss', vulnerability: id, score, scoredAt: '2026-01-01' })),
  fc.constantFrom(...everyKind),
)

test('a delta gives the very bytes of the newer file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 25 }),
      fc.array(record, { maxLength: 25 }),
      fc.array(record, { maxLength: 25 }),
      async (both, older, newer) => {
        await inFolder(async (folder) => {
          const base = await buildIn(folder, [...both, ...older], 'a')
          const target = await buildIn(folder, [...both, ...newer], 'b')
          const delta = join(folder, 'delta')
          const made = await makeDelta(base.path, target.path, delta, suiteKey, suiteTrust)
          assert.ok(made.ok)
          const applied = applyDelta(base.path, delta, join(folder, 'c'), suiteTrust)
          assert.ok(applied.ok, applied.ok ? '' : applied.error.message)
          assert.ok(readFileSync(join(folder, 'c')).equals(readFileSync(target.path)))
          if (base.hash === target.hash) assert.equal(made.value.addedRows + made.value.droppedRows, 0)
        })
      },
    ),
    { numRuns: 30 },
  )
})

test('a delta applies in place, and makes one row of one row', async () => {
  await inFolder(async (folder) => {
    const base = await buildIn(folder, everyKind, 'a')
    const target = await buildIn(
      folder,
      [
        ...everyKind,
        said('debian', claim('CVE-2024-6387', 'deb:debian:12:openssh', '1:9.2p1-2+deb12u4', { advisory: 'DSA-5724-1' })),
      ],
      'b',
    )
    const delta = join(folder, 'delta')
    const made = await makeDelta(base.path, target.path, delta, suiteKey, suiteTrust)
    assert.ok(made.ok)
    // Added: the claim, its range, its statement; changed: the source's count of records.
    assert.deepEqual([made.value.addedRows, made.value.droppedRows], [4, 1])
    const applied = applyDelta(base.path, delta, base.path, suiteTrust)
    assert.ok(applied.ok && applied.value.hash === target.hash)
    assert.ok(readFileSync(base.path).equals(readFileSync(target.path)))
    const again = applyDelta(base.path, delta, base.path, suiteTrust)
    assert.ok(!again.ok && again.error.code === 'delta-other-base')
  })
})

test('a delta that was changed, cut or signed by a stranger is refused and changes nothing', async () => {
  await inFolder(async (folder) => {
    const base = await buildIn(folder, everyKind.slice(2), 'a')
    const target = await buildIn(folder, everyKind, 'b')
    const delta = join(folder, 'delta')
    assert.ok((await makeDelta(base.path, target.path, delta, suiteKey, suiteTrust)).ok)
    const bytes = readFileSync(delta)
    const before = readFileSync(base.path)
    const refused = (changed: Uint8Array): void => {
      writeFileSync(delta, changed)
      const applied = applyDelta(base.path, delta, base.path, suiteTrust)
      assert.ok(!applied.ok)
      assert.match(applied.error.code, /^delta-(?:tampered|foreign|untrusted)$/)
    }
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (offset, difference) => {
        const changed = Buffer.from(bytes)
        changed[offset] = (changed[offset] ?? 0) ^ difference
        refused(changed)
      }),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => refused(bytes.subarray(0, length))),
      { numRuns: 50 },
    )
    for (let offset = bytes.length - DELTA_TRAILER_BYTES; offset < bytes.length; offset++) {
      const changed = Buffer.from(bytes)
      changed[offset] = (changed[offset] ?? 0) ^ 1
      refused(changed)
    }
    const stranger = generateSigningKey()
    assert.ok((await makeDelta(base.path, target.path, delta, stranger, suiteTrust)).ok)
    const applied = applyDelta(base.path, delta, base.path, suiteTrust)
    assert.ok(!applied.ok && applied.error.code === 'delta-untrusted')
    assert.ok(applyDelta(base.path, delta, join(folder, 'c'), trustOf(suiteKey.publicKey, stranger.publicKey)).ok)
    assert.ok(readFileSync(base.path).equals(before))
  })
})
