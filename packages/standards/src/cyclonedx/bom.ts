/**
 * A CycloneDX bill of materials, 1.2–1.7, as JSON; `xml.ts` brings XML into the same shape.
 * Source: ECMA-424 and the CycloneDX JSON schemas. Licences, services and formulas are left aside.
 */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { defined, isObject, kind, note, objectOf, objectsOf, own, textOf } from '../json/fields.ts'
import { readVulnerabilities } from './vulnerabilities.ts'
import type { CdxVulnerability } from './vulnerabilities.ts'

export type CdxBom = {
  readonly specVersion: string
  readonly serialNumber?: string
  readonly timestamp?: string
  /** What the bill is of: an image, a device, an application. */
  readonly subject?: CdxComponent
  readonly tools: readonly CdxTool[]
  readonly properties: readonly CdxProperty[]
  /** All components, nested ones after the one that holds them; the subject's own parts come first. */
  readonly components: readonly CdxComponent[]
  readonly vulnerabilities: readonly CdxVulnerability[]
}
export type CdxTool = { readonly name: string; readonly vendor?: string; readonly version?: string }
export type CdxProperty = { readonly name: string; readonly value: string }
export type CdxHash = { readonly algorithm: string; readonly content: string }
export type CdxComponent = {
  readonly at: string
  readonly parent?: CdxComponent
  readonly ref?: string
  /** library, application, operating-system, container, firmware, device, file … */
  readonly type: string
  readonly group?: string
  readonly name: string
  readonly version?: string
  /** `vers:` text of 1.7, for what is not shipped but expected. */
  readonly versionRange?: string
  readonly purl?: string
  readonly cpe?: string
  readonly publisher?: string
  readonly supplier?: string
  readonly manufacturer?: string
  readonly description?: string
  readonly hashes: readonly CdxHash[]
  /** As the producer wrote them: `aquasecurity:trivy:SrcName`, `syft:metadata:source`. */
  readonly properties: readonly CdxProperty[]
}
export type CdxReading = { readonly bom: CdxBom; readonly problems: readonly Failure[] }

/** Components inside components; real bills reach 4. */
const COMPONENT_DEPTH_MAX = 64
/** The largest bill met has 60,000. */
const COMPONENTS_MAX = 500_000

/**
 * Errors  cdx-bom when it is no CycloneDX document or a version never published; cdx-deep, cdx-many when out of bounds;
 *         everything smaller is left out and noted in `problems`
 * Cost    linear
 */
export function parseCycloneDx(value: unknown): Result<CdxReading> {
  if (!isObject(value)) return fail('cdx-bom', `Cannot read a CycloneDX document: found ${kind(value)}, must be an object`, '$')
  const problems: Failure[] = []
  const specVersion = textOf(value, 'specVersion', '$', problems) ?? ''
  if (own(value, 'bomFormat') !== 'CycloneDX' || !/^1\.[0-9]$/.test(specVersion))
    return fail(
      'cdx-bom',
      `Cannot read a CycloneDX document: specVersion is "${specVersion.slice(0, 20)}", must be 1.0 to 1.9 with bomFormat CycloneDX`,
      '$',
    )
  const metadata = objectOf(value, 'metadata', '$', problems) ?? { value: {}, at: '$.metadata' }
  const subject = objectOf(metadata.value, 'component', metadata.at, problems)
  const top = subject === undefined ? undefined : componentOf(subject, undefined, problems)
  const inside = subject === undefined ? ok([]) : readComponents(subject, top, problems)
  if (!inside.ok) return inside
  const components = readComponents({ value, at: '$' }, undefined, problems)
  if (!components.ok) return components
  noteDoubles([...(top === undefined ? [] : [top]), ...inside.value, ...components.value], problems)
  return ok({
    bom: defined({
      specVersion,
      serialNumber: textOf(value, 'serialNumber', '$', problems),
      timestamp: textOf(metadata.value, 'timestamp', metadata.at, problems),
      subject: top,
      tools: toolsOf(metadata, problems),
      properties: propertiesOf(metadata, problems),
      components: [...inside.value, ...components.value],
      vulnerabilities: readVulnerabilities({ value, at: '$' }, problems),
    }),
    problems,
  })
}

/** The first value of a property, e.g. `propertyOf(component, 'aquasecurity:trivy:SrcName')`. */
export function propertyOf(component: Pick<CdxComponent, 'properties'>, name: string): string | undefined {
  return component.properties.find((property) => property.name === name)?.value
}

type Pending = { readonly entry: Located<JsonObject>; readonly parent: CdxComponent | undefined; readonly depth: number }

/** Without recursion: the document decides the depth, not our stack. */
function readComponents(
  holder: Located<JsonObject>,
  within: CdxComponent | undefined,
  problems: Problems,
): Result<readonly CdxComponent[]> {
  const found: CdxComponent[] = []
  const pending: Pending[] = []
  const push = (from: Located<JsonObject>, parent: CdxComponent | undefined, depth: number): void => {
    for (const entry of objectsOf(from.value, 'components', from.at, problems).toReversed())
      pending.push({ entry, parent, depth })
  }
  push(holder, within, 1)
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.depth > COMPONENT_DEPTH_MAX)
      return fail('cdx-deep', `Cannot read components: nested deeper than ${COMPONENT_DEPTH_MAX}`, next.entry.at.slice(0, 200))
    if (found.length >= COMPONENTS_MAX)
      return fail('cdx-many', `Cannot read components: more than ${COMPONENTS_MAX}`, '$.components')
    const component = componentOf(next.entry, next.parent, problems)
    if (component !== undefined) found.push(component)
    push(next.entry, component ?? next.parent, next.depth + 1)
  }
  return ok(found)
}

function componentOf(
  { value, at }: Located<JsonObject>,
  parent: CdxComponent | undefined,
  problems: Problems,
): CdxComponent | undefined {
  const name = textOf(value, 'name', at, problems)
  if (name === undefined) {
    note(problems, 'cdx-component', 'Cannot read a component: it has no name', at)
    return undefined
  }
  return defined({
    at,
    parent,
    ref: textOf(value, 'bom-ref', at, problems),
    type: textOf(value, 'type', at, problems) ?? '',
    group: textOf(value, 'group', at, problems),
    name,
    version: textOf(value, 'version', at, problems),
    versionRange: textOf(value, 'versionRange', at, problems),
    purl: textOf(value, 'purl', at, problems),
    cpe: textOf(value, 'cpe', at, problems),
    publisher: textOf(value, 'publisher', at, problems),
    supplier: nameIn(value, 'supplier', at, problems),
    manufacturer: nameIn(value, 'manufacturer', at, problems) ?? nameIn(value, 'manufacture', at, problems),
    description: textOf(value, 'description', at, problems),
    hashes: hashesOf({ value, at }, problems),
    properties: propertiesOf({ value, at }, problems),
  })
}

function nameIn(object: JsonObject, key: string, at: string, problems: Problems): string | undefined {
  const entity = objectOf(object, key, at, problems)
  return entity === undefined ? undefined : textOf(entity.value, 'name', entity.at, problems)
}

function hashesOf(holder: Located<JsonObject>, problems: Problems): readonly CdxHash[] {
  const found: CdxHash[] = []
  for (const entry of objectsOf(holder.value, 'hashes', holder.at, problems)) {
    const algorithm = textOf(entry.value, 'alg', entry.at, problems)
    const content = textOf(entry.value, 'content', entry.at, problems)
    if (algorithm !== undefined && content !== undefined) found.push({ algorithm, content })
  }
  return found
}

/** A name may stand several times, which is a list. */
function propertiesOf(holder: Located<JsonObject>, problems: Problems): readonly CdxProperty[] {
  const found: CdxProperty[] = []
  for (const entry of objectsOf(holder.value, 'properties', holder.at, problems)) {
    const name = textOf(entry.value, 'name', entry.at, problems)
    if (name !== undefined) found.push({ name, value: textOf(entry.value, 'value', entry.at, problems) ?? '' })
  }
  return found
}

/** A list up to 1.4; since 1.5 also an object with components and services. */
function toolsOf(metadata: Located<JsonObject>, problems: Problems): readonly CdxTool[] {
  const tools = own(metadata.value, 'tools')
  const holder = isObject(tools) ? { value: tools, at: `${metadata.at}.tools` } : metadata
  const entries = isObject(tools)
    ? [...objectsOf(tools, 'components', holder.at, problems), ...objectsOf(tools, 'services', holder.at, problems)]
    : objectsOf(metadata.value, 'tools', metadata.at, problems)
  const found: CdxTool[] = []
  for (const { value, at } of entries) {
    const name = textOf(value, 'name', at, problems)
    if (name === undefined) continue
    const vendor =
      typeof own(value, 'vendor') === 'string' ? textOf(value, 'vendor', at, problems) : textOf(value, 'group', at, problems)
    found.push(defined({ name, vendor, version: textOf(value, 'version', at, problems) }))
  }
  return found
}

function noteDoubles(components: readonly CdxComponent[], problems: Problems): void {
  const refs = new Set<string>()
  for (const { ref, at } of components) {
    if (ref === undefined) continue
    if (refs.has(ref))
      note(problems, 'cdx-ref-twice', `Cannot tell components apart: the reference "${ref.slice(0, 200)}" stands twice`, at)
    refs.add(ref)
  }
}
