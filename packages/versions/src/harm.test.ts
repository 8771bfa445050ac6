import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { harmed, harms } from './harm.suite.ts'

const text = `{\n"a": 12,\n"at": "2024-01-02T03:04:05Z",\n"é": "b"\n}\n`

test('every kind of harm changes a document, and all stay bounded', () => {
  const content = new TextEncoder().encode(text)
  const changing = new Set<string>()
  for (const harm of fc.sample(harms(1), { numRuns: 600, seed: 1 })) {
    const after = harmed(content, harm)
    assert.ok(after.length < 200_000)
    if (!Buffer.from(after).equals(content)) changing.add(harm[0]?.kind ?? '')
  }
  assert.equal(changing.size, 15)
  assert.equal(new TextDecoder().decode(content), text, 'the document itself stays as it is')
})
