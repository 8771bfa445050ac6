/** Identifiers of a product as the lifecycle table is searched by: `cpe:a:vendor:product`, purls without version. */
import { mendCpe } from '@hygie/standards/cpe/cpe'
import { buildPurl, mendPurl, printPurl } from '@hygie/standards/purl/purl'
import { keyOfCpe } from '../cpe-claims/name.ts'

export type Identifier = { readonly type: string; readonly id: string }

/** Sorted and distinct. What cannot be read, and names of other catalogues (repology), are left out: they identify nothing here. */
export function identifiersOf(listed: readonly Identifier[]): readonly string[] {
  const found = new Set<string>()
  for (const { type, id } of listed) {
    const known = type === 'cpe' ? cpeIdentifier(id) : type === 'purl' ? purlIdentifier(id) : undefined
    if (known !== undefined) found.add(known)
  }
  return [...found].toSorted()
}

/** Upstream stops after the product: `cpe:2.3:o:debian:debian_linux`. */
function cpeIdentifier(id: string): string | undefined {
  const cpe = mendCpe(id)
  return cpe.ok ? keyOfCpe(cpe.value) : undefined
}

/** Qualifiers say where to fetch it and not what it is. */
function purlIdentifier(id: string): string | undefined {
  const purl = mendPurl(id)
  if (!purl.ok) return undefined
  const { type, namespace, name } = purl.value
  const plain = buildPurl({ type, namespace, name })
  // A type that demands a qualifier (swid) has no shorter name.
  return plain.ok ? printPurl(plain.value) : printPurl(purl.value).replace(/[@?#].*$/, '')
}
