import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parseJson, parseJsonBytes } from './parse.ts'

function codeOf(text: string): string {
  const read = parseJson(text)
  return read.ok ? 'ok' : read.error.code
}

test('json refuses hostile depth before the engine sees it', () => {
  assert.equal(codeOf('['.repeat(100_000)), 'json-deep')
  assert.equal(codeOf('{"a":'.repeat(100_000)), 'json-deep')
  assert.equal(codeOf(`${'['.repeat(256)}${']'.repeat(256)}`), 'ok')
  assert.equal(codeOf(`${'['.repeat(257)}${']'.repeat(257)}`), 'json-deep')
})

test('json refuses a name that stands twice, also when one is escaped', () => {
  assert.equal(codeOf('{"id":"a","id":"b"}'), 'json-duplicate')
  assert.equal(codeOf('{"id":"a","\\u0069d":"b"}'), 'json-duplicate')
  assert.equal(codeOf('{"x":[{"id":1},{"id":2}],"id":"{\\"id\\":"}'), 'ok')
  assert.equal(codeOf('{"a":"id","b":"id","c":["id","id"]}'), 'ok')
})

test('json keeps __proto__ as a plain name', () => {
  const read = parseJson('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')
  assert.ok(read.ok)
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
})

test('json refuses bytes that are not UTF-8 and takes a byte order mark', () => {
  const bad = parseJsonBytes(new Uint8Array([0x22, 0xff, 0x22]))
  assert.equal(bad.ok ? '' : bad.error.code, 'json-encoding')
  assert.ok(parseJsonBytes(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])).ok)
})

test('json refuses size and syntax as values', () => {
  assert.equal(parseJson('"aaaa"', { charsMax: 3, depthMax: 1 }).ok, false)
  for (const text of ['', '{', '"', '"\\', '{"a":1,}', 'nan', '[1 2]', '{"a" "b"}']) assert.equal(codeOf(text), 'json-syntax')
})

test('json reads what the engine writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      const read = parseJson(text)
      assert.ok(read.ok)
      assert.deepEqual(read.value, JSON.parse(text))
    }),
  )
})

test('json never throws', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', 'a', '1', ' ', '\u0000', '\uD800')
  fc.assert(fc.property(fc.array(piece), (pieces) => void parseJson(pieces.join(''))))
})
