import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parseEvidence, unpack } from './parse-evidence.ts'
import { readEvidence } from './read-evidence.ts'

const document = (more: object = {}): object => ({
  format: 'hygie.evidence/1',
  collectedAt: '2026-11-24T10:00:00Z',
  collector: { name: 'hygie', version: '0.1.0' },
  target: 'ssh:pacs01',
  probes: [{ probe: 'linux.kernel', status: 'ok', durationMs: 3, output: '=run uname -r\n|6.1.0-21-amd64\n\n=exit 0\n' }],
  ...more,
})
const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const codeOf = (input: Uint8Array): string => {
  const parsed = parseEvidence(input)
  return parsed.ok ? 'ok' : parsed.error.code
}

test('evidence as JSON, with a mark of byte order, and gzipped', () => {
  for (const input of [
    bytes(document()),
    Buffer.concat([Buffer.from('\u{feff}'), bytes(document())]),
    gzipSync(bytes(document())),
  ]) {
    const parsed = parseEvidence(input)
    assert.ok(parsed.ok)
    assert.equal(readEvidence(parsed.value.evidence).inventory.runningKernel, '6.1.0-21-amd64')
  }
})

test('evidence that is refused says why', () => {
  const many = Array.from({ length: 257 }, (_value, index) => ({ probe: `p${index}`, status: 'ok', durationMs: 0 }))
  assert.deepEqual(
    [
      codeOf(bytes(document({ format: 'hygie.evidence/2' }))),
      codeOf(bytes(document({ format: 'other' }))),
      codeOf(bytes(document({ probes: {} }))),
      codeOf(bytes(document({ probes: many }))),
      codeOf(bytes(document({ collectedAt: 'yesterday' }))),
      codeOf(Buffer.from('{"format": "hygie.evidence/1", "format": "x"}')),
      codeOf(Buffer.from('{')),
      codeOf(Buffer.from('hello')),
      codeOf(new Uint8Array()),
      codeOf(gzipSync(bytes(document())).subarray(0, 40)),
    ],
    [
      'evidence-newer',
      'evidence-format',
      'evidence-format',
      'evidence-probes',
      'evidence-format',
      'json-duplicate',
      'json-syntax',
      'evidence-format',
      'evidence-format',
      'evidence-gzip',
    ],
  )
})

test('evidence that unpacks beyond its bound is refused before it fills memory', () => {
  const bomb = gzipSync(Buffer.alloc(65 * 1_048_576, 0x20))
  assert.ok(bomb.length < 100_000)
  assert.equal(codeOf(bomb), 'evidence-large')
  assert.ok(unpack(gzipSync(Buffer.alloc(1_000)), 1_000).ok)
})

test('a broken probe rejects itself, an unknown one is kept and noted', () => {
  const parsed = parseEvidence(
    bytes(
      document({
        probes: [
          { probe: 'windows.updates', status: 'ok', durationMs: 1, output: 'kept' },
          { probe: 'linux.dpkg', status: 'fine', durationMs: 1 },
          { probe: 'linux.dpkg', status: 'ok', durationMs: 1, output: 7 },
          { probe: 'linux.accounts', status: 'denied', durationMs: -1 },
          null,
        ],
      }),
    ),
  )
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.value.evidence.probes, [
    { probe: 'windows.updates', status: 'ok', durationMs: 1, output: 'kept' },
    { probe: 'linux.accounts', status: 'denied', durationMs: 0 },
  ])
  assert.equal(parsed.value.problems.length, 3)
  const { inventory, problems } = readEvidence(parsed.value.evidence)
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['probe-unknown'],
  )
  assert.ok(inventory.unknown.some(({ why }) => why === 'needs root'))
})

test('evidence never throws, whatever comes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (input) => void parseEvidence(input)))
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom('probes', 'collector', 'collectedAt', 'target'), (json, key) => {
      const parsed = parseEvidence(bytes(document({ [key]: JSON.parse(json) as unknown })))
      if (parsed.ok) readEvidence(parsed.value.evidence)
    }),
  )
})
