/**
 * From bytes to the text of an XML document. Source: XML 1.0 (fifth edition) 4.3.3 and appendix F: byte order mark
 * first, then the encoding declaration, else UTF-8. Nothing is replaced in silence: a wrong byte refuses the document.
 */
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'

/** What hospital exports and feeds are written in; anything else (UTF-7 above all) is refused. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'], // a byte above 127 then fails as UTF-8 or is the character that was meant
  ['ascii', 'utf-8'],
  ['iso-8859-1', 'windows-1252'], // as the WHATWG Encoding Standard reads the label
  ['iso-8859-15', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
])

/** The declaration stands at the very start; 256 bytes hold any honest one. */
const DECLARATION_BYTES = 256

/** Errors: xml-encoding. */
export function decodeXml(bytes: Uint8Array): Result<string> {
  const label = byMark(bytes) ?? byDeclaration(bytes)
  if (!label.ok) return label
  try {
    return ok(new TextDecoder(label.value, { fatal: true }).decode(bytes))
  } catch {
    return fail('xml-encoding', `Cannot read XML: its bytes are not ${label.value}`)
  }
}

function byMark(bytes: Uint8Array): Result<string> | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return ok('utf-8')
  if (first === 0xff && second === 0xfe) return ok('utf-16le')
  if (first === 0xfe && second === 0xff) return ok('utf-16be')
  return undefined
}

function byDeclaration(bytes: Uint8Array): Result<string> {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES))
  const name = /^<\?xml[^>]{0,128}?\sencoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1]
  if (name === undefined) return ok('utf-8')
  const label = ENCODINGS.get(name.toLowerCase())
  return label === undefined
    ? fail('xml-encoding', `Cannot read XML in the encoding "${name}": must be UTF-8, UTF-16 with its mark, or Latin-1`)
    : ok(label)
}
