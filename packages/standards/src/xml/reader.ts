/**
 * Bounded streaming reader of namespaced XML 1.0. Source: XML 1.0 (fifth edition), Namespaces in XML 1.0.
 *
 * Invariants: of a document type declaration only the bare name is accepted (nmap writes `<!DOCTYPE nmaprun>`), no subset, so no entity of the document's own is ever expanded and
 * nothing is ever fetched. Depth, attributes, the size of one node and of the whole are bounded. What is not
 * well-formed refuses the document: no event after the first fault, and the caller must drop what came before.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { ok } from '@hygie/versions/result'
import { SaxesParser } from 'saxes'

export type XmlLimits = {
  readonly charsMax: number
  readonly depthMax: number
  readonly attributesMax: number
  /** One text, attribute value, comment, instruction or tag. */
  readonly nodeCharsMax: number
}
/** 64 MiB and 256 levels a document, 1 MiB a node; SCAP's widest element has 40 attributes and declarations. */
export const XML_LIMITS: XmlLimits = { charsMax: 67_108_864, depthMax: 256, attributesMax: 256, nodeCharsMax: 1_048_576 }

/** `local` without prefix; `attributes` by name as written (`xlink:href`), without namespace declarations. */
export type XmlStart = {
  readonly namespace: string
  readonly local: string
  readonly attributes: ReadonlyMap<string, string>
}
export type XmlVisitor = {
  readonly open: (element: XmlStart) => void
  /** Character data and CDATA, in pieces; white space between elements as well. */
  readonly text: (text: string) => void
  readonly close: () => void
}
/** `write` and `end` answer the first fault and then always that one. */
export type XmlReader = {
  readonly write: (chunk: string) => Failure | undefined
  readonly end: () => Failure | undefined
}

/** saxes is fed in such pieces, so that a node that is too long is seen before it is held whole. */
const PIECE_CHARS = 65_536

/**
 * Cost  linear; memory is one node and the open elements
 */
export function xmlReader(visitor: XmlVisitor, limits: XmlLimits = XML_LIMITS): XmlReader {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let fault: Failure | undefined
  let fed = 0
  let fedAtEvent = 0
  let depth = 0
  let attributes = 0
  const seen = (): void => {
    fedAtEvent = fed
  }
  const refuse = (code: string, message: string): never => {
    throw new Refusal({ code, message, at: `character ${fed}` })
  }
  parser.on('error', (error) => refuse('xml-malformed', `Cannot read XML: ${error.message.slice(0, 200)}`))
  parser.on('doctype', (declaration) => {
    seen()
    if (!/^\s*[^\s[\]"']{1,256}\s*$/.test(declaration))
      refuse('xml-doctype', 'Cannot read XML with a document type definition: refused, it can define entities')
  })
  parser.on('xmldecl', (declaration) => {
    seen()
    if (declaration.version !== '1.0') refuse('xml-version', `Cannot read XML ${declaration.version ?? ''}: must be 1.0`)
  })
  parser.on('comment', seen)
  parser.on('processinginstruction', seen)
  parser.on('opentagstart', () => {
    depth += 1
    attributes = 0
    if (depth > limits.depthMax) refuse('xml-deep', `Cannot read XML: nested deeper than ${limits.depthMax} elements`)
  })
  parser.on('attribute', () => {
    attributes += 1
    if (attributes > limits.attributesMax)
      refuse('xml-attributes', `Cannot read XML: an element with more than ${limits.attributesMax} attributes`)
  })
  parser.on('opentag', (tag) => {
    seen()
    const found = new Map<string, string>()
    for (const [name, attribute] of Object.entries(tag.attributes)) if (attribute.uri !== XMLNS) found.set(name, attribute.value)
    visitor.open({ namespace: tag.uri, local: tag.local, attributes: found })
  })
  parser.on('text', (text) => {
    seen()
    visitor.text(text)
  })
  parser.on('cdata', (text) => {
    seen()
    visitor.text(text)
  })
  parser.on('closetag', () => {
    seen()
    depth -= 1
    visitor.close()
  })
  const guarded = (work: () => void): Failure | undefined => {
    if (fault !== undefined) return fault
    try {
      work()
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause // our own defect, in the visitor
      fault = cause.failure
    }
    return fault
  }
  return {
    write: (chunk) =>
      guarded(() => {
        for (let offset = 0; offset < chunk.length; offset += PIECE_CHARS) {
          const piece = chunk.slice(offset, offset + PIECE_CHARS)
          fed += piece.length
          if (fed > limits.charsMax) refuse('xml-large', `Cannot read XML: more than ${limits.charsMax} characters`)
          parser.write(piece)
          if (fed - fedAtEvent > limits.nodeCharsMax)
            refuse('xml-node-large', `Cannot read XML: one node of more than ${limits.nodeCharsMax} characters`)
        }
      }),
    end: () => guarded(() => void parser.close()),
  }
}

/** Reads a whole document. Errors: xml-malformed, xml-doctype, xml-deep, xml-attributes, xml-node-large, xml-large, xml-version. */
export function readXml(text: string, visitor: XmlVisitor, limits: XmlLimits = XML_LIMITS): Result<undefined> {
  const reader = xmlReader(visitor, limits)
  const fault = reader.write(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) ?? reader.end()
  return fault === undefined ? ok(undefined) : { ok: false, error: fault }
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** saxes reports a fault to its handler and goes on; throwing there is how to stop it. Never leaves this file. */
class Refusal extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}
