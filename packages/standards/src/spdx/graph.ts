/** SPDX 3.0 as JSON-LD in its one serialisation (SPDX 3.0.1, "Serialization"): compact names of the SPDX context, no other context. */
import type { Failure, Result } from '@hygie/versions/result'
import { fail, ok } from '@hygie/versions/result'
import { defined, objectsOf, own, requiredText, textOf, textsOf } from '../json/fields.ts'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { betweenPackages, said } from './document.ts'
import type { SpdxPackage, SpdxReading, SpdxRelationship } from './document.ts'

const CONTEXT = /^https:\/\/spdx\.org\/rdf\/(3\.0(?:\.\d)?)\/spdx-context\.jsonld$/

/** Errors: spdx-document when the context is not SPDX 3.0's: other contexts could rename every member. */
export function readGraph(root: JsonObject): Result<SpdxReading> {
  const context = own(root, '@context')
  const version = typeof context === 'string' ? CONTEXT.exec(context)?.[1] : undefined
  if (version === undefined)
    return fail('spdx-document', 'Cannot read an SPDX document: @context must be the SPDX 3.0 context', '$.@context')
  const problems: Failure[] = []
  const elements = own(root, '@graph') === undefined ? [{ value: root, at: '$' }] : objectsOf(root, '@graph', '$', problems)
  const names = new Map<string, string>()
  for (const { value, at } of elements) {
    const id = textOf(value, 'spdxId', at, problems)
    const name = textOf(value, 'name', at, problems)
    if (id !== undefined && name !== undefined) names.set(id, name)
  }
  const packages: SpdxPackage[] = []
  const relationships: SpdxRelationship[] = []
  let document: Located<JsonObject> | undefined
  let creation: Located<JsonObject> | undefined
  for (const element of elements) {
    const type = textOf(element.value, 'type', element.at, problems)
    if (type === 'software_Package') packages.push(...packageOf(element, names, problems))
    else if (type === 'Relationship' || type === 'LifecycleScopedRelationship')
      relationships.push(...relationshipsOf(element, problems))
    else if (type === 'SpdxDocument') document ??= element
    else if (type === 'CreationInfo') creation ??= element
  }
  const roots = document === undefined ? [] : rootsOf(document, problems)
  return ok({
    document: defined({
      specVersion: version,
      name: document === undefined ? undefined : textOf(document.value, 'name', document.at, problems),
      namespace: document === undefined ? undefined : textOf(document.value, 'spdxId', document.at, problems),
      createdAt: creation === undefined ? undefined : textOf(creation.value, 'created', creation.at, problems),
      creators: creation === undefined ? [] : creatorsOf(creation, names, problems),
      packages,
      relationships: betweenPackages([...roots, ...relationships], packages),
    }),
    problems,
  })
}

function packageOf(
  { value, at }: Located<JsonObject>,
  names: ReadonlyMap<string, string>,
  problems: Problems,
): readonly SpdxPackage[] {
  const id = requiredText(value, 'spdxId', at, problems)
  const name = requiredText(value, 'name', at, problems)
  if (id === undefined || name === undefined) return []
  const purls = new Set<string>()
  const cpes = new Set<string>()
  const purl = textOf(value, 'software_packageUrl', at, problems)
  if (purl !== undefined) purls.add(purl)
  for (const entry of objectsOf(value, 'externalIdentifier', at, problems)) {
    const type = textOf(entry.value, 'externalIdentifierType', entry.at, problems)?.split('/').at(-1)
    const identifier = textOf(entry.value, 'identifier', entry.at, problems)
    if (identifier === undefined) continue
    if (type === 'packageUrl' || type === 'packageURL') purls.add(identifier)
    else if (type === 'cpe22' || type === 'cpe23') cpes.add(identifier)
  }
  const supplier = textOf(value, 'suppliedBy', at, problems)
  const [originator] = textsOf(value, 'originatedBy', at, problems)
  return [
    defined({
      at,
      id,
      name,
      version: said(textOf(value, 'software_packageVersion', at, problems)),
      purls: [...purls],
      cpes: [...cpes],
      supplier: supplier === undefined ? undefined : names.get(supplier),
      originator: originator === undefined ? undefined : names.get(originator),
      purpose: textOf(value, 'software_primaryPurpose', at, problems)
        ?.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')
        .toUpperCase(),
      sourceInfo: textOf(value, 'software_sourceInfo', at, problems),
      hashes: objectsOf(value, 'verifiedUsing', at, problems).flatMap((entry) => {
        const algorithm = textOf(entry.value, 'algorithm', entry.at, problems)
        const content = textOf(entry.value, 'hashValue', entry.at, problems)
        return algorithm === undefined || content === undefined || own(entry.value, 'type') !== 'Hash'
          ? []
          : [{ algorithm, content }]
      }),
    }),
  ]
}

/** `dependsOn` is DEPENDS_ON; one element may point at many. */
function relationshipsOf({ value, at }: Located<JsonObject>, problems: Problems): readonly SpdxRelationship[] {
  const from = textOf(value, 'from', at, problems)
  const type = textOf(value, 'relationshipType', at, problems)
  if (from === undefined || type === undefined || type.length > 64) return []
  const spelt = type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
  return textsOf(value, 'to', at, problems).map((to) => ({ from, type: spelt, to }))
}

function rootsOf({ value, at }: Located<JsonObject>, problems: Problems): readonly SpdxRelationship[] {
  const from = textOf(value, 'spdxId', at, problems) ?? ''
  return textsOf(value, 'rootElement', at, problems).map((to) => ({ from, type: 'DESCRIBES', to }))
}

function creatorsOf(
  { value, at }: Located<JsonObject>,
  names: ReadonlyMap<string, string>,
  problems: Problems,
): readonly string[] {
  const ids = [...textsOf(value, 'createdBy', at, problems), ...textsOf(value, 'createdUsing', at, problems)]
  return ids.map((id) => names.get(id) ?? id)
}
