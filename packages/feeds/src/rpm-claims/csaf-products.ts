/**
 * Which RPM package of which product a product id of a CSAF document means. Source: CSAF 2.0 3.1.3, 3.2.2.
 * Ids are never taken apart; the relationships and the purls beside them say what they are made of.
 */
import type { CsafProduct } from '@hygie/standards/csaf/product-tree'
import { parsePurl, qualifierOf } from '@hygie/standards/purl/purl'
import { evrOf, parseNevra } from '@hygie/versions/nevra'
import { rpm } from '@hygie/versions/rpm'

export type CsafPackage = {
  /** The product that delivers the package. */
  readonly platform: CsafProduct
  readonly name: string
  /** Absent: the statement is about the package, whatever its version. */
  readonly version?: string
  readonly architecture?: string
  /** Name and stream: `redis:6`. */
  readonly module?: string
}

/** A module on a platform, a package in the module: more steps are a circle. */
const STEPS_MAX = 8

/** Undefined: a product as a whole, a container, a Java archive, or an id that leads nowhere. */
export function csafPackage(products: ReadonlyMap<string, CsafProduct>, id: string): CsafPackage | undefined {
  let component = products.get(id)
  let platform: CsafProduct | undefined
  let module: string | undefined
  for (let step = 0; component?.relation !== undefined && step < STEPS_MAX; step += 1) {
    platform ??= products.get(component.relation.platform)
    component = products.get(component.relation.component)
  }
  // Older documents put the module between: package in (module on platform).
  for (let step = 0; platform?.relation !== undefined && step < STEPS_MAX; step += 1) {
    const between = products.get(platform.relation.component)
    module ??= between === undefined ? undefined : moduleOf(between)
    platform = products.get(platform.relation.platform)
  }
  if (component === undefined || platform === undefined) return undefined
  if (component.relation !== undefined || platform.relation !== undefined) return undefined
  const found = component.purls.length > 0 ? fromPurl(component.purls[0] ?? '') : fromName(component.name)
  if (found === undefined) return undefined
  return { platform, ...(module === undefined ? {} : { module }), ...found }
}

/** `pkg:rpm/redhat/redis@6.2.17-1.module%2Bel8?arch=aarch64&epoch=1&rpmmod=redis:6:8100020250113083959:489197e6` */
function fromPurl(text: string): Omit<CsafPackage, 'platform'> | undefined {
  const purl = parsePurl(text)
  if (!purl.ok || purl.value.type !== 'rpm' || !isName(purl.value.name)) return undefined
  const { name, version } = purl.value
  const epoch = qualifierOf(purl.value, 'epoch') ?? '0'
  const architecture = qualifierOf(purl.value, 'arch')
  const module = /^[^:\s]{1,100}(?::[^:\s]{1,100})?/.exec(qualifierOf(purl.value, 'rpmmod') ?? '')?.[0]
  const evr = version === undefined ? undefined : `${epoch}:${version}`
  if (evr !== undefined && !rpm.parse(evr).ok) return undefined
  return {
    name,
    ...(evr === undefined ? {} : { version: evr }),
    ...(architecture === undefined ? {} : { architecture }),
    ...(module === undefined ? {} : { module }),
  }
}

/** `pkg:rpmmod/redhat/python36@3.6:8040020241213073301:9bf6f064` */
function moduleOf(product: CsafProduct): string | undefined {
  const [, name, stream] = /^pkg:rpmmod\/(?:[^/@]{1,60}\/)?([^/@:]{1,100})@([^:@?#]{1,100})/.exec(product.purls[0] ?? '') ?? []
  return name === undefined || stream === undefined ? undefined : `${name}:${stream}`
}

/** SUSE gives no purl: `libqt4-32bit-4.8.6-7.1.x86_64`, or `samba` where no version is meant. */
function fromName(text: string): Omit<CsafPackage, 'platform'> | undefined {
  const nevra = parseNevra(text)
  if (nevra.ok && nevra.value.arch !== undefined)
    return { name: nevra.value.name, version: evrOf(nevra.value), architecture: nevra.value.arch }
  return isName(text) ? { name: text } : undefined
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9][^\s:/@]{0,299}$/.test(text)
}
