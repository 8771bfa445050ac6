/** Elements of an XML document as small trees, one at a time, by local name inside one family of namespaces. */
import type { Rejection } from '@hygie/core/knowledge/record'
import { rejection, type Bytes } from '../reading/bytes.ts'
import { xmlEvents } from '../reading/xml.ts'

export type XmlElement = {
  readonly kind: 'element'
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Its own text, white space at both ends left out. */
  readonly text: string
  readonly children: readonly XmlElement[]
  readonly line: number
}

/** The biggest vulnerability met has 3,000 elements. */
const NODES_MAX = 500_000
const TEXT_CHARS_MAX = 1_048_576

type Open = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly line: number
  readonly children: XmlElement[]
  text: string
}

/** Errors  xml-many for one element with too many parts, which is left out; else as `xmlEvents` */
export async function* xmlElements(
  bytes: Bytes,
  wanted: ReadonlySet<string>,
  isOwn: (uri: string) => boolean,
): AsyncGenerator<XmlElement | Rejection> {
  const stack: Open[] = []
  let nodes = 0
  for await (const event of xmlEvents(bytes)) {
    if (event.kind === 'rejection') yield event
    else if (event.kind === 'open') {
      if (stack.length === 0 && !(isOwn(event.uri) && wanted.has(event.name))) continue
      nodes = stack.length === 0 ? 1 : nodes + 1
      stack.push({ name: event.name, attributes: event.attributes, line: event.line, children: [], text: '' })
    } else if (event.kind === 'text') {
      const top = stack.at(-1)
      if (top !== undefined && nodes <= NODES_MAX && top.text.length < TEXT_CHARS_MAX) top.text += event.text
    } else {
      const top = stack.pop()
      if (top === undefined) continue
      const element: XmlElement = { kind: 'element', ...top, text: top.text.trim() }
      const parent = stack.at(-1)
      if (parent !== undefined) {
        if (nodes <= NODES_MAX) parent.children.push(element)
      } else if (nodes > NODES_MAX)
        yield rejection('xml-many', `Cannot read an element: more than ${NODES_MAX} parts`, `line ${top.line}`)
      else yield element
    }
  }
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

export function textIn(element: XmlElement, name: string): string | undefined {
  const text = element.children.find((child) => child.name === name)?.text
  return text === '' ? undefined : text
}
