/**
 * Events of an XML document, by namespace. Source: XML 1.0, Namespaces in XML 1.0; by `saxes`, which fetches nothing
 * and expands no entity of a DTD.
 */
import { SaxesParser } from 'saxes'
import type { Rejection } from '@hygie/core/knowledge/record'
import { broken, failureOf, rejection, rejectionOf, type Bytes } from './bytes.ts'

export type XmlEvent =
  | {
      readonly kind: 'open'
      readonly name: string
      readonly uri: string
      readonly attributes: Readonly<Record<string, string>>
      readonly line: number
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly name: string; readonly uri: string }
export type XmlOptions = { readonly depthMax?: number; readonly textBytesMax?: number }

/** OVAL and XCCDF reach 20. */
const DEPTH_MAX = 100
/** One text, tag or comment; the biggest met is a description of 100 kB. */
const TEXT_BYTES_MAX = 16 * 1_048_576

/**
 * Names and attributes are local names; an attribute of a foreign namespace is `{uri}name`. White space alone is left out.
 *
 * Errors  xml-malformed, xml-deep, xml-large with the line; the rest of the file is not read
 */
export async function* xmlEvents(bytes: Bytes, options: XmlOptions = {}): AsyncGenerator<XmlEvent | Rejection> {
  const depthMax = options.depthMax ?? DEPTH_MAX
  const textBytesMax = options.textBytesMax ?? TEXT_BYTES_MAX
  const parser = new SaxesParser({ xmlns: true })
  let events: XmlEvent[] = []
  let depth = 0
  let failure: { code: string; message: string } | undefined
  // Thrown, here and below, because one chunk may hold a million errors or names more.
  parser.on('error', (error) => {
    throw broken('xml-malformed', `Cannot read XML: ${error.message.slice(0, 200)}`, `line ${parser.line}`)
  })
  parser.on('opentag', (tag) => {
    depth += 1
    if (depth > depthMax) throw broken('xml-deep', `Cannot read XML: nested deeper than ${depthMax}`, `line ${parser.line}`)
    events.push({
      kind: 'open',
      name: tag.local,
      uri: tag.uri,
      attributes: attributesOf(Object.values(tag.attributes)),
      line: parser.line,
    })
  })
  const text = (content: string): void => {
    if (content.trim() !== '') events.push({ kind: 'text', text: content })
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', (tag) => {
    depth -= 1
    events.push({ kind: 'close', name: tag.local, uri: tag.uri })
  })

  let silent = 0
  let decoder: TextDecoder | undefined
  try {
    for await (const chunk of bytes) {
      decoder ??= new TextDecoder(encodingOf(chunk))
      parser.write(decoder.decode(chunk, { stream: true }))
      silent = events.length > 0 ? 0 : silent + chunk.length
      if (silent > textBytesMax)
        failure ??= { code: 'xml-large', message: `Cannot read XML: one part has more than ${textBytesMax} bytes` }
      const given = events
      events = []
      if (failure !== undefined) break
      yield* given
    }
    if (failure === undefined) {
      parser.close()
      yield* events
    }
  } catch (thrown) {
    yield rejectionOf(failureOf(thrown))
    return
  }
  if (failure !== undefined) yield rejection(failure.code, failure.message, `line ${parser.line}`)
}

function attributesOf(
  list: readonly { readonly local: string; readonly uri: string; readonly value: string; readonly prefix: string }[],
): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string> // hostile names find no prototype
  for (const { local, uri, value, prefix } of list) attributes[prefix === '' ? local : `{${uri}}${local}`] = value
  return attributes
}

/** By mark, else by declaration: the feeds use UTF-8, UTF-16 and ISO 8859-1. */
function encodingOf(chunk: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
  const declaration = /^[^>]{0,100}encoding=["']([\w-]{1,20})["']/
    .exec(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))?.[1]
    ?.toLowerCase()
  return declaration === 'iso-8859-1' || declaration === 'windows-1252' || declaration === 'us-ascii' ? 'latin1' : 'utf-8'
}
