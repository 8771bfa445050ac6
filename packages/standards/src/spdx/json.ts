/** SPDX 2.2 and 2.3 as JSON, and 3.0 as JSON-LD. Source: SPDX 2.3 clauses 6, 7, 11 and annex F; SPDX 3.0.1 model and its JSON context. */
import type { Failure, Result } from '@hygie/versions/result'
import { fail } from '@hygie/versions/result'
import { defined, isObject, kind, objectOf, objectsOf, own, requiredText, textOf, textsOf } from '../json/fields.ts'
import type { JsonObject, Located, Problems } from '../json/fields.ts'
import { agentName, betweenPackages, said } from './document.ts'
import type { SpdxPackage, SpdxReading, SpdxRelationship } from './document.ts'
import { readGraph } from './graph.ts'

/**
 * Errors  spdx-document when it is neither SPDX 2.x nor 3.0; everything smaller is left out and noted in `problems`
 * Cost    linear
 */
export function parseSpdx(value: unknown): Result<SpdxReading> {
  if (!isObject(value)) return fail('spdx-document', `Cannot read an SPDX document: found ${kind(value)}, must be an object`, '$')
  if (own(value, '@context') !== undefined) return readGraph(value)
  const problems: Failure[] = []
  const version = /^SPDX-(2\.\d)$/.exec(textOf(value, 'spdxVersion', '$', problems) ?? '')?.[1]
  if (version === undefined)
    return fail(
      'spdx-document',
      'Cannot read an SPDX document: spdxVersion must be SPDX-2.x, or an @context must say 3.0',
      '$.spdxVersion',
    )
  const creation = objectOf(value, 'creationInfo', '$', problems) ?? { value: {}, at: '$.creationInfo' }
  const packages = packagesOf(value, problems)
  return {
    ok: true,
    value: {
      document: defined({
        specVersion: version,
        name: textOf(value, 'name', '$', problems),
        namespace: textOf(value, 'documentNamespace', '$', problems),
        createdAt: textOf(creation.value, 'created', creation.at, problems),
        creators: textsOf(creation.value, 'creators', creation.at, problems),
        packages,
        relationships: betweenPackages(relationshipsOf(value, problems), packages),
      }),
      problems,
    },
  }
}

function packagesOf(root: JsonObject, problems: Problems): readonly SpdxPackage[] {
  const found: SpdxPackage[] = []
  for (const { value, at } of objectsOf(root, 'packages', '$', problems)) {
    const id = requiredText(value, 'SPDXID', at, problems)
    const name = requiredText(value, 'name', at, problems)
    if (id === undefined || name === undefined) continue
    const { purls, cpes } = externalsOf({ value, at }, problems)
    found.push(
      defined({
        at,
        id,
        name,
        version: said(textOf(value, 'versionInfo', at, problems)),
        purls,
        cpes,
        supplier: agentName(textOf(value, 'supplier', at, problems)),
        originator: agentName(textOf(value, 'originator', at, problems)),
        purpose: textOf(value, 'primaryPackagePurpose', at, problems)?.replaceAll('_', '-'),
        fileName: textOf(value, 'packageFileName', at, problems),
        sourceInfo: textOf(value, 'sourceInfo', at, problems),
        hashes: hashesOf({ value, at }, problems),
      }),
    )
  }
  return found
}

/** The type may be written as an IRI: `http://spdx.org/rdf/references/purl`. */
function externalsOf(
  pack: Located<JsonObject>,
  problems: Problems,
): { readonly purls: readonly string[]; readonly cpes: readonly string[] } {
  const purls: string[] = []
  const cpes: string[] = []
  for (const { value, at } of objectsOf(pack.value, 'externalRefs', pack.at, problems)) {
    const type = textOf(value, 'referenceType', at, problems)?.split('/').at(-1)
    const locator = textOf(value, 'referenceLocator', at, problems)?.trim()
    if (locator === undefined) continue
    if (type === 'purl') purls.push(locator)
    else if (type === 'cpe23Type' || type === 'cpe22Type') cpes.push(locator)
  }
  return { purls, cpes }
}

function hashesOf(pack: Located<JsonObject>, problems: Problems): SpdxPackage['hashes'] {
  const found: { readonly algorithm: string; readonly content: string }[] = []
  for (const { value, at } of objectsOf(pack.value, 'checksums', pack.at, problems)) {
    const algorithm = textOf(value, 'algorithm', at, problems)
    const content = textOf(value, 'checksumValue', at, problems)
    if (algorithm !== undefined && content !== undefined) found.push({ algorithm, content })
  }
  return found
}

function relationshipsOf(root: JsonObject, problems: Problems): readonly SpdxRelationship[] {
  const found: SpdxRelationship[] = textsOf(root, 'documentDescribes', '$', problems).map((to) => ({
    from: 'SPDXRef-DOCUMENT',
    type: 'DESCRIBES',
    to,
  }))
  for (const { value, at } of objectsOf(root, 'relationships', '$', problems)) {
    const from = textOf(value, 'spdxElementId', at, problems)
    const to = textOf(value, 'relatedSpdxElement', at, problems)
    const type = textOf(value, 'relationshipType', at, problems)
    if (from !== undefined && to !== undefined && type !== undefined) found.push({ from, type, to })
  }
  return found
}
