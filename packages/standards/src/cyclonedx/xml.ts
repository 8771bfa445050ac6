/**
 * CycloneDX XML, 1.0–1.7, brought into the shape of its JSON, so that one reader reads both.
 * Source: the CycloneDX XML schemas (bom-1.x.xsd); only the members that `bom.ts` reads.
 */
import type { Result } from '@hygie/versions/result'
import { fail } from '@hygie/versions/result'
import type { XmlElement } from '../xml/tree.ts'
import { childOf, childrenOf, childText, parseXml, parseXmlBytes } from '../xml/tree.ts'
import { parseCycloneDx } from './bom.ts'
import type { CdxReading } from './bom.ts'

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(1\.\d)$/

/** Errors: those of `parseXml` and `parseCycloneDx`; JSON paths in `problems` name the JSON member. */
export function parseCycloneDxXml(document: string | Uint8Array): Result<CdxReading> {
  const root = typeof document === 'string' ? parseXml(document) : parseXmlBytes(document)
  return root.ok ? bomOf(root.value) : root
}

function bomOf(root: XmlElement): Result<CdxReading> {
  const specVersion = NAMESPACE.exec(root.namespace)?.[1]
  if (root.local !== 'bom' || specVersion === undefined)
    return fail(
      'cdx-bom',
      `Cannot read a CycloneDX document: the root is ${root.local.slice(0, 80)} in "${root.namespace.slice(0, 80)}"`,
      '/',
    )
  const metadata = childOf(root, 'metadata')
  return parseCycloneDx({
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: root.attributes.get('serialNumber'),
    metadata: metadata === undefined ? undefined : metadataOf(metadata),
    components: itemsOf(root, 'components', 'component').map(componentOf),
    vulnerabilities: itemsOf(root, 'vulnerabilities', 'vulnerability').map(vulnerabilityOf),
  })
}

type Json = Record<string, unknown>

function metadataOf(metadata: XmlElement): Json {
  const component = childOf(metadata, 'component')
  const tools = childOf(metadata, 'tools')
  return {
    timestamp: childText(metadata, 'timestamp'),
    component: component === undefined ? undefined : componentOf(component),
    tools:
      tools === undefined
        ? undefined
        : [
            ...childrenOf(tools, 'tool'),
            ...itemsOf(tools, 'components', 'component'),
            ...itemsOf(tools, 'services', 'service'),
          ].map((tool) => texts(tool, ['vendor', 'group', 'name', 'version'])),
    properties: propertiesOf(metadata),
  }
}

/** Recursion is bounded by the XML reader's depth. */
function componentOf(component: XmlElement): Json {
  return {
    ...texts(component, ['group', 'name', 'version', 'versionRange', 'purl', 'cpe', 'publisher', 'description']),
    type: component.attributes.get('type'),
    'bom-ref': component.attributes.get('bom-ref'),
    supplier: namedOf(component, 'supplier'),
    manufacturer: namedOf(component, 'manufacturer'),
    hashes: itemsOf(component, 'hashes', 'hash').map((hash) => ({ alg: hash.attributes.get('alg'), content: hash.text.trim() })),
    properties: propertiesOf(component),
    components: itemsOf(component, 'components', 'component').map(componentOf),
  }
}

function vulnerabilityOf(vulnerability: XmlElement): Json {
  const analysis = childOf(vulnerability, 'analysis')
  return {
    ...texts(vulnerability, ['id', 'description', 'detail', 'recommendation', 'workaround', 'published', 'updated', 'rejected']),
    'bom-ref': vulnerability.attributes.get('bom-ref'),
    source: sourceOf(vulnerability),
    references: itemsOf(vulnerability, 'references', 'reference').map((reference) => ({
      ...texts(reference, ['id']),
      source: sourceOf(reference),
    })),
    ratings: itemsOf(vulnerability, 'ratings', 'rating').map((rating) => ({
      ...texts(rating, ['severity', 'method', 'vector']),
      source: sourceOf(rating),
      score: decimalOf(childText(rating, 'score')),
    })),
    cwes: itemsOf(vulnerability, 'cwes', 'cwe').map((cwe) => decimalOf(cwe.text.trim())),
    analysis:
      analysis === undefined
        ? undefined
        : {
            ...texts(analysis, ['state', 'justification', 'detail']),
            response: itemsOf(analysis, 'responses', 'response').map((response) => response.text.trim()),
          },
    affects: itemsOf(vulnerability, 'affects', 'target').map((target) => ({
      ...texts(target, ['ref']),
      versions: itemsOf(target, 'versions', 'version').map((version) => texts(version, ['version', 'range', 'status'])),
    })),
  }
}

function texts(element: XmlElement, names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [name, childText(element, name)]))
}

function itemsOf(element: XmlElement, list: string, item: string): readonly XmlElement[] {
  return childrenOf(element, list).flatMap((child) => childrenOf(child, item))
}

function propertiesOf(element: XmlElement): readonly Json[] {
  return itemsOf(element, 'properties', 'property').map((property) => ({
    name: property.attributes.get('name'),
    value: property.text.trim(),
  }))
}

function namedOf(element: XmlElement, name: string): Json | undefined {
  const child = childOf(element, name)
  return child === undefined ? undefined : texts(child, ['name'])
}

function sourceOf(element: XmlElement): Json | undefined {
  const source = childOf(element, 'source')
  return source === undefined
    ? undefined
    : { url: childText(source, 'url'), name: childText(source, 'name') ?? source.attributes.get('name') }
}

/** A CVSS score or a CWE number; other text is no number. */
function decimalOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined
}
