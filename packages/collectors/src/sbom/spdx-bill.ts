/** SPDX 2 and 3 → neutral bill. */
import type { SpdxDocument, SpdxPackage } from '@hygie/standards/spdx/document'
import type { Bill, BillItem } from './parts.ts'

const NO_PRODUCT: ReadonlySet<string> = new Set([
  'FILE',
  'SOURCE',
  'ARCHIVE',
  'OPERATING-SYSTEM',
  'OPERATINGSYSTEM',
  'CONTAINER',
  'DATA',
  'DOCUMENTATION',
])

export function billOfSpdx(document: SpdxDocument): Bill {
  const systems = document.packages.filter((pack) => isSystem(pack))
  return {
    name: document.name ?? document.namespace ?? 'bill of materials',
    ...(document.createdAt === undefined ? {} : { createdAt: document.createdAt }),
    items: document.packages.filter((pack) => !isSystem(pack)).map((pack) => itemOf(pack)),
    systems: systems.map(({ name, version }) => ({ id: name, version: version ?? '' })),
  }
}

/** trivy names the system by the id of its package, newer documents by its purpose. */
function isSystem(pack: SpdxPackage): boolean {
  return pack.id.includes('SPDXRef-OperatingSystem') || /^OPERATING-?_?SYSTEM$/.test(pack.purpose ?? '')
}

function itemOf(pack: SpdxPackage): BillItem {
  const purl = pack.purls.find((text) => !text.startsWith('pkg:oci/')) ?? pack.purls[0]
  // Several names are guesses of the producer; one is a statement.
  const cpe = pack.cpes.length === 1 ? pack.cpes[0] : undefined
  const source = sourceOf(pack)
  return {
    at: pack.at,
    name: pack.name,
    ...(pack.version === undefined ? {} : { version: pack.version }),
    ...(purl === undefined ? {} : { purl }),
    ...(cpe === undefined ? {} : { cpe }),
    ...(pack.supplier === undefined ? {} : { vendor: pack.supplier }),
    ...(source === undefined ? {} : { source }),
    countable:
      purl === undefined ? !NO_PRODUCT.has(pack.purpose ?? '') && pack.version !== undefined : !purl.startsWith('pkg:oci/'),
  }
}

/** trivy: `built package from: openssl 1:1.1.1k-4.el8`. */
function sourceOf(pack: SpdxPackage): BillItem['source'] {
  const match = /^built package from: (\S+) (\S+)$/.exec(pack.sourceInfo ?? '')
  return match === null ? undefined : { name: match[1] ?? '', version: match[2] ?? '' }
}
