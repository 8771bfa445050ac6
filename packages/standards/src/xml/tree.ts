/** A small XML document as a tree, for formats whose documents fit in memory; streams use `reader.ts`. */
import type { Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { decodeXml } from './decode.ts'
import { readXml, XML_LIMITS } from './reader.ts'
import type { XmlLimits } from './reader.ts'

/** `text` is the character data directly inside, pieces joined. */
export type XmlElement = {
  readonly namespace: string
  readonly local: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}
type Growing = {
  readonly namespace: string
  readonly local: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Growing[]
  text: string
}

/** Some 200 bytes an element: bounds a tree of 64 MiB of text to about 1 GiB at the very worst, 200 MiB in practice. */
const ELEMENTS_MAX = 1_000_000

export function parseXmlBytes(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): Result<XmlElement> {
  if (bytes.length > 2 * limits.charsMax)
    return fail('xml-large', `Cannot read XML: ${bytes.length} bytes, must be at most ${2 * limits.charsMax}`)
  const text = decodeXml(bytes)
  return text.ok ? parseXml(text.value, limits) : text
}

/** Errors: those of `readXml`, and xml-large for too many elements. */
export function parseXml(text: string, limits: XmlLimits = XML_LIMITS): Result<XmlElement> {
  const open: Growing[] = []
  let root: Growing | undefined
  let count = 0
  const read = readXml(
    text,
    {
      open(start) {
        count += 1
        const element: Growing = { ...start, children: [], text: '' }
        if (count <= ELEMENTS_MAX) open.at(-1)?.children.push(element)
        root ??= element
        open.push(element)
      },
      text(piece) {
        const element = open.at(-1)
        if (element !== undefined) element.text += piece
      },
      close() {
        open.pop()
      },
    },
    limits,
  )
  if (!read.ok) return read
  if (count > ELEMENTS_MAX) return fail('xml-large', `Cannot read XML: more than ${ELEMENTS_MAX} elements`)
  return root === undefined ? fail('xml-malformed', 'Cannot read XML: no root element') : ok(root)
}

/** First child of that name, any namespace. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local)
}

export function childrenOf(element: XmlElement, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.local === local)
}

/** Trimmed text of a child; undefined when absent or empty. */
export function childText(element: XmlElement, local: string): string | undefined {
  const text = childOf(element, local)?.text.trim()
  return text === undefined || text === '' ? undefined : text
}
