/** CycloneDX → neutral bill, with the properties that trivy and syft write where the standard has no field. */
import { propertyOf, type CdxBom, type CdxComponent } from '@hygie/standards/cyclonedx/bom'
import type { Bill, BillItem } from './parts.ts'
import type { Distro } from './distribution.ts'

/** Kinds that stand for something else than a product with a version. */
const NO_PRODUCT: ReadonlySet<string> = new Set([
  'file',
  'data',
  'operating-system',
  'container',
  'machine-learning-model',
  'cryptographic-asset',
  'device-driver',
])

export function billOfCycloneDx(bom: CdxBom): Bill {
  const components =
    bom.subject?.type === 'firmware' ||
    bom.subject?.type === 'device' ||
    bom.subject?.purl !== undefined ||
    bom.subject?.cpe !== undefined
      ? [bom.subject, ...bom.components]
      : bom.components
  return {
    name: bom.subject?.name ?? bom.serialNumber ?? 'bill of materials',
    ...(bom.timestamp === undefined ? {} : { createdAt: bom.timestamp }),
    items: components.filter((component) => component !== undefined).map((component) => itemOf(component)),
    systems: bom.components.filter(({ type }) => type === 'operating-system').flatMap((component) => systemOf(component)),
  }
}

function itemOf(component: CdxComponent): BillItem {
  const { at, version, purl, cpe } = component
  const source = sourceOf(component)
  const modularityLabel =
    propertyOf(component, 'aquasecurity:trivy:Modularitylabel') ?? propertyOf(component, 'syft:metadata:modularityLabel')
  const path = propertyOf(component, 'aquasecurity:trivy:FilePath') ?? propertyOf(component, 'syft:location:0:path')
  const vendor = component.publisher ?? component.supplier ?? component.manufacturer
  return {
    at,
    name: component.group === undefined ? component.name : `${component.group}/${component.name}`,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    ...(cpe === undefined ? {} : { cpe }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(source === undefined ? {} : { source }),
    ...(modularityLabel === undefined ? {} : { modularityLabel }),
    ...(path === undefined ? {} : { path }),
    // A lock file is listed as an application of the class lang-pkgs: its packages are what counts.
    countable: !NO_PRODUCT.has(component.type) && propertyOf(component, 'aquasecurity:trivy:Class') === undefined,
  }
}

function sourceOf(component: CdxComponent): BillItem['source'] {
  const property = (name: string): string | undefined => propertyOf(component, `aquasecurity:trivy:${name}`)
  const name =
    property('SrcName') ?? propertyOf(component, 'syft:metadata:source') ?? propertyOf(component, 'syft:metadata:originPackage')
  if (name === undefined || name === '') return undefined
  const [version, release, epoch] = [
    property('SrcVersion') ?? propertyOf(component, 'syft:metadata:sourceVersion'),
    property('SrcRelease'),
    property('SrcEpoch'),
  ]
  if (version === undefined || version === '') return { name }
  const label = `${epoch === undefined || epoch === '0' || version.includes(':') ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`
  return { name, version: label }
}

function systemOf(component: CdxComponent): readonly Distro[] {
  const id = propertyOf(component, 'syft:distro:id') ?? component.name
  const version =
    propertyOf(component, 'syft:distro:versionID') ??
    component.version ??
    propertyOf(component, 'syft:distro:versionCodename') ??
    ''
  return id === '' ? [] : [{ id, version }]
}
