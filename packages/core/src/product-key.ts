/**
 * How a product is looked up in the knowledge file: one text per product line.
 *
 *   package of a distribution   `deb:debian:12:openssl` (source package), `deb-binary:ubuntu:14.04:libssl1.0.0`,
 *                               `rpm:rhel:9:openssl-libs` (binary), `srpm:rhel:9:openssl` (source), `apk:alpine:3.20:openssl` (origin),
 *                               `alpm:arch:rolling:openssl`
 *   paid or special channel     `deb:ubuntu:18.04+esm-infra:openssl`
 *   module stream of an RPM     `rpm:rhel:8+nodejs@18:nodejs` (a colon in the stream's name is written `@`)
 *   language package            `pypi:requests` `npm:@scope/name` `maven:group:artifact` `golang:github.com/a/b` (names as the registry compares them)
 *   product in Microsoft's lists `msrc:windows 10 version 1809 for x64-based systems` (product-names/microsoft.ts)
 *   product of a maker          `device:philips:intellivue mx40` (product-names/maker.ts)
 *   CPE product                 `cpe:a:vendor:product` (part, vendor, product of a CPE 2.3 name, lower case, still escaped)
 *
 * The name is last and may itself hold colons. Keys are lower case where the ecosystem ignores case.
 */
import { unreachable, type Brand } from '@hygie/versions/result'

export type ProductKey = Brand<string, 'ProductKey'>

export const distributionTypes = ['deb', 'deb-binary', 'rpm', 'srpm', 'apk', 'alpm'] as const
export type DistributionType = (typeof distributionTypes)[number]
export const ecosystemTypes = [
  'cargo',
  'cocoapods',
  'composer',
  'conan',
  'cran',
  'gem',
  'github-actions',
  'golang',
  'hackage',
  'hex',
  'kubernetes',
  'maven',
  'npm',
  'nuget',
  'pub',
  'pypi',
  'swift',
] as const
export type EcosystemType = (typeof ecosystemTypes)[number]

export type DistributionProduct = {
  readonly type: DistributionType
  /** `debian`, `ubuntu`, `rhel`, `almalinux`, `rocky`, `suse`, `opensuse`, `alpine`, `wolfi` … */
  readonly distribution: string
  /** As the lineage writes it: Debian `12`, Ubuntu `22.04`, RHEL-like major `9`, SUSE `15.5`, Alpine `3.20`; rolling ones `rolling`. */
  readonly release: string
  readonly channel?: string
  readonly name: string
}

export function distributionKey(product: DistributionProduct): ProductKey {
  const line = product.channel === undefined ? product.release : `${product.release}+${product.channel.replaceAll(':', '@')}`
  return `${product.type}:${product.distribution}:${line}:${product.name}` as ProductKey
}

export function ecosystemKey(type: EcosystemType, name: string): ProductKey {
  return `${type}:${normalName(type, name)}` as ProductKey
}

export function cpeKey(part: string, vendor: string, product: string): ProductKey {
  return `cpe:${part}:${vendor}:${product}`.toLowerCase() as ProductKey
}

/** The platform a distribution's key belongs to, e.g. `debian:12` or `ubuntu:18.04+esm-infra`; undefined for other keys. */
export function lineageOf(key: ProductKey): string | undefined {
  const [type = '', distribution = '', release = ''] = key.split(':', 3)
  return (distributionTypes as readonly string[]).includes(type) ? `${distribution}:${release}` : undefined
}

function normalName(type: EcosystemType, name: string): string {
  switch (type) {
    case 'pypi':
      return name.toLowerCase().replaceAll(/[-_.]+/g, '-') // PEP 503
    case 'nuget':
    case 'composer':
    case 'github-actions':
    case 'hex':
      return name.toLowerCase()
    case 'cargo':
    case 'cocoapods':
    case 'conan':
    case 'cran':
    case 'gem':
    case 'golang':
    case 'hackage':
    case 'kubernetes':
    case 'maven':
    case 'npm':
    case 'pub':
    case 'swift':
      return name
    default:
      return unreachable(type)
  }
}
