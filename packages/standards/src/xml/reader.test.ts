import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { decodeXml } from './decode.ts'
import { readXml, xmlReader } from './reader.ts'
import { childText, parseXml, parseXmlBytes } from './tree.ts'

const quiet = { open() {}, text() {}, close() {} }

function codeOf(text: string): string {
  const read = readXml(text, quiet)
  return read.ok ? 'ok' : read.error.code
}

/** Numbers of hostile-input/GENERATORS.md. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  [
    'x1 billion laughs',
    `<!DOCTYPE a [<!ENTITY e0 "x">${Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')}]><a>&e9;</a>`,
    'xml-doctype',
  ],
  ['x2 quadratic entity', `<!DOCTYPE a [<!ENTITY e "${'x'.repeat(50_000)}">]><a>${'&e;'.repeat(50_000)}</a>`, 'xml-doctype'],
  ['x3 external entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', 'xml-doctype'],
  ['x3 external parameter entity', '<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:9/"> %e;]><a/>', 'xml-doctype'],
  ['x3 external subset', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/"><a/>', 'xml-doctype'],
  ...[300, 10_000, 200_000].map((depth) => [`x4 ${depth} deep`, '<a>'.repeat(depth) + '</a>'.repeat(depth), 'xml-deep'] as const),
  [
    'x4 a namespace at each level',
    `${Array.from({ length: 10_000 }, (_, n) => `<a xmlns:p${n}="u">`).join('')}${'</a>'.repeat(10_000)}`,
    'xml-deep',
  ],
  ['x5 many attributes', `<a ${Array.from({ length: 200_000 }, (_, n) => `b${n}="c"`).join(' ')}/>`, 'xml-attributes'],
  ['x5 many namespaces', `<a ${Array.from({ length: 10_000 }, (_, n) => `xmlns:b${n}="c"`).join(' ')}/>`, 'xml-attributes'],
  ['x6 text', `<a>${'x'.repeat(2_000_000)}</a>`, 'xml-node-large'],
  ['x6 attribute', `<a b="${'x'.repeat(2_000_000)}"/>`, 'xml-node-large'],
  ['x6 comment', `<a><!--${'x'.repeat(2_000_000)}--></a>`, 'xml-node-large'],
  ['x6 CDATA', `<a><![CDATA[${'x'.repeat(2_000_000)}]]></a>`, 'xml-node-large'],
  ['x8 attribute twice', '<a b="1" b="2"/>', 'xml-malformed'],
  ['x8 attribute twice by prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'xml-malformed'],
  ['x9 undeclared prefix', '<p:a/>', 'xml-malformed'],
  ['x9 xml rebound', '<a xmlns:xml="u"/>', 'xml-malformed'],
  ['x9 prefix undeclared again', '<a xmlns:p="u"><b xmlns:p=""/></a>', 'xml-malformed'],
  ...['&#1;', '&#xFFFE;', '&#xD800;', '\u0000', '\uFFFE', '&nothing;'].map(
    (text) => [`x10 ${JSON.stringify(text)}`, `<a>${text}</a>`, 'xml-malformed'] as const,
  ),
  ['x11 < in an attribute', '<a b="<"/>', 'xml-malformed'],
  ['x11 ]]> in text', '<a>]]></a>', 'xml-malformed'],
  ['x11 -- in a comment', '<a><!-- a -- b --></a>', 'xml-malformed'],
  ['x11 second declaration', '<a><?xml version="1.0"?></a>', 'xml-malformed'],
  ['x11 two roots', '<a/><b/>', 'xml-malformed'],
  ['x11 text after the root', '<a/>b', 'xml-malformed'],
  ['XML 1.1', '<?xml version="1.1"?><a>&#1;</a>', 'xml-version'],
  ['nothing', '', 'xml-malformed'],
]
for (const [name, text, code] of REFUSED) test(`xml refuses ${name}`, () => assert.equal(codeOf(text), code))

test('xml accepts the bare name of a document type, which defines nothing', () => {
  assert.equal(codeOf('<!DOCTYPE nmaprun><nmaprun/>'), 'ok')
  assert.equal(codeOf('<!DOCTYPE nmaprun []><nmaprun/>'), 'xml-doctype')
  assert.equal(codeOf('<!DOCTYPE nmaprun><nmaprun>&e;</nmaprun>'), 'xml-malformed')
})

test('xml x7 reads a million siblings', () => {
  let count = 0
  const reader = xmlReader({ ...quiet, open: () => (count += 1) })
  assert.equal(reader.write('<a>'), undefined)
  const piece = '<b/>'.repeat(10_000)
  for (let turn = 0; turn < 100; turn += 1) assert.equal(reader.write(piece), undefined)
  assert.equal(reader.write('</a>') ?? reader.end(), undefined)
  assert.equal(count, 1_000_001)
})

test('xml x6 stops long before 100 MiB of one text', () => {
  const reader = xmlReader(quiet)
  const piece = 'x'.repeat(1_000_000)
  let written = 0
  while (reader.write(written === 0 ? `<a>${piece}` : piece) === undefined) written += 1
  assert.ok(written <= 2)
})

test('xml refuses more than its size in all', () => {
  const read = readXml(`<a>${'<b/>'.repeat(300)}</a>`, quiet, {
    charsMax: 1_000,
    depthMax: 8,
    attributesMax: 8,
    nodeCharsMax: 100,
  })
  assert.equal(read.ok ? '' : read.error.code, 'xml-large')
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))
const utf16 = (text: string, little: boolean): Uint8Array =>
  Uint8Array.from(
    [...`\uFEFF${text}`].flatMap((character) => {
      const code = character.charCodeAt(0)
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255]
    }),
  )
for (const [name, input, expected] of [
  ['UTF-8 with mark', bytes('\uFEFF<a>é</a>'), 'é'],
  ['UTF-16LE', utf16('<a>é</a>', true), 'é'],
  ['UTF-16BE', utf16('<a>é</a>', false), 'é'],
  ['declared Latin-1', latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'), 'é'],
  ['declared UTF-8, Latin-1 bytes', latin('<?xml version="1.0" encoding="UTF-8"?><a>é</a>'), 'xml-encoding'],
  ['declared UTF-7', bytes('<?xml version="1.0" encoding="UTF-7"?><a>+AOk-</a>'), 'xml-encoding'],
] as const)
  test(`xml x12 ${name}`, () => {
    const read = parseXmlBytes(input)
    assert.equal(read.ok ? read.value.text : read.error.code, expected)
  })

test('xml x13 keeps __proto__ and constructor as plain names', () => {
  const read = parseXml('<__proto__ constructor="a" __proto__="b"><toString>c</toString></__proto__>')
  assert.ok(read.ok)
  assert.equal(read.value.attributes.get('__proto__'), 'b')
  assert.equal(childText(read.value, 'toString'), 'c')
  assert.equal(({} as Record<string, unknown>)['c'], undefined)
})

test('xml x14 refuses a document cut anywhere', () => {
  const whole = `<?xml version="1.0"?><a xmlns:p="u"><!-- c --><p:b c="d &amp; e"><![CDATA[f]]></p:b>${'<g>h</g>'.repeat(20)}</a>`
  assert.ok(parseXml(whole).ok)
  for (let end = 0; end < whole.length; end += 1) assert.equal(parseXml(whole.slice(0, end)).ok, false)
})

test('xml never throws', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '<a>',
    '</a>',
    '="',
    '"',
    '&',
    ';',
    '&#',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?xml ',
    '?>',
    '<!DOCTYPE',
    'xmlns:',
    ' b',
    '\uD800',
  )
  fc.assert(fc.property(fc.array(piece), (pieces) => void parseXml(pieces.join(''))))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (input) => void parseXmlBytes(input)))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (input) => void decodeXml(input)))
})
