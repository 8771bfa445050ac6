/** XML of hostile-input/GENERATORS.md, table "XML", by number. */

import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { readXml, xmlReader } from '@hygie/standards/xml/reader'
import { parseXml, parseXmlBytes } from '@hygie/standards/xml/tree'
import type { Trial } from './trial.ts'
import { word } from './trial.ts'

const quiet = { open() {}, text() {}, close() {} }
const refused = (name: string, text: string, wanted: string): Trial => ({ name, wanted, run: () => word(readXml(text, quiet)) })

/** 1 MiB pieces of one node, up to 100 MiB; the word is the code and that it came within the first 4. */
function endless(name: string, start: string): Trial {
  return {
    name,
    wanted: 'xml-node-large early',
    run() {
      const reader = xmlReader(quiet)
      const piece = 'x'.repeat(1_048_576)
      let fault = reader.write(start)
      for (let count = 0; count < 100; count += 1) {
        fault ??= reader.write(piece)
        if (fault !== undefined) return `${fault.code} ${count < 4 ? 'early' : 'late'}`
      }
      return 'ok'
    },
  }
}

/** Serves nothing and counts who comes. */
async function visitors(document: (port: number) => string): Promise<string> {
  let count = 0
  const server = createServer((socket) => {
    count += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo
  const said = word(readXml(document(port), quiet))
  await new Promise((resolve) => void setImmediate(resolve))
  await new Promise((resolve) => void server.close(resolve))
  return `${said}, ${count} connections`
}

function nested(depth: number, attribute: (level: number) => string = () => ''): string {
  return `${Array.from({ length: depth }, (_, level) => `<a${attribute(level)}>`).join('')}${'</a>'.repeat(depth)}`
}

function manySiblings(): string {
  let count = 0
  const reader = xmlReader({ ...quiet, open: () => (count += 1) })
  let fault = reader.write('<a>')
  for (let turn = 0; turn < 1_000; turn += 1) fault ??= reader.write('<b/>'.repeat(1_000))
  fault ??= reader.write('</a>') ?? reader.end()
  return fault?.code ?? `${count} elements`
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function utf16(text: string, little: boolean): Uint8Array {
  const codes = Array.from(`\uFEFF${text}`, (character) => character.charCodeAt(0))
  return Uint8Array.from(codes.flatMap((code) => (little ? [code & 255, code >> 8] : [code >> 8, code & 255])))
}

const encoded = (name: string, bytes: Uint8Array, wanted: string): Trial => ({
  name,
  wanted,
  run() {
    const read = parseXmlBytes(bytes)
    return read.ok ? read.value.text : read.error.code
  },
})

function names(): string {
  const read = parseXml(
    '<__proto__ id="constructor" constructor="a" __proto__="b"><toString id="__proto__">c</toString></__proto__>',
  )
  if (!read.ok) return read.error.code
  const [child] = read.value.children
  const kept = [
    read.value.local,
    read.value.attributes.get('__proto__'),
    read.value.attributes.get('constructor'),
    child?.local,
    child?.text,
  ]
  return `${kept.join(' ')}, prototype ${Object.keys(Object.prototype).length === 0 && ({} as { b?: unknown }).b === undefined ? 'unchanged' : 'changed'}`
}

function cuts(): string {
  const item =
    '<definition id="oval:org.example:def:1" version="1" class="patch"><metadata><title>A &amp; B</title></metadata></definition>'
  const whole = `<?xml version="1.0" encoding="UTF-8"?><oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5">${item.repeat(850)}</oval_definitions>`
  if (!parseXml(whole).ok) return 'the whole is refused'
  for (let end = 0; end < whole.length; end += 997) if (parseXml(whole.slice(0, end)).ok) return `accepted at ${end}`
  return 'every cut is refused'
}

const ENTITIES = Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`).join('')

export const XML_TRIALS: Readonly<Record<string, readonly Trial[]>> = {
  x1: [refused('billion laughs', `<!DOCTYPE a [<!ENTITY e0 "x">${ENTITIES}]><a>&e9;</a>`, 'xml-doctype')],
  x2: [
    refused(
      'quadratic entity',
      `<!DOCTYPE a [<!ENTITY e "${'x'.repeat(50_000)}">]><a>${'&e;'.repeat(50_000)}</a>`,
      'xml-doctype',
    ),
  ],
  x3: [
    refused('file entity', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', 'xml-doctype'),
    ...[
      ['general entity', (port: number) => `<!DOCTYPE a [<!ENTITY e SYSTEM "http://127.0.0.1:${port}/">]><a>&e;</a>`] as const,
      ['parameter entity', (port: number) => `<!DOCTYPE a [<!ENTITY % e SYSTEM "http://127.0.0.1:${port}/"> %e;]><a/>`] as const,
      ['external subset', (port: number) => `<!DOCTYPE a SYSTEM "http://127.0.0.1:${port}/"><a/>`] as const,
    ].map(([name, document]): Trial => ({ name, wanted: 'xml-doctype, 0 connections', run: () => visitors(document) })),
  ],
  x4: [300, 10_000, 200_000].flatMap((depth) => [
    refused(`${depth} deep`, nested(depth), 'xml-deep'),
    refused(
      `${depth} deep with namespaces`,
      nested(depth, (level) => ` xmlns:p${level}="u"`),
      'xml-deep',
    ),
  ]),
  x5: [
    refused(
      '200,000 attributes',
      `<a ${Array.from({ length: 200_000 }, (_, index) => `b${index}="c"`).join(' ')}/>`,
      'xml-attributes',
    ),
    refused(
      '10,000 namespaces',
      `<a ${Array.from({ length: 10_000 }, (_, index) => `xmlns:b${index}="c"`).join(' ')}/>`,
      'xml-attributes',
    ),
  ],
  x6: [endless('text', '<a>'), endless('attribute', '<a b="'), endless('comment', '<a><!--'), endless('CDATA', '<a><![CDATA[')],
  x7: [{ name: 'a million siblings', wanted: '1000001 elements', run: manySiblings }],
  x8: [
    refused('attribute twice', '<a b="1" b="2"/>', 'xml-malformed'),
    refused('attribute through two prefixes', '<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'xml-malformed'),
  ],
  x9: ['<p:a/>', '<a xmlns:xml="u"/>', '<a xmlns:p=""/>'].map((text) => refused(text, text, 'xml-malformed')),
  x10: ['&#1;', '&#xFFFE;', '&#xD800;', '\u0000', '\uFFFE'].map((text) =>
    refused(JSON.stringify(text), `<a>${text}</a>`, 'xml-malformed'),
  ),
  x11: ['<a b="<"/>', '<a>]]></a>', '<a><!-- b -- c --></a>', '<a><?xml version="1.0"?></a>', '<a/><b/>', '<a/>b'].map((text) =>
    refused(text, text, 'xml-malformed'),
  ),
  x12: [
    encoded('UTF-8 with mark', new TextEncoder().encode('\uFEFF<a>é</a>'), 'é'),
    encoded('UTF-16LE', utf16('<a>é</a>', true), 'é'),
    encoded('UTF-16BE', utf16('<a>é</a>', false), 'é'),
    encoded('ISO-8859-1', latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'), 'é'),
    encoded('declared UTF-8, Latin-1 bytes', latin('<?xml version="1.0" encoding="UTF-8"?><a>é</a>'), 'xml-encoding'),
    encoded('UTF-7', latin('<?xml version="1.0" encoding="UTF-7"?><a>+AOk-</a>'), 'xml-encoding'),
  ],
  x13: [{ name: 'names of Object.prototype', wanted: '__proto__ b a toString c, prototype unchanged', run: names }],
  x14: [{ name: 'cut at every 997th byte', wanted: 'every cut is refused', run: cuts }],
}
