import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { jsonDocument, jsonEntries, type JsonEntryOptions } from './json.ts'
import { bytesOf } from './samples.ts'

/** Each entry as `path=json`, each rejection as `code at`. */
async function entries(text: string | Uint8Array, options: Partial<JsonEntryOptions>, chunk = 7): Promise<readonly string[]> {
  const seen: string[] = []
  for await (const item of jsonEntries(bytesOf(text, chunk), { depth: 1, entryBytesMax: 1000, ...options }))
    seen.push(
      item.kind === 'entry' ? `${item.path.join('/')}=${JSON.stringify(item.value)}` : `${item.error.code} ${item.error.at}`,
    )
  return seen
}

const cases: readonly (readonly [string, string, Partial<JsonEntryOptions>, readonly string[]])[] = [
  ['entries of a list', '[1, {"a": "}"} ,"x"]', {}, ['0=1', '1={"a":"}"}', '2="x"']],
  ['entries of an object', '{"a":{"b":[1]},"c\\"d":null}', {}, ['a={"b":[1]}', 'c"d=null']],
  ['two levels', '{"p":{"x":{"k":1},"y":2},"q":{}}', { depth: 2 }, ['p/x={"k":1}', 'p/y=2']],
  ['a path', '{"a":[[[9]]],"v":[{"i":1},{"i":2}],"z":"\\\\\\""}', { path: ['v'] }, ['v/0={"i":1}', 'v/1={"i":2}']],
  [
    'a path with its siblings',
    '{"at":"2026","v":[1],"n":{"m":[2]}}',
    { path: ['v'], siblings: true },
    ['at="2026"', 'v/0=1', 'n={"m":[2]}'],
  ],
  ['two levels of path', '{"a":{"b":[1],"c":3}}', { path: ['a', 'b'] }, ['a/b/0=1']],
  ['null in place of the list', '{"packages":null}', { path: ['packages'] }, []],
  ['a mark at the start', '\ufeff[1]', {}, ['0=1']],
  ['an absent path', '{"w":[1]}', { path: ['v'] }, ['json-shape offset 9']],
  ['text in place of a container', '{"p":"x","q":{"y":1}}', { depth: 2 }, ['json-shape offset 5 p', 'q/y=1']],
  ['a broken entry', '[1,{"a":tru},2]', {}, ['0=1', 'json-syntax offset 3 1', '2=2']],
  ['a cut document', '{"a":1,"b":{"c"', {}, ['a=1', 'json-cut offset 15']],
  ['nothing', '', {}, ['json-cut offset 0']],
  ['a lone number', '42', {}, ['json-cut offset 2']],
  ['two documents', '[1][2]', {}, ['0=1', 'json-syntax offset 3']],
  ['no JSON', '<html>', {}, ['json-cut offset 6']],
  ['mismatched ends', '[1}', {}, ['0=1', 'json-syntax offset 2']],
  ['an entry above the bound', `[1,"${'x'.repeat(2000)}",3]`, {}, ['0=1', 'json-large offset 3 1', '2=3']],
  ['an entry too deep', `[${'['.repeat(300)}${']'.repeat(300)},3]`, {}, ['json-deep offset 1 0', '1=3']],
]
for (const [what, text, options, expected] of cases)
  test(`json entries: ${what}`, async () => {
    for (const chunk of [1, 7, 4096]) assert.deepEqual(await entries(text, options, chunk), expected, `chunks of ${chunk}`)
  })

test('json entries: bytes that are not UTF-8 reject their entry', async () => {
  assert.deepEqual(await entries(Buffer.from('["\xff",1]', 'latin1'), {}), ['json-encoding offset 1 0', '1=1'])
})

test('json entries agree with JSON.parse for any document and any cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (document, chunk, spaced) => {
        const text = JSON.stringify(document, undefined, spaced ? 2 : 0)
        const seen: [string, unknown][] = []
        for await (const item of jsonEntries(bytesOf(text, chunk), { depth: 1, entryBytesMax: 100_000 })) {
          assert.equal(item.kind, 'entry')
          if (item.kind === 'entry') seen.push([item.path[0] ?? '', item.value])
        }
        assert.deepEqual(seen, Object.entries(JSON.parse(text) as object))
      },
    ),
    { numRuns: 300 },
  )
})

test('json entries never throw and always end', async () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', '1', 'x', ' ', '\u00e9')
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 0, max: 2 }), async (pieces, depth) => {
      await entries(pieces.join(''), { depth: depth + 1, path: depth === 2 ? ['x'] : [] })
    }),
    { numRuns: 500 },
  )
})

test('json document: bounds, encoding and syntax are errors', async () => {
  const code = async (text: string | Uint8Array, max = 100): Promise<string> => {
    const read = await jsonDocument(bytesOf(text), max)
    return read.ok ? JSON.stringify(read.value) : read.error.code
  }
  assert.equal(await code('\ufeff{"a":1}'), '{"a":1}')
  assert.equal(await code('{"a":1}', 3), 'bytes-many')
  assert.equal(await code(Buffer.from([0x22, 0xff, 0x22])), 'json-encoding')
  assert.equal(await code(''), 'json-syntax')
})
