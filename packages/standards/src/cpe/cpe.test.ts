import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { hasWildcard, literalOf, readComponent } from './component.ts'
import { buildCpe, CPE_ATTRIBUTES, parseCpe, printCpe, printCpeUri } from './cpe.ts'
import type { Cpe } from './cpe.ts'
import { attributeRelation, cpeRelation, isCpeDisjoint, isCpeSubset, isCpeSuperset } from './match.ts'

function read(text: string): Cpe {
  const cpe = parseCpe(text)
  assert.ok(cpe.ok, cpe.ok ? '' : cpe.error.message)
  return cpe.value
}

const READ: readonly (readonly [text: string, formatted: string, uri: string])[] = [
  [
    'cpe:2.3:a:Apache:http_server:2.4.49:*:*:*:*:*:*:*',
    'cpe:2.3:a:apache:http_server:2.4.49:*:*:*:*:*:*:*',
    'cpe:/a:apache:http_server:2.4.49',
  ],
  [
    'cpe:/o:microsoft:windows_10:-::~~~~x64~',
    'cpe:2.3:o:microsoft:windows_10:-:*:*:*:*:*:x64:*',
    'cpe:/o:microsoft:windows_10:-::~~~~x64~',
  ],
  ['cpe:2.3:a:a\\:b:c\\.d\\-e:\\*:*:*:*:*:*:*:*', 'cpe:2.3:a:a\\:b:c.d-e:\\*:*:*:*:*:*:*:*', 'cpe:/a:a%3ab:c.d-e:%2a'],
  ['cpe:2.3:a:foo$bar:x:1:*:*:*:*:*:*:*', 'cpe:2.3:a:foo\\$bar:x:1:*:*:*:*:*:*:*', 'cpe:/a:foo%24bar:x:1'],
  ['cpe:2.3:*:*:*:*:*:*:*:*:*:*:*', 'cpe:2.3:*:*:*:*:*:*:*:*:*:*:*', 'cpe:/'],
  ['cpe:/a:x:y~z', 'cpe:2.3:a:x:y\\~z:*:*:*:*:*:*:*:*', 'cpe:/a:x:y%7ez'],
]
for (const [text, formatted, uri] of READ) {
  test(`cpe ${text}`, () => {
    assert.equal(printCpe(read(text)), formatted)
    assert.equal(printCpeUri(read(text)), uri)
    assert.deepEqual(read(uri), read(formatted))
  })
}

const REFUSED = [
  '',
  'cpe:2.3:',
  'cpe:2.3:a:b:c:1:*:*:*:*:*:*', // ten values
  'cpe:2.3:a:b:c:1:*:*:*:*:*:*:*:*', // twelve
  'cpe:2.3:a::c:1:*:*:*:*:*:*:*',
  'cpe:2.3:x:b:c:1:*:*:*:*:*:*:*',
  'cpe:2.3:a:b:c:1.*.2:*:*:*:*:*:*:*',
  'cpe:2.3:a:b:c:**:*:*:*:*:*:*:*',
  'cpe:2.3:a:b:c:*?:*:*:*:*:*:*:*',
  'cpe:2.3:a:b:c:\\-:*:*:*:*:*:*:*', // would be read back as NA
  'cpe:2.3:a:b:c d:1:*:*:*:*:*:*:*',
  'cpe:2.3:a:b:\u212A:1:*:*:*:*:*:*:*', // the Kelvin sign, whose lowercase is an ASCII k
  'cpe:2.3:a:b:c:1:*:*:*:*:*:*:\\',
  'cpe:/a:b:c:d:e:f:g:h',
  'cpe:/a:%99',
  'cpe:/a:b%2',
  'cpe:/a:%02',
  'cpe:/a:b:*',
  'cpe:/a:b:c:1::~x~y',
  'cpe:2.3:a:b:c:1:*:*:*:*:*:*:' + 'x'.repeat(3000),
]
for (const text of REFUSED) test(`cpe refuses "${text.slice(0, 80)}"`, () => assert.equal(parseCpe(text).ok, false))

const RELATIONS: readonly (readonly [source: string, target: string, relation: string])[] = [
  ['*o*', 'a\\:b\\:o', 'superset'],
  ['*x*', 'a\\:b', 'disjoint'],
  ['?b', '\\:b', 'superset'], // a quoted character is one character
  ['?', '\\:', 'superset'],
  ['??', 'a', 'disjoint'],
  ['ab*', 'ab', 'superset'],
  ['*ab', 'b', 'disjoint'],
  ['a?', 'ab*', 'undefined'],
  ['*', 'ab*', 'undefined'],
  ['*\\:', 'a\\:', 'superset'],
  ['a*', 'b', 'disjoint'],
]
for (const [source, target, relation] of RELATIONS) {
  test(`cpe ${source} is ${relation} of ${target}`, () => assert.equal(attributeRelation(source, target), relation))
}

test('cpe relation of names is the narrowest that holds', () => {
  const windows = read('cpe:2.3:o:microsoft:windows_*:*:*:*:*:*:*:*:*')
  const seven = read('cpe:2.3:o:microsoft:windows_7:-:*:*:*:*:*:x64:*')
  const linux = read('cpe:2.3:o:linux:*:*:*:*:*:*:*:*:*')
  assert.equal(cpeRelation(windows, seven), 'superset')
  assert.equal(cpeRelation(seven, windows), 'undefined')
  assert.equal(cpeRelation(seven, seven), 'equal')
  assert.equal(cpeRelation(linux, seven), 'disjoint')
  assert.equal(cpeRelation(seven, read('cpe:2.3:o:*:*:*:*:*:*:*:*:*:*')), 'subset')
})

test('cpe literal is the plain text, and there is none for any, NA and wildcards', () => {
  assert.equal(literalOf('1\\:2.3\\+b'), '1:2.3+b')
  assert.deepEqual(['*', '-', 'a*', '?'].map(literalOf), [undefined, undefined, undefined, undefined])
  assert.equal(hasWildcard('a\\*'), false)
})

const value = fc.oneof(
  fc.constantFrom('*', '-'),
  fc.string({
    unit: fc.constantFrom('a', '7', '.', '-', '_', ':', '\\', '*', '?', '~', '%', '!', 'Z'),
    minLength: 1,
    maxLength: 8,
  }),
)
const values = fc.record({
  part: fc.constantFrom('a', 'o', 'h', '*'),
  vendor: value,
  product: value,
  version: value,
  edition: value,
  language: value,
  targetSw: value,
  other: value,
})

test('cpe: what is built reads back from both bindings', () => {
  let built = 0
  fc.assert(
    fc.property(values, (parts) => {
      const cpe = buildCpe(parts)
      if (!cpe.ok) return
      built += 1
      assert.deepEqual(parseCpe(printCpe(cpe.value)), cpe)
      assert.deepEqual(parseCpe(printCpeUri(cpe.value)), cpe)
    }),
    { numRuns: 4000 },
  )
  assert.ok(built > 50, `${built} built`)
})

test('cpe: superset one way is subset the other way, unless wildcards are in it', () => {
  const plain = fc.constantFrom('*', '-', 'a', 'b')
  const name = fc.record({ vendor: plain, product: plain, version: plain })
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [left, right] = [buildCpe(a), buildCpe(b)]
      assert.ok(left.ok && right.ok)
      assert.equal(isCpeSuperset(left.value, right.value), isCpeSubset(right.value, left.value))
      assert.equal(isCpeDisjoint(left.value, right.value), isCpeDisjoint(right.value, left.value))
    }),
  )
})

test('cpe never throws, and its formatted string is a fixed point', () => {
  const soup = fc.array(
    fc.constantFrom('cpe:2.3:', 'cpe:/', 'a', ':', '*', '?', '\\', '%', '%01', '%7e', '~', '-', '\u{1F600}', '\uD800'),
    { maxLength: 40 },
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    soup.map((words) => words.join('')),
    soup.map((words) => `cpe:/a:${words.join('')}`),
  )
  fc.assert(
    fc.property(text, (input) => {
      const cpe = parseCpe(input)
      readComponent(input)
      if (cpe.ok) assert.equal(printCpe(read(printCpe(cpe.value))), printCpe(cpe.value))
    }),
    { numRuns: 3000 },
  )
})

test('cpe values have one canonical form for each spelling', () => {
  assert.deepEqual(new Set(CPE_ATTRIBUTES.map(() => readComponent('8\\.0\\_B'))), new Set(['8.0_b']))
  assert.equal(readComponent('\\a'), 'a')
})
