import { test } from 'node:test'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { buildIn, everyKind, inFolder, suiteKey, suiteTrust } from './build.suite.ts'
import { generateSigningKey, loadOwnKey, loadTrust, parsePublicKey, publicPem, trustKey, trustOf } from './keys.ts'
import { openKnowledge, verifyKnowledge } from './open.ts'
import { SEAL_BYTES, sealOf } from './seal.ts'
import { SCHEMA } from './tables.ts'

function codeOf(path: string, trust = suiteTrust): string {
  const opened = openKnowledge(path, trust)
  if (!opened.ok) return opened.error.code
  opened.value.close()
  return 'ok'
}

test('any changed byte is refused', async () => {
  await inFolder(async (folder) => {
    const bytes = readFileSync((await buildIn(folder, everyKind)).path)
    const path = join(folder, 'changed.hygie')
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (offset, difference) => {
        const changed = Buffer.from(bytes)
        changed[offset] = (changed[offset] ?? 0) ^ difference
        writeFileSync(path, changed)
        const code = codeOf(path)
        assert.ok(['knowledge-tampered', 'knowledge-foreign', 'knowledge-truncated'].includes(code), `${offset}: ${code}`)
      }),
      { numRuns: 300 },
    )
    // Every byte of the seal, reserved ones included.
    for (let offset = bytes.length - SEAL_BYTES; offset < bytes.length; offset++) {
      const changed = Buffer.from(bytes)
      changed[offset] = (changed[offset] ?? 0) ^ 1
      writeFileSync(path, changed)
      assert.notEqual(codeOf(path), 'ok', `byte ${offset} of ${bytes.length}`)
    }
  })
})

test('a file cut at any place is refused, and so is one with more behind', async () => {
  await inFolder(async (folder) => {
    const bytes = readFileSync((await buildIn(folder, everyKind)).path)
    const path = join(folder, 'cut.hygie')
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        writeFileSync(path, bytes.subarray(0, length))
        assert.notEqual(codeOf(path), 'ok')
      }),
      { numRuns: 100 },
    )
    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(1)]))
    assert.equal(codeOf(path), 'knowledge-foreign')
    writeFileSync(path, Buffer.concat([Buffer.alloc(8192), bytes]))
    assert.equal(codeOf(path), 'knowledge-truncated')
  })
})

test('a change after the first opening is seen, whatever its date says', async () => {
  await inFolder(async (folder) => {
    const { path } = await buildIn(folder, everyKind)
    assert.equal(codeOf(path), 'ok')
    assert.ok(existsSync(`${path}.verified`))
    const { atime, mtime } = statSync(path)
    const bytes = readFileSync(path)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(path, bytes)
    utimesSync(path, atime, mtime)
    assert.equal(codeOf(path), 'knowledge-tampered')
  })
})

test('an unknown signer is refused until trusted', async () => {
  await inFolder(async (folder) => {
    const { path } = await buildIn(folder, everyKind)
    const keys = join(folder, 'keys')
    const own = loadOwnKey(keys)
    assert.ok(own.ok)
    const before = loadTrust(keys)
    assert.ok(before.ok)
    assert.equal(codeOf(path, before.value), 'knowledge-untrusted')
    assert.ok(trustKey(keys, 'region', publicPem(suiteKey.publicKey)).ok)
    const after = loadTrust(keys)
    assert.ok(after.ok)
    assert.deepEqual([...after.value.keys.values()], ['own', 'region'])
    assert.equal(codeOf(path, after.value), 'ok')
  })
})

test('a newer or older schema is refused with what to do', async () => {
  await inFolder(async (folder) => {
    const { path, hash } = await buildIn(folder, everyKind)
    const pages = readFileSync(path).subarray(0, -SEAL_BYTES)
    for (const [schema, code] of [
      [99, 'knowledge-newer'],
      [0, 'knowledge-older'],
    ] as const) {
      writeFileSync(path, Buffer.concat([pages, sealOf(pages.length, Buffer.from(hash, 'hex'), schema, suiteKey)]))
      assert.equal(codeOf(path), code)
    }
  })
})

test('foreign files, folders and absent paths are refused by name', async () => {
  await inFolder((folder) => {
    assert.equal(codeOf(join(folder, 'absent')), 'knowledge-absent')
    assert.equal(codeOf(folder), 'knowledge-foreign')
    for (const content of ['', 'x', 'SQLite format 3\0', 'y'.repeat(10_000)]) {
      writeFileSync(join(folder, 'foreign'), content)
      assert.equal(codeOf(join(folder, 'foreign')), 'knowledge-foreign')
    }
    // Well signed, but not SQLite: the pages are not ours.
    const pages = Buffer.alloc(8192, 1)
    const path = join(folder, 'signed')
    const hash = createHash('sha256').update(pages).digest()
    writeFileSync(path, Buffer.concat([pages, sealOf(pages.length, hash, SCHEMA, suiteKey)]))
    assert.equal(codeOf(path), 'knowledge-broken')
  })
})

test('verify checks all of it and opening leaves the file alone', async () => {
  await inFolder(async (folder) => {
    const { path, hash } = await buildIn(folder, everyKind)
    const before = readFileSync(path)
    const verified = verifyKnowledge(path, suiteTrust)
    assert.ok(verified.ok)
    assert.equal(verified.value.hash, hash)
    assert.ok(readFileSync(path).equals(before))
  })
})

test('paths with odd characters open', async () => {
  await inFolder(async (folder) => {
    const odd = join(folder, 'a b?mode=rwc#é%20')
    mkdirSync(odd)
    const { path } = await buildIn(odd, everyKind, 'k&n?.hygie')
    assert.equal(codeOf(path), 'ok')
  })
})

test('keys: own key is private and stays, other kinds are refused', async () => {
  await inFolder((folder) => {
    const first = loadOwnKey(folder)
    const second = loadOwnKey(folder)
    assert.ok(first.ok && second.ok)
    assert.equal(first.value.publicKey, second.value.publicKey)
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(folder, 'own.pem')).mode & 0o777, 0o600)
      chmodSync(join(folder, 'own.pem'), 0o644)
      assert.ok(loadOwnKey(folder).ok)
      assert.equal(statSync(join(folder, 'own.pem')).mode & 0o777, 0o600)
    }
    assert.equal(trustKey(folder, '../evil', publicPem(first.value.publicKey)).ok, false)
    const own = parsePublicKey(readFileSync(join(folder, 'own.pem'), 'utf8'))
    assert.ok(!own.ok && own.error.code === 'key-private')
    assert.equal(parsePublicKey('nonsense').ok, false)
    writeFileSync(join(folder, 'own.pem'), 'nonsense')
    assert.equal(loadOwnKey(folder).ok, false)
    assert.equal(trustOf(generateSigningKey().publicKey).keys.size, 1)
  })
})
