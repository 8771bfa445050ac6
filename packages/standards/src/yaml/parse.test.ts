import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseYaml } from './parse.ts'

const read = (text: string): unknown => {
  const parsed = parseYaml(text)
  return parsed.ok ? parsed.value : `${parsed.error.at}: ${parsed.error.message}`
}

test('every scalar is text, and of a key that stands twice the last counts', () => {
  assert.deepEqual(read('a: 1.10\nb: true\nc:\na: 2\n'), { a: '2', b: 'true', c: '' })
  assert.equal(JSON.stringify(read('__proto__: {x: 1}')), '{"__proto__":{"x":"1"}}')
})

test('a document that is not well-formed is refused with its line, not read by half', () => {
  assert.match(String(read('packages:\n  a: {version: "1"\n')), /^line 3: /)
  assert.match(String(read('a: 1\n--- \nb: 2\n')), /^line \d: /)
})

test('aliases, keys that are no text, and nesting beyond the stack are refused at once', () => {
  assert.match(String(read('a: &x 1\nb: *x\n')), /^\$: /)
  assert.equal(read('a: 1\n? [b]\n: 2\n'), 'line 2: a key is a list or a map')
  // Braces within braces are maps as keys of maps: writing 500 of them down takes minutes.
  assert.match(String(read(`${'{'.repeat(250)}a${'}'.repeat(250)}`)), /^line 1: a key/)
  assert.match(String(read(`${'{'.repeat(500)}a${'}'.repeat(500)}`)), /^\$: lists and maps lie more than 256 deep/)
  for (const unit of ['{', '[', '- ', '? ', '{a: ']) assert.match(String(read(unit.repeat(1_000_000))), /^\$: lists and maps lie/)
  // Many of them, none in another: not deep.
  assert.deepEqual(
    read('- [{a: 1}]\n'.repeat(3000)),
    Array.from({ length: 3000 }, () => [{ a: '1' }]),
  )
})
